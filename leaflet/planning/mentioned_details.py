"""Details of a clinic that stand where they do not belong: in the text of a leaflet, which every
clinic hands out, or in what another clinic prints on complaints and feedback.

A leaflet prints what is a clinic's own by its marks, such as `clinic:phones.main`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from leaflet.core.diagnostics import Finding, error, warning
from leaflet.core.folding import fold
from leaflet.planning.clinic_details import (
    EMAIL,
    MOST_HOLDERS,
    NAME,
    PHONE,
    WEB,
    ClinicDetail,
    ClinicIdentity,
)
from leaflet.text.contact_details import addresses_in, mails_in, names_in, numbers_in

if TYPE_CHECKING:
    from leaflet.core.located import FieldPath, Loaded
    from leaflet.model.clinic import Clinic
    from leaflet.model.leaflet import Leaflet

#: The code of the findings in leaflets.
CLINIC_DETAIL = "clinic-detail"
#: Numbers are compared by their last digits: whether they begin with +44, 0044 or 0 does not count.
_LAST_DIGITS = 9
#: A word of so many letters before a name may be left out: "The Example Clinic".
_ARTICLE = 3
_ZERO = re.compile(r"\(0\)|\D")
_SLOTS = {
    PHONE: "write [call us](clinic:phones.main), so that each clinic prints its own",
    EMAIL: "write [mail us](clinic:email), so that each clinic prints its own",
    WEB: "write [our website](clinic:web), so that each clinic prints its own",
    NAME: "write we, or [our clinic](clinic:name), so that each clinic prints its own",
}


def leaflet_mentions(loaded: Loaded[Leaflet]) -> Iterator[ClinicDetail]:
    """What may be a clinic's detail in the text of a leaflet, each once, where it first stands."""
    from leaflet.text.leaflet_text import LeafletText

    text = LeafletText(loaded, None)
    known: set[tuple[str, str]] = set()
    for unit in text.units:
        linked = ((mark.start, mark.target) for mark in unit.marks if "://" in mark.target)
        for what, found in (
            (PHONE, numbers_in(unit.text)),
            (EMAIL, mails_in(unit.text)),
            (WEB, addresses_in(unit.text)),
            (WEB, linked),
            (NAME, names_in(unit.text)),
        ):
            for offset, shown in found:
                value = _compared(what, shown)
                if (what, value) not in known:
                    known.add((what, value))
                    yield ClinicDetail(what, value, shown, text.place(unit, offset))


def clinic_mentions(loaded: Loaded[Clinic]) -> Iterator[ClinicDetail]:
    """The numbers and mail addresses to which a clinic sends complaints and feedback."""
    from leaflet.model.translations import all_forms

    clinic = loaded.value
    if clinic is None or clinic.plain:
        return
    given: tuple[tuple[FieldPath, str], ...] = (
        *((("feedback",), form) for form in all_forms(clinic.feedback)),
        *((("complaints", "contact"), form) for form in all_forms(clinic.complaints.contact)),
    )
    for field_path, text in given:
        for what, found in ((PHONE, numbers_in(text)), (EMAIL, mails_in(text))):
            for _, shown in found:
                yield ClinicDetail(what, _compared(what, shown), shown, loaded.place(field_path))


class ClinicIndex:
    """The details of some clinics, by what is compared of them."""

    def __init__(self, clinics: Iterable[ClinicIdentity]) -> None:
        self._holders: dict[tuple[str, str], list[ClinicIdentity]] = {}
        self._lengths: set[int] = set()
        for clinic in clinics:
            for detail in clinic.details:
                for value in _values(detail):
                    self._hold(detail.what, value, clinic)
                    if detail.what == NAME:
                        self._lengths.add(len(value.split()))

    def _hold(self, what: str, value: str, clinic: ClinicIdentity) -> None:
        """Keep a holder; of two that are no sites of each other, one is no site of any clinic."""
        known = self._holders.setdefault((what, value), [])
        others = all(one.family.isdisjoint(clinic.family) for one in known)
        if others and len(known) < MOST_HOLDERS:
            known.append(clinic)

    def in_leaflet(self, mentions: Iterable[ClinicDetail]) -> Iterator[Finding]:
        """Findings for the details of a clinic in a leaflet: unfit, of a name advice."""
        for mention in mentions:
            values = self._named(mention) if mention.what == NAME else (mention.value,)
            found = (self._holders.get((mention.what, value), ())[:1] for value in values)
            for path in dict.fromkeys(holder.path for holders in found for holder in holders):
                yield _in_leaflet(mention, path)

    def in_clinic(
        self, clinic: ClinicIdentity, mentions: Iterable[ClinicDetail]
    ) -> Iterator[Finding]:
        """Findings for the details of another clinic in a clinic's complaints and feedback."""
        for mention in mentions:
            holders = self._holders.get((mention.what, mention.value), ())
            others = [one for one in holders if one.family.isdisjoint(clinic.family)]
            if others and len(others) == len(holders):
                message = f'"{mention.shown}" is {mention.what} of {others[0].path}'
                hint = "write this clinic's own; sites of one clinic extend one group: see extends"
                yield replace(error("shared-detail", mention.span, message, hint), in_drafts=True)

    def _named(self, mention: ClinicDetail) -> Iterator[str]:
        """The names of clinics in a run of words with capitals: all of it, all but the first word,
        or what stands between short words without a capital.
        """
        words = mention.value.split()
        shown = mention.shown.split()
        small = {n for n, word in enumerate(shown) if len(shown) == len(words) and word.islower()}
        starts = {0, 1, *(n + 1 for n in small)}
        ends = {len(words), *small}
        for start in sorted(starts):
            for length in self._lengths:
                name = " ".join(words[start : start + length])
                if start + length in ends and (NAME, name) in self._holders:
                    yield name


def _in_leaflet(mention: ClinicDetail, path: str) -> Finding:
    hint = _SLOTS[mention.what]
    if mention.what == NAME:
        message = f'"{mention.shown}" has {mention.what} of {path}'
        return replace(warning("clinic-detail", mention.span, message, hint), in_drafts=True)
    message = f'"{mention.shown}" is {mention.what} of {path}'
    return replace(error("clinic-detail", mention.span, message, hint), in_drafts=True)


def _values(detail: ClinicDetail) -> tuple[str, ...]:
    """The forms in which a clinic's detail is compared with what a text mentions."""
    if detail.what == PHONE:
        number = detail.value.split(" ")[0]
        return tuple({_compared(PHONE, number), _compared(PHONE, detail.shown)})
    if detail.what not in _SLOTS:
        return ()
    value = _compared(detail.what, detail.shown)
    article, _, rest = value.partition(" ")
    is_long = detail.what == NAME and len(article) <= _ARTICLE and " " in rest
    return (value, rest) if is_long else (value,)


def _compared(what: str, shown: str) -> str:
    """A detail in the form that is compared."""
    if what == PHONE:
        return _ZERO.sub("", shown).lstrip("0")[-_LAST_DIGITS:]
    if what == WEB:
        plain = shown.casefold().rpartition("://")[2]
        return plain.removeprefix("www.").rstrip("/")
    if what == NAME:
        plain = "".join(c if c.isalnum() or c in "'’" else " " for c in shown)
        return " ".join(fold(word).removesuffix("'s") for word in plain.split())
    return shown.casefold()
