"""What a validator that is not ours says of a PDF."""

from __future__ import annotations

import page

#: PDF/UA-1 and PDF/A-3a.
PROFILES = ("ua1", "3a")


def failures(pdf: bytes, profile: str) -> list[str]:
    """The rules of a profile that a file breaks."""
    report = page.validate_pdf_bytes(pdf, profile=profile)
    found = [str(failure) for failure in report.failures]
    assert bool(found) is not report.is_compliant
    return found
