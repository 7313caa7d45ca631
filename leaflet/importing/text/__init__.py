"""Texts of characters alone: encodings, pasted pages, and Markdown."""
