"""PDFs for those who work with leaflets: evidence, reprint notice, review copy."""
