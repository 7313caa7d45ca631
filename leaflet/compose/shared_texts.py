"""Fills the pages of a leaflet once for all clinics, whose details stand in slots.

What is kept here changes no byte: pages are shared only where they were filled without a clinic.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, cast

from leaflet.compose.edition_context import edition_helpers, leaflet_values
from leaflet.compose.template_tasks import TemplateTask, fill_here
from leaflet.core.diagnostics import UsageError
from leaflet.core.kept import Kept
from leaflet.model.clinic import Clinic
from leaflet.model.leaflet import Leaflet
from leaflet.page.edition import Edition


class _NoClinic:
    """Stands for any clinic; raises `LookupError` once something is asked of it."""

    def __getattr__(self, name: str) -> Any:
        raise LookupError(f"the page asks for {name} of the clinic")


#: What was filled last, by the identities of what it was filled with: the task, which keeps these,
#: and the texts of its pages, None where they ask for the clinic.
_FILLED: Kept[tuple[TemplateTask, tuple[str, ...] | None]] = Kept(32)


def shared_texts(task: TemplateTask, leaflet: Leaflet, band: str) -> tuple[str, ...] | None:
    """The texts of the pages of a task with an edition, filled for any clinic; None where they ask
    for something of the clinic, or are broken. `leaflet` is that of the edition, abridged to its
    format, `band` the text of its state band.
    """
    edition = cast("Edition", task.edition)
    things = (task.templates, edition.leaflet, edition.locale, edition.pack, edition.kind)
    key = (*map(id, (*things, edition.figures)), task.pages, edition.words, edition.text_file)
    key = (*key, repr(edition.format), band)
    _, texts = _FILLED.of(key, lambda: (task, _filled(task, edition, leaflet, band)))
    return texts


def _filled(
    task: TemplateTask, edition: Edition, leaflet: Leaflet, band: str
) -> tuple[str, ...] | None:
    clinic = cast("Clinic", _NoClinic())
    of_any = replace(edition, clinic=clinic, logo=None, photo=None)
    values = leaflet_values(of_any, leaflet, band)
    helpers = partial(edition_helpers, of_any, leaflet)
    try:
        return fill_here(replace(task, values=values, helpers=helpers, edition=None)).texts
    except UsageError:
        return None  # with the clinic it is filled, or told where it is broken
