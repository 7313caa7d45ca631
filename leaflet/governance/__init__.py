"""Approvals and publication: approvals, reviews that are due, status pages and verification."""
