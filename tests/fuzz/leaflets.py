"""Seeded random leaflets of all blocks.

Each word is made up and stands once, so that a page either has it or has lost it.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from leaflet.model.roles import ONCE, ROLES

#: Letters that words begin with by language, so that no two languages look alike.
LETTERS = {
    "en-GB": "abcdefghijklmnopqrstuvwxyz",
    "es": "abcdefghijlmnopqrstuvyzáéíñóúü",
    "pl": "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
}
LEAST, MOST = 80, 8_000
_FIGURES = ("cup", "lift", "map", "parcel", "sit", "stand")
_FRONT = ("subtitle", "audience", "decision", "main_message", "funding", "conflicts")
_KINDS = ("treatment", "test", "medicine", "discharge", "self-care", "service", "operation")


class LeafletWriter:
    """Writes a leaflet of about `words` words, the same for the same chance."""

    def __init__(self, chance: random.Random, language: str, words: int) -> None:
        self.chance, self.letters, self.left = chance, LETTERS[language], words
        self.number = 0
        self.blocks: dict[str, Callable[[], str]] = {
            name.removeprefix("_block_"): getattr(self, name)
            for name in sorted(dir(self))
            if name.startswith("_block_")
        }

    def word(self) -> str:
        """A word that no other text of the leaflet has; `x` begins and `q` ends its number."""
        self.number += 1
        self.left -= 1
        start = "".join(self.chance.choices(self.letters, k=self.chance.randint(1, 6)))
        number, digits = self.number, ""
        while number:
            number, digit = divmod(number, 20)
            digits = "abcdefghijklmnoprstu"[digit] + digits
        return f"{start}x{digits}q"

    def words(self, least: int = 1, most: int = 6) -> str:
        """Some words, now and then with a number, a sign or a hyphen."""
        made = [self.word() for _ in range(self.chance.randint(least, most))]
        if self.chance.random() < 0.15:
            made.insert(self.chance.randint(1, len(made)), self.chance.choice(_EXTRAS))
        return " ".join(made)

    def cell(self, least: int = 1, most: int = 6) -> str:
        """Some words that may stand between the braces of YAML."""
        return self.words(least, most).replace("1,000", "1000")

    def sentence(self) -> str:
        text = self.words(3, 16)
        if self.chance.random() < 0.2:
            text = f"{text} **{self.words(1, 3)}** {self.words(1, 4)}"
        return f"{text[:1].upper()}{text[1:]}."

    def items(self, least: int = 1, most: int = 6) -> list[str]:
        return [self.words() for _ in range(self.chance.randint(least, most))]

    def bullets(self, least: int = 1, most: int = 6, indent: str = "") -> str:
        return "\n".join(f"{indent}- {item}" for item in self.items(least, most))

    def one(self, *names: str) -> str:
        """One of some names."""
        return self.chance.choice(names)

    def maybe(self, text: Callable[[], str], odds: float = 0.5) -> str:
        return text() if self.chance.random() < odds else ""

    # --- Markdown

    def _block_paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self.chance.randint(1, 5)))

    def _block_bullets(self) -> str:
        return self.bullets(1, 8)

    def _block_nested(self) -> str:
        third = self.maybe(lambda: "\n" + self.bullets(1, 3, "    "))
        return f"- {self.words()}\n{self.bullets(1, 3, '  ')}{third}\n- {self.words()}"

    def _block_noted(self) -> str:
        name = f"n{self.number}"
        return f"{self.sentence()}[^{name}] {self.sentence()}\n\n[^{name}]: {self.sentence()}"

    def _block_numbered(self) -> str:
        return "\n".join(f"{n}. {item}" for n, item in enumerate(self.items(2, 6), 1))

    def _block_heading(self) -> str:
        second = self.maybe(lambda: f"\n\n#### {self.words()}\n\n{self.sentence()}")
        return f"### {self.words()}\n\n{self.sentence()}{second}"

    def _block_figures(self) -> str:
        names = self.chance.sample(_FIGURES, self.chance.choice((1, 1, 1, 2, 3, 4)))
        return " ".join(f"![](figure:{name})" for name in names)

    def _block_table(self) -> str:
        columns = self.chance.randint(2, 6)
        rows = [
            [self.words(1, 3) for _ in range(columns)] for _ in range(self.chance.randint(2, 7))
        ]
        if self.chance.random() < 0.3:
            rows[0][0] = ""
        first = self.chance.choice((":---", "---"))
        rule = [first, *["---"] * (columns - 1)]
        lines = [f"| {' | '.join(row)} |" for row in (rows[0], rule, *rows[1:])]
        return self.maybe(lambda: f"Table: {self.words()}\n\n") + "\n".join(lines)

    # --- fences

    def _fence(self, name: str, content: str, marks: str = "```") -> str:
        return f"{marks}{name}\n{content}\n{marks}"

    def _block_warning(self) -> str:
        return self._fence("warning", f"{self.sentence()}\n\n{self.bullets(1, 3)}")

    def _block_important(self) -> str:
        return self._fence("important", self.sentence())

    def _block_for(self) -> str:
        return self._fence(
            "for", f"for: {self.words(1, 3)}\n{self.sentence()}\n\n{self.sentence()}"
        )

    def _block_checklist(self) -> str:
        return self._fence("checklist", self.bullets(1, 8))

    def _block_unknowns(self) -> str:
        return self._fence("unknowns", self.bullets(1, 4))

    def _block_questions(self) -> str:
        lines = self.chance.choice(("", " lines=2"))
        return self._fence(f"questions{lines}", self.bullets(1, 5))

    def _block_points(self) -> str:
        return self._fence("key-points", self.bullets(3, 5))

    def _block_do_dont(self) -> str:
        return self._fence(
            "do-dont", f"do:\n{self.bullets(1, 4, '  ')}\ndont:\n{self.bullets(1, 4, '  ')}"
        )

    def _picture(self) -> str:
        return self.maybe(lambda: f"\n  picture: {self.chance.choice(_FIGURES)}", 0.3)

    def _block_steps(self) -> str:
        return self._fence("steps", "\n".join(
            f"- do: {self.words()}{self._picture()}"
            + self.maybe(lambda: f"\n  when: {self.words(1, 3)}")
            + self.maybe(lambda: f"\n  title: {self.words(1, 3)}")
            + self.maybe(lambda: f"\n  phase: {self.one('before', 'day', 'after')}")
            for _ in range(self.chance.randint(1, 9))
        ))  # fmt: skip

    def _block_timetable(self) -> str:
        return self._fence("timetable", "\n".join(
            f"- day: {self.words(1, 3)}"
            + self.maybe(lambda: f"\n  group: {self.words(1, 3)}")
            + "\n  rows:\n"
            + "\n".join(f"    - {{time: {self.cell(1, 2)}, do: {self.cell()}}}"
                        for _ in range(self.chance.randint(1, 6)))
            for _ in range(self.chance.randint(1, 4))
        ))  # fmt: skip

    def _block_doses(self) -> str:
        return self._fence("doses", "source: s1\nrows:\n" + "\n".join(
            f"  - {{who: {self.cell()}, how_much: {self.cell(1, 2)}, how_often: {self.cell(1, 3)}"
            + self.maybe(lambda: f", at_most: {self.cell(1, 3)}") + "}"
            for _ in range(self.chance.randint(1, 5))
        ))  # fmt: skip

    def _block_side_effects(self) -> str:
        classes = [name for name in _CLASSES if self.chance.random() < 0.5] or ["rare"]
        return self._fence("side-effects", "source: s1\nclasses:\n" + "\n".join(
            f"  - how_often: {name}\n    effects:\n{self.bullets(1, 5, '      ')}"
            + self.maybe(lambda: f"\n    do: {self.words()}")
            for name in classes
        ))  # fmt: skip

    def _block_results(self) -> str:
        return self._fence("results", "\n".join(
            f"- {{result: {self.cell(1, 3)}, means: {self.cell()}, then: {self.cell()}}}"
            for _ in range(self.chance.randint(1, 4))
        ))  # fmt: skip

    def _block_exercise(self) -> str:
        picture = self.maybe(lambda: f"picture: {self.chance.choice(_FIGURES)}\n")
        return self._fence(
            "exercise",
            f"name: {self.words()}\n{picture}start: {self.words()}\nsteps:\n"
            f"{self.bullets(1, 4, '  ')}\nhow_often: {self.words()}\nstop_if: {self.words()}",
        )

    def _block_write_in(self) -> str:
        if self.chance.random() < 0.3:
            ready = self.chance.choice(("appointment", "my-record"))
            return self._fence("write-in", f"ready: {ready}")
        fields = "\n".join(
            f"  - {{label: {self.cell(1, 3)}, width: {self.one('short', 'half', 'full')},"
            f" kind: {self.one('line', 'date', 'time', 'tick')}}}"
            for _ in range(self.chance.randint(1, 5))
        )  # fmt: skip
        return self._fence("write-in", f"title: {self.words()}\nfields:\n{fields}")

    def _block_video(self) -> str:
        return self._fence(
            "video", f"title: {self.words()}\naddress: https://example.org/v{self.number}"
        )

    def _block_help(self) -> str:
        levels = [
            name for name in ("emergency", "same-day", "routine") if self.chance.random() < 0.6
        ]
        return self._fence("help", "\n".join(
            f"- urgency: {level}\n  signs:\n{self.bullets(1, 5, '    ')}"
            f"\n  {self.chance.choice(_CALLS)}"
            for level in levels or ["routine"]
        ))  # fmt: skip

    def _block_benefits(self) -> str:
        return self._fence("benefits", "\n".join(
            f"- says: {self.words()}\n  evidence: {self.one('good', 'some', 'weak', 'none')}"
            f"\n  size: {self.one('not known', '6 of 12')}\n  who: {self.words()}"
            "\n  sources: [s1]"
            for _ in range(self.chance.randint(1, 4))
        ))  # fmt: skip

    def _block_risks(self) -> str:
        def frequency() -> str:
            if self.chance.random() < 0.5:
                return "not known"
            of = self.chance.choice((10, 100, 1000, 12))
            n = self.chance.randint(0, of)
            return f"{{n: {n}, of: {of}, who: {self.cell()}, period: {self.cell()}}}"

        return self._fence("risks", "\n".join(
            f"- name: {self.words()}\n  class: {self.one('expected', 'call-us', 'emergency')}"
            f"\n  frequency: {frequency()}\n  do: {self.words()}\n  sources: [s1]"
            + self.maybe(lambda: f"\n  onset: {self.words()}")
            + self.maybe(lambda: f"\n  lasts: {self.words()}")
            for _ in range(self.chance.randint(1, 5))
        ))  # fmt: skip

    def _block_alternatives(self) -> str:
        return self._fence("alternatives", "\n".join(
            f"- name: {self.words()}\n  kind: {self.one('none', 'self-care', 'treatment')}"
            f"\n  what: {self.words()}\n  may_help: {self.words()}\n  downsides: {self.words()}"
            f"\n  recovery: {self.words()}\n  evidence: some\n  sources: [s1]"
            for _ in range(self.chance.randint(2, 4))
        ))  # fmt: skip

    # --- whole

    def blocks_of(self, most: int) -> str:
        names = self.chance.choices(sorted(self.blocks), k=self.chance.randint(1, most))
        made: list[str] = []
        for at, name in enumerate(names):
            if names[at - 1 : at + 1] == ["numbered", "numbered"]:  # Markdown makes them one list
                made.append(self.sentence())
            made.append(self.blocks[name]())
            if self.left <= 0:
                break
        return "\n\n".join(made)

    def section(self, role: str | None) -> str:
        attributes = [f"role={role}"] if role else []
        if self.chance.random() < 0.4:
            attributes.append(f"priority={self.chance.randint(1, 3)}")
        heading = f"## {self.words(1, 6)}" + (f" {{{' '.join(attributes)}}}" if attributes else "")
        parts = [heading, self.blocks_of(6)]
        if self.chance.random() < 0.4:
            parts.append(self._fence("short", self.blocks_of(2), "````"))
        return "\n\n".join(parts)

    def leaflet(self) -> str:
        """The text of the file."""
        front = [f"title: {self.words(1, 4)}"]
        front += [f"{name}: {self.words(2, 8)}" for name in _FRONT if self.chance.random() < 0.6]
        front += [f"kind: {self.chance.choice(_KINDS)}"] if self.chance.random() < 0.5 else []
        front += [
            "sources:",
            _SOURCE,
        ]
        front.append("figures:")
        for name in _FIGURES:
            legend = [self.cell() for _ in range(self.chance.randint(0, 3))]
            front.append(
                f"  {name}: {{file: example-{name}.svg, alt: {self.cell(3, 6)},"
                f" legend: [{', '.join(legend)}]}}"
            )
        sections, terms = self._sections()
        return "\n".join(["---", *front, *terms, "---", "", *sections])

    def _sections(self) -> tuple[list[str], list[str]]:
        """The sections, and the glossary if one of them is for it."""
        made: list[str] = []
        roles: set[str | None] = set()
        while self.left > 0 or not made:
            role = self.chance.choice((None, *ROLES))
            if role in roles & ONCE:
                role = None
            roles.add(role)
            made += [self.section(role), ""]
        if "glossary" not in roles:
            return made, []
        term = f"{{term: {self.cell()}, say: {self.cell()}, means: {self.cell()}}}"
        return made, ["glossary:", f"  - {term}"]


_EXTRAS = ("3", "1,000", "38.5", "type 2", "B12", "well-known", "±5", "‘so’", "A&E", "50%", "naïve")
_SOURCE = (
    "  s1: {title: An invented study, body: Invented Society, year: 2026, level: trial,"
    " url: 'https://example.org/s', accessed: 2026-11-01, verified: true}"
)
_CALLS = (
    *("call: emergency", "call: urgent-advice", "call: clinic"),
    *("go: gp", "go: pharmacist", "go: emergency-department"),
)
_CLASSES = ("very-common", "common", "uncommon", "rare", "very-rare", "not-known")


def leaflet_of(seed: int, words: int | None = None) -> tuple[str, str]:
    """The language and the text of the leaflet with a seed."""
    chance = random.Random(seed)
    language = chance.choice(sorted(LETTERS))
    size = words or int(LEAST * (MOST / LEAST) ** chance.random())
    return language, LeafletWriter(chance, language, size).leaflet()
