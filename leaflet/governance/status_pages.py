"""The pages to which the QR codes of a clinic lead: the state of a version, and files to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from leaflet.compose.edition_context import show_date
from leaflet.compose.html_snippets import dial, dialled_after, fill_in
from leaflet.compose.template_tasks import TemplateTask, fill_templates
from leaflet.content.templates import Templates
from leaflet.core import colour, extensions
from leaflet.formats.format import Format
from leaflet.governance.register import RegisteredLeaflet, RegisteredVersion
from leaflet.governance.status_frame import Frame
from leaflet.governance.verification import VerificationStatus
from leaflet.model.clinic import Clinic
from leaflet.model.locale import Locale

if TYPE_CHECKING:
    from markupsafe import Markup

#: The names of the link texts of a status page, in order.
_LINKS = ("status_read", "status_print", "status_large", "link_text")


def known_format(name: str) -> Format | None:
    """The format of a name; None where it no longer exists."""
    return extensions.load("formats", name) if name in extensions.names("formats") else None


def _link(format_: Format) -> str | None:
    """The name of the link text for a format; None for formats that are not offered to patients:
    posters, print without colour, and sheets to fold or staple. A locale may have no such text.
    """
    if format_.medium == "screen":
        return "status_read"
    if format_.medium == "text":
        return "link_text"
    if format_.extract or format_.mono or format_.imposition != "plain":
        return None
    return "status_large" if format_.is_large_print else "status_print"


@dataclass(frozen=True, slots=True)
class StatusPages:
    """Writes status pages in a language for a clinic, whose phones are those that readers of the
    leaflet call.
    """

    templates: Templates
    clinic: Clinic
    locale: Locale

    def of(
        self, leaflet: RegisteredLeaflet, version: RegisteredVersion, status: VerificationStatus
    ) -> bytes:
        """The status page of a version."""
        found = _offered(version) if status is VerificationStatus.CURRENT else {}
        offers = [
            (words, f"{leaflet.leaflet}.{found[words].id}{found[words].suffix}")
            for words in _LINKS
            if words in found and getattr(self.locale.words, words)
        ]
        below = self._filled(
            "status/status.html.j2",
            leaflet=leaflet,
            version=version,
            verdict=status,
            offers=offers,
        )
        current = leaflet.current if status is VerificationStatus.SUPERSEDED else None
        words = self.locale.words.status_newest
        frame = replace(
            self._frame(leaflet),
            state=self._state(version, status),
            is_good=status is VerificationStatus.CURRENT,
            newest=(f"../{current.version}/", words.format(version=current.name))
            if current
            else ("", ""),
        )
        return frame.around(below).encode()

    def lead(self, leaflet: RegisteredLeaflet, newest: RegisteredVersion) -> bytes:
        """A page that redirects to the newest version, and also has a link to it."""
        to = f"{newest.version}/"
        frame = replace(self._frame(leaflet), leads_to=to, newest=(to, leaflet.title))
        return frame.around("").encode()

    def _frame(self, leaflet: RegisteredLeaflet) -> Frame:
        locale = self.locale
        title = f"{leaflet.title} – {self.clinic.name}"
        style = self._filled("status/status.css.j2")
        return Frame(locale.language, locale.direction, title, style)

    def _state(self, version: RegisteredVersion, status: VerificationStatus) -> str:
        """What the page says of a version, in words."""
        words = self.locale.words
        due = self.locale.show_date(version.review_due)
        return {
            VerificationStatus.CURRENT: words.status_current,
            VerificationStatus.SUPERSEDED: words.status_superseded,
            VerificationStatus.OVERDUE: words.band_overdue.format(date=due),
            VerificationStatus.DRAFT: words.band_draft,
        }.get(status, words.band_withdrawn)

    def _number(self) -> Markup:
        """The main number as a link, and what is dialled or chosen after it."""
        words, phone = self.locale.words, self.clinic.phones["main"]
        return dial(phone.number, phone.display) + dialled_after(phone, words)

    def _filled(self, template: str, **values: Any) -> str:
        tokens = colour.tokens(self.clinic.brand.rgb, self.clinic.skin_tone)
        context = {
            "clinic": self.clinic,
            "words": self.locale.words,
            "ask": fill_in(self.locale.words.status_ask, number=self._number()),
            "language": self.locale.language,
            "direction": self.locale.direction,
            "tokens": {name: value for name, value in tokens if value.startswith("#")},
            **values,
        }
        helpers = partial(_helpers, self.locale)
        task = TemplateTask(self.templates, (template,), context, helpers)
        return fill_templates(task).texts[0]


def _helpers(locale: Locale) -> Mapping[str, Callable[..., Any]]:
    """The functions of the templates."""
    return {"date": show_date(locale)}


def _offered(version: RegisteredVersion) -> dict[str, Format]:
    """The format of each link text; a complete leaflet is preferred to a short one."""
    there = (known_format(file.format) for file in version.files if file.is_current)
    offered: dict[str, Format] = {}
    for format_ in sorted(filter(None, there), key=lambda f: (f.words is not None, f.id)):
        words = _link(format_)
        if words:
            offered.setdefault(words, format_)
    return offered
