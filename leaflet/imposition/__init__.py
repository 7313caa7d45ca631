"""Imposes pages on sheets: where each page goes, and the files for an office printer."""
