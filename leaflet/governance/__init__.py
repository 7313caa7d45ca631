"""Approvals and publication: who approved which words, what is due, what QR codes lead to."""
