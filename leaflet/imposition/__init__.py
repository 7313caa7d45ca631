"""Pages to sheets: which page goes where, and the files for an office printer."""
