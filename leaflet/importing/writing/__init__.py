"""What is written of an article: front matter, body, fenced blocks, figures."""
