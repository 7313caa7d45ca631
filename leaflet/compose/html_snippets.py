"""HTML snippets for templates: phone links, filled placeholders."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from leaflet.compose.line_breaks import bind_last_word, keep_together, set_addresses
from leaflet.compose.template_text import formatted
from leaflet.compose.template_values import RefusedError
from leaflet.content.markdown import Mark
from leaflet.model.clinic import Clinic
from leaflet.model.locale import Locale, LocaleWords
from leaflet.model.phones import Phone
from leaflet.page.edition import Edition

if TYPE_CHECKING:
    from markupsafe import Markup

#: The services of a jurisdiction that a mark may lead to, and the fields of a clinic.
SERVICES = ("emergency", "urgent_advice")
CLINIC_FIELDS = tuple(Clinic.model_fields)


def fill_in(text: str, /, **values: Any) -> Markup:
    """A text with placeholders, `Call {number} now`, filled with HTML; the text is escaped.

    Raises `RefusedError` for a placeholder that has no value or looks into one.
    """
    from markupsafe import Markup, escape

    return Markup(formatted(escape(text), (), values))


def fill_line(text: str, locale: Locale, /, **values: Any) -> Markup:
    """A text filled as by `fill_in`, whose last words and numbers are not broken over two lines."""
    from markupsafe import Markup

    said = fill_in(bind_last_word(text, is_narrow=True), **values)
    if "<" in said:  # a value is HTML, which has its own numbers
        return said
    return Markup(keep_together(said, locale.stick_before, locale.stick_between))


def css_text(text: str) -> str:
    """A text as the value of CSS `content`; `{page}` and `{pages}` become counters."""
    quoted = re.sub(r'[\\"<\n]', lambda match: f"\\{ord(match[0]):x} ", text)
    return '"' + re.sub(r"\{(pages?)\}", r'" counter(\1) "', quoted) + '"'


def dial(number: str, display: str, template: str | None = None) -> Markup:
    """A phone link, whose number is never broken over lines or reordered; the link holds plain text
    only, and says in a PDF what it does.
    """
    from markupsafe import Markup

    shown, says = display.replace(" ", "\u00a0"), link_says(template, number=display)
    return Markup('<a class="value" dir="ltr" href="tel:{}"{}>{}</a>').format(number, says, shown)


def link_says(template: str | None, **values: str) -> Markup:
    """The attribute with what a link is announced as by itself in a PDF, where readers do not see
    what stands around it; nothing where a language has no words for it.
    """
    from markupsafe import Markup

    return Markup(' data-says="{}"').format(template.format(**values)) if template else Markup("")


def dialled_after(phone: Phone, words: LocaleWords) -> str:
    """What is dialled or chosen after a number, in words: ", extension 204"."""
    extension = phone.extension and words.phone_extension.format(number=phone.extension)
    option = phone.option and words.phone_option.format(number=phone.option)
    return "".join(f", {said}" for said in (extension, option) if said)


def resolver(edition: Edition) -> Callable[[Mark], str | None]:
    """A function that turns a mark into HTML: a help or clinic mark into its value, any other mark
    into None, so that its words are printed.

    Where the words differ from the value, the value follows them in brackets.
    """
    from markupsafe import escape

    def resolve(mark: Mark) -> str | None:
        value = mark_value(edition, mark)
        if value is None:
            return None
        display, html = value
        same = mark.words.replace(" ", "") == display.replace(" ", "")
        return html if same else f"{escape(mark.words)} ({html})"

    return resolve


def call_words(edition: Edition) -> str | None:
    """The words by which a phone link is announced; none in what is no PDF."""
    return edition.locale.words.link_call if edition.format.medium == "paper" else None


def mark_value(edition: Edition, mark: Mark) -> tuple[str, str] | None:
    """The value of a help or clinic mark, as plain text and as HTML; None for other marks."""
    from markupsafe import escape

    words, call = edition.locale.words, call_words(edition)
    if mark.scheme == "help":
        service = getattr(edition.pack, mark.target) if mark.target in SERVICES else None
        if not service:
            raise unknown_mark(mark)
        return service.display, str(dial(service.number, service.display, call))
    if mark.scheme != "clinic":
        return None
    kind, _, name = mark.target.partition(".")
    phone = edition.clinic.phones.get(name) if kind == "phones" else None
    if phone:
        after = dialled_after(phone, words)
        return phone.display + after, f"{dial(phone.number, phone.display, call)}{escape(after)}"
    text = getattr(edition.clinic, kind) if kind in CLINIC_FIELDS else None
    if not isinstance(text, str | int):
        raise unknown_mark(mark)
    return str(text), str(escape(set_addresses(str(text))))


def unknown_mark(mark: Mark) -> RefusedError:
    """The error for a mark that leads to no value."""
    return RefusedError(f'a mark leads to "{mark.scheme}:{mark.target}"', "mend the mark")
