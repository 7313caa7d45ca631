"""Checks content and pages: one `CHECK` in each file; findings have a place and a hint.

Nothing is imported here, so that who asks for one check does not import what runs them all.
"""
