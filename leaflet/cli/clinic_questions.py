"""Asks about a new clinic: in a terminal what no option says, elsewhere nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from leaflet.core.diagnostics import UsageError
from leaflet.model.fields import FieldError
from leaflet.scaffolding import clinic_details as details

T = TypeVar("T")


class ClinicQuestions:
    """The questions about one clinic: `given` are the options of the call by name, `languages` and
    `countries` those whose words and rules are there.
    """

    def __init__(
        self, given: Mapping[str, Any], languages: Iterable[str], countries: Iterable[str]
    ) -> None:
        self.given = given
        self.languages, self.countries = tuple(languages), tuple(countries)
        self.asks = sys.stdin.isatty()
        self.missing: list[str] = []

    def answers(self, name: str | None = None) -> details.ClinicDetails:
        """The answers to all questions; `name` is the clinic's id, by default made of its name.

        Raises `UsageError` for a wrong option, and for missing ones where nobody can be asked.
        """
        shipped = self.countries
        title = self._ask("name", "Name of the clinic", details.plain, None)
        language = self._ask("language", "Language", details.language_tag, self.languages[0])
        country = self._ask(
            "country", "Country", lambda text: details.jurisdiction(text, shipped), shipped[0]
        )
        phone = self._ask("phone", "Phone", lambda text: details.phone(text, country or ""), None)
        web = self._ask("web", "Web address", details.web_address, None)
        id_ = name or details.id_from(title or "") or "clinic"
        logo = self._optional("logo", "Logo file, SVG, PNG or JPEG (Enter for none)", self._logo)
        colour = self._colour(logo)
        email = self._optional("email", "E-mail (Enter for none)", details.email_address)
        emergency = urgent = None
        if country and country not in shipped:
            numbers = partial(details.service_number, country=country)
            emergency = self._ask("emergency", f"Emergency number of {country}",
                                  partial(numbers, service="emergency"), None)  # fmt: skip
            urgent = self._ask("urgent_advice", "Number for urgent medical advice",
                               partial(numbers, service="urgent_advice"), emergency)  # fmt: skip
        if self.missing:
            options = ", ".join(self.missing)
            raise UsageError(f"no terminal to ask in; missing: {options}", "give these options")
        return details.ClinicDetails(
            id=id_, name=title, phone=phone, web=web, colour=colour, language=language,
            country=country, logo=logo, email=email, emergency=emergency, urgent_advice=urgent,
            fictional=_told("phone", partial(details.is_fictional, web=web), phone.number),
        )  # fmt: skip

    def _logo(self, text: str | Path) -> details.Logo:
        return details.read_logo(Path(text).expanduser(), "logo")

    def _colour(self, logo: details.Logo | None) -> Any:
        proposed = logo.colour if logo else None
        if proposed and not self.given.get("colour") and not self.asks:
            return proposed
        words = "Colour, from the logo" if proposed else "Colour"
        return self._ask("colour", words, details.brand_colour, proposed or details.DEFAULT_COLOUR)

    def _ask(self, name: str, words: str, read: Callable[[str], T], proposed: str | None) -> Any:
        """The answer to a question that needs one; None, and the option is missing, where nobody
        can be asked.
        """
        given = self.given.get(name)
        if given is not None:
            return _told(name, read, given)
        if not self.asks:
            self.missing.append(option_of(name))
            return None
        return click.prompt(words, default=proposed, value_proc=_answer(read), err=True)

    def _optional(self, name: str, words: str, read: Callable[[str], T]) -> T | None:
        given = self.given.get(name)
        if given is not None:
            return _told(name, read, given)
        if not self.asks:
            return None
        answer = _answer(read)
        found: T | None = click.prompt(
            words, default="", show_default=False, err=True,
            value_proc=lambda text: answer(text) if text.strip() else None,
        )  # fmt: skip
        return found


def option_of(name: str) -> str:
    """The option of a question: "--clinic" for the name."""
    return "--clinic" if name == "name" else f"--{name.replace('_', '-')}"


def _told(name: str, read: Callable[[str], T], given: str) -> T:
    """The value of an option. Raises `UsageError`."""
    try:
        return read(given)
    except FieldError as refused:
        raise UsageError(f"{option_of(name)}: {refused.message}", refused.hint) from None


def _answer(read: Callable[[str], T]) -> Callable[[str], T]:
    """Reads an answer; the question is asked again after a wrong one."""

    def value(text: str) -> T:
        try:
            return read(text)
        except FieldError as refused:
            raise click.UsageError(f"{refused.message}; {refused.hint}") from None

    return value
