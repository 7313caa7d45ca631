"""Web pages: the main text, its blocks, and what the page says of itself."""
