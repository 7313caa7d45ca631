"""Every PDF that is made, for patients and for staff, is PDF/UA-1 and PDF/A-3a to a validator that
is not ours. Files that it must refuse stand in `test_pdf.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from leaflet.output.reprint_changes import diff
from leaflet.staff_documents.evidence import print_evidence
from leaflet.staff_documents.reprint_notice import print_reprint_notice
from tests.output.test_reprint_changes import NEW, OLD
from tests.staff_documents.test_evidence import evidence
from tests.staff_documents.test_review_copy import TEMPLATES, clean, marked
from tests.support.conformance import PROFILES, failures
from tests.support.in_formats import ON_PAPER, printed_in
from tests.support.printed import EACH_CLINIC, in_default_lane
from tests.support.projects import EXAMPLE

pytestmark = pytest.mark.pdf

STAFF_DOCUMENTS: Mapping[str, Callable[[], bytes]] = {
    "review copy": clean,
    "review copy with changes": marked,
    "evidence": lambda: print_evidence(evidence(EXAMPLE), TEMPLATES),
    "reprint notice": lambda: print_reprint_notice(diff(OLD, NEW), TEMPLATES),
}
#: The review copy with changes is printed there for other tests too.
QUICK = ("review copy with changes", "reprint notice")


@pytest.mark.parametrize("clinic", EACH_CLINIC)
@pytest.mark.parametrize("format_", ON_PAPER)
def test_a_leaflet_conforms_in_every_format(format_: str, clinic: str) -> None:
    pdf = printed_in(format_, clinic).file
    assert [found for profile in PROFILES for found in failures(pdf, profile)] == []


@pytest.mark.parametrize("name", in_default_lane(STAFF_DOCUMENTS, QUICK))
def test_a_document_for_staff_conforms(name: str) -> None:
    pdf = STAFF_DOCUMENTS[name]()
    assert [found for profile in PROFILES for found in failures(pdf, profile)] == []


def test_no_format_is_left_out() -> None:
    assert set(ON_PAPER) >= {"a4", "mono", "letter", "a4-sheet", "letter-sheet", "trifold",
                             "trifold-letter", "a5-booklet", "large-print", "poster-a3",
                             "poster-a4"}  # fmt: skip
