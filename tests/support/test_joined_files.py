"""The verifier of joined files says no where a part leads elsewhere than back."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from leaflet.render.joining.slot_content import ADDRESS
from tests.render.joining.test_joined_pages import CODED, page
from tests.support.joined_files import joining_faults
from tests.support.renderings import render_once


def elements_of_marks(pdf: Any) -> Any:
    """The elements that the marks of the first page lead to."""
    return pdf.Root.StructTreeRoot.ParentTree.Kids[0].Nums[1]


def exchanged_marks(pdf: Any) -> None:
    parents = elements_of_marks(pdf)
    parents[0], parents[-1] = parents[-1], parents[0]


def mark_without_element(pdf: Any) -> None:
    elements_of_marks(pdf).append(pdf.Root)


def link_of_another_element(pdf: Any) -> None:
    link = pdf.pages[0].Annots[0]
    link.StructParent = 0


def two_fonts_of_one_tag(pdf: Any) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        font.BaseFont = pikepdf.Name("/ABCDEF+Face")


def address_left(pdf: Any) -> None:
    pdf.pages[0].Annots[0].A.URI = pikepdf.String(ADDRESS)


def title_left(pdf: Any) -> None:
    pdf.docinfo["/Title"] = "@@title@@"


@pytest.mark.pdf
@pytest.mark.parametrize(
    "harm",
    [
        exchanged_marks,
        mark_without_element,
        link_of_another_element,
        two_fonts_of_one_tag,
        address_left,
        title_left,
    ],
)
def test_a_harmed_file_is_noticed(harm: Callable[[Any], None]) -> None:
    joined = render_once(page(CODED), {}).file
    assert joining_faults(joined) == []
    with pikepdf.open(io.BytesIO(joined)) as pdf:
        harm(pdf)
        written = io.BytesIO()
        pdf.save(written)
    assert joining_faults(written.getvalue()) != []
