"""The structure tree of a PDF: what a screen reader reads, in order and in whole elements."""
