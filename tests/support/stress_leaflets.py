"""Invented leaflets of any length, with the parts that pages find hard: many risks, known
frequencies, drawings, a long title. Nothing in them is true of anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

#: Titles by their number of characters, the shortest and longest that a leaflet is given.
TITLES = {
    12: "Example cups",
    32: "The Example treatment with a cup",
    60: "The Example treatment with a warm cup, and what else to know",
    90: "The Example treatment with a warm cup of examplite"
    " in the green room behind the blue doors",
}
WORDS = (120, 1_200, 3_000, 8_000)

#: A leaflet of fewer words has no parts of a treatment.
_FEW = 500
#: The words that a tri-fold has room for: fewer than of plain text, since the leaflet has tables.
_TRIFOLD = 500

_SENTENCES = (
    "The cup is kept warm on a small shelf beside the green door.",
    "You may bring a friend who likes to hold a cup.",
    "Most cups in this example are blue, and some are grey.",
    "Nobody has ever seen a cup of examplite, because there is none.",
    "You can ask for a smaller cup at any time.",
    "The room has a window, two chairs and a clock that is slow.",
    "If you change your mind, put the cup back on its shelf.",
    "The person who holds the cup tells you when the song is over.",
    "It takes about as long as a short walk in the garden.",
    "Rest on the blue chair until the cup is cold.",
    "Write down what you would like to ask before you come.",
    "A cup that is chipped goes back to the kitchen.",
    "Your hat may feel light for a day, and then it feels as before.",
)
_HEADS = (
    "The shelf and the cup",
    "Who holds the cup?",
    "What the room is like",
    "How long does the song last?",
    "If the cup is cold",
    "What to bring",
    "When the clock is slow",
    "Where the garden is",
)
#: The names of invented risks, the usual ones first.
_RISKS = (
    "Green fingers",
    "A light hat",
    "Humming",
    "Blue sleeves",
    "A slow clock",
    "Cold tea",
    "Long socks",
    "A loud door",
    "Square dreams",
    "Tall shadows",
    "Lost gloves",
    "Turning into an example",
)
_KNOWN = (38, 12, 4, 1)
_PICTURE = "![](figure:cup)\n\n"


@dataclass(frozen=True, slots=True)
class LeafletShape:
    """What varies of a leaflet: characters of its title, about how many words, how many risks and
    of how many of these the frequency is known, whether it has drawings, and what posters show.
    """

    title: int = 32
    words: int = 1_200
    risks: int = 4
    known: int = 1
    figures: bool = True
    poster: str = ""


def leaflet_text(shape: LeafletShape) -> str:
    """The file of a leaflet."""
    parts = list(_fixed_parts(shape)) if shape.words >= _FEW else list(_few_parts())
    written = sum(len(part.split()) for part in parts)
    more = list(_more_sections(shape.words - written))
    return "\n".join((_front(shape), *parts[:3], *more, *parts[3:]))


def _front(shape: LeafletShape) -> str:
    figures = """figures:
  cup:
    file: example-cup.svg
    alt: A plain cup beside a dot.
    legend: ["**Cup**: where the examplite would be", "**Dot**: a drop of it"]
    cover: true
  parcel:
    file: example-parcel.svg
    alt: A plain parcel beside a dot.
    legend: [A parcel of examplite]
"""
    poster = f"poster: {shape.poster}\n" if shape.poster else ""
    return f"""---
title: "{TITLES[shape.title]}"
subtitle: An example leaflet about nothing real
kind: {"treatment" if shape.words >= _FEW else "self-care"}
abridge: {{trifold: {_TRIFOLD}}}
audience: Nobody. This is an example
decision: Have the Example treatment, wait, or do nothing
main_message: The Example treatment is invented, so nobody can have it.
jurisdictions: [GB-ENG]
version: 1.0.0
published: 2026-11-20
review_due: 2028-11-20
evidence_searched: 2026-11-01
funding: "None: an example."
conflicts: "None: an example."
keywords: [example, invented, treatment, fictional, nothing real]
changes:
  - {{version: 1.0.0, date: 2026-11-20, note: First example.}}
sources:
  invented-2026:
    title: An invented study of the Example treatment
    body: Example Society (invented)
    year: 2026
    url: https://example.org/invented-study
    level: trial
    accessed: 2026-11-01
    verified: true
{poster}{figures if shape.figures else ""}---
"""


def _few_parts() -> Iterator[str]:
    yield "## What is it? {#what-is-it}\n\nA warm cup of examplite, which nobody has.\n"
    yield _HELP


def _fixed_parts(shape: LeafletShape) -> Iterator[str]:
    """The parts of a leaflet on a treatment; more sections stand behind the third."""
    picture = _PICTURE if shape.figures else ""
    yield """## Main points of this example {#key-points}

```key-points
- The Example treatment does not exist.
- It may seem to help and may seem to harm.
- You could choose to do nothing at all.
- Ask us what else there is.
- Come back on another day.
```
"""
    yield f"""## What is the Example treatment? {{#what-is-it}}

The Example treatment is a warm cup of examplite, which nobody has.

{picture}It would be given in a room that is painted green.

```short
The Example treatment is a cup of examplite, which nobody has.
```
"""
    yield _BENEFITS
    yield _STEPS
    yield _risks(shape)
    yield _ALTERNATIVES
    yield _CARE
    yield _HELP
    yield _QUESTIONS


def _more_sections(words: int) -> Iterator[str]:
    """Sections of prose, lists and tables with about so many words, each of which a format with
    less room may shorten or leave out.
    """
    sentences = cycle(_SENTENCES)
    for number, head in enumerate(cycle(_HEADS), 1):
        if words < 20:
            return
        paragraphs = [" ".join(islice(sentences, 3)) for _ in range(2 if words > 60 else 1)]
        extra = (_list(sentences), _table(), "")[number % 3] if words > 120 else ""
        again = f" ({number})" if number > len(_HEADS) else ""
        mark = f"{{#more-{number} priority=3}}"
        text = f"## {head}{again} {mark}\n\n" + "\n\n".join(paragraphs) + f"\n\n{extra}\n"
        words -= len(text.split())
        yield text


def _list(sentences: Iterator[str]) -> str:
    return "\n".join(f"- {sentence}" for sentence in islice(sentences, 4))


def _table() -> str:
    rows = (("08:30", "Warm the cup"), ("09:00", "Sit on the blue chair"), ("09:15", "Go home"))
    return "| Time | What happens |\n|---|---|\n" + "".join(
        f"| {time} | {what} |\n" for time, what in rows
    )


def _risks(shape: LeafletShape) -> str:
    entries = (
        _risk(number, name, shape.known) for number, name in enumerate(_risks_named(shape.risks))
    )
    return "## What could go wrong {#wrong role=risks}\n\n```risks\n" + "".join(entries) + "```\n"


def _risks_named(count: int) -> Sequence[str]:
    return (*_RISKS[: count - 1], _RISKS[-1])


def _risk(number: int, name: str, known: int) -> str:
    class_ = "emergency" if name == _RISKS[-1] else "call-us" if number else "expected"
    frequency = "not known"
    if number < known:
        frequency = f"{{n: {_KNOWN[number]}, of: 100, who: invented people, period: in a day}}"
    do = {"emergency": '"Call [999](help:emergency)"', "call-us": "Call us", "expected": "Rest"}
    return f"""- name: {name}
  class: {class_}
  frequency: {frequency}
  onset: At once
  lasts: An hour
  do: {do[class_]}
  sources: [invented-2026]
"""


_BENEFITS = """## Would it help? {#help-or-not role=benefits}

Nobody knows, because it is invented.

```benefits
- says: Feeling better after the Example treatment
  evidence: some
  size: 6 of 10
  who: Invented people
  sources: [invented-2026]
- says: Feeling taller
  evidence: none
  size: not known
  who: Nobody
  sources: [invented-2026]
```

```unknowns
- Is examplite green or blue?
```

```short
Nobody knows, because it is invented.
```
"""

_STEPS = """## What happens {#what-happens}

```steps
- phase: before
  title: Arrive
  do: Ring the bell of the green door.
- phase: day
  title: Sit
  do: Sit on the blue chair and hold the cup.
- phase: after
  title: Go home
  do: Go home by the long road.
```
"""

_ALTERNATIVES = """## What else could you choose? {#alternatives}

```alternatives
- name: Nothing
  kind: none
  what: You leave the cup where it is.
  may_help: The cup stays clean.
  downsides: You stay as you are.
  recovery: None.
  evidence: some
  sources: [invented-2026]
- name: Plain song
  kind: self-care
  what: You hum a plain song.
  may_help: Dull days.
  downsides: Neighbours may hum too.
  recovery: A minute.
  evidence: weak
  sources: [invented-2026]
- name: Example dance
  kind: treatment
  what: You dance an invented dance.
  may_help: Stiff hats.
  downsides: Sore shoes.
  recovery: Some hours.
  evidence: none
  sources: [invented-2026]
```

```short
You could do nothing, or hum a plain song.
```
"""

_CARE = """## Caring for yourself {#aftercare}

```do-dont
do:
  - Keep the cup dry
  - Rest on the blue chair
dont:
  - Do not juggle the cup
```
"""

_HELP = """## When to get help {#get-help}

```help
- urgency: emergency
  signs: [The cup is on fire]
  call: emergency
- urgency: same-day
  signs: [The cup is humming]
  call: urgent-advice
- urgency: routine
  signs: [The cup is empty]
  call: clinic
```
"""

_QUESTIONS = """## Your questions {#questions priority=3}

```checklist
- I know that the cup does not exist.
```

```questions lines=2
- What would the Example treatment do for me?
- What if I do nothing?
```
"""
