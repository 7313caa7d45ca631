"""The forms of articles that can be imported, a file each with a constant `READER`."""
