"""What was made once is kept: the store, digests of files, versions of all that makes pages."""
