"""A project's own templates print the words of its files, and lead where those lead."""

import re
from collections.abc import Iterator, Mapping, Sequence

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import OwnPages, RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.text.text_tiles import Tiles

_FOLDER = "templates/"
_STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'|(\b(?!counters?\b|string\b|element\b)[a-z-]+\()")


def _run(subject: RenderedEdition) -> Iterator[Found]:
    own = subject.own_pages
    if own is None:
        return
    format_ = subject.edition.format.id
    reference = (text for reference in own.reference for text in reference.texts)
    tiles = Tiles((*reference, *own.fields))
    highest = max(len(subject.rendering.facts.sides), _longest_list(own))
    for text in dict.fromkeys((*own.printed.texts, *_added(subject, own))):
        foreign = [word for word in tiles.foreign(text) if not _is_count(word, highest)]
        if foreign:
            shown = " ".join(foreign)
            message = f'{format_}: "{shown}" is in no leaflet, clinic, locale or jurisdiction'
            place = _place(own.templates, foreign)
            yield place, message, "write words into the content, and print its fields"
    yield from _links(own, format_)


def _links(own: OwnPages, format_: str) -> Iterator[Found]:
    known = {link for reference in own.reference for link in reference.links}
    targets = {target for target, _ in known}
    for target, text in dict.fromkeys(own.printed.links):
        if target.startswith("#"):
            continue
        if target not in targets:
            message = f'{format_}: a link leads to "{target}", which no file names'
            yield (
                _place(own.templates, re.split(r"\W+", target)[1:]),
                message,
                "link the fields of the content",
            )
        elif target.startswith(("tel:", "mailto:")) and (target, text) not in known:
            message = f'{format_}: "{text}" is printed and "{target}" is dialled'
            yield _place(own.templates, [text]), message, "print the number that is dialled"


def _added(subject: RenderedEdition, own: OwnPages) -> Iterator[str]:
    """The texts that own stylesheets add: those laid out, and all that a stylesheet holds."""
    yield from subject.rendering.facts.generated
    known = {style for reference in own.reference for style in reference.styles}
    for style in own.printed.styles:
        if style not in known:
            for double, single, function in _STRING.findall(style.partition("content:")[2]):
                yield double or single or function


def _longest_list(own: OwnPages) -> int:
    return own.printed.body.count("<li>")


def _is_count(word: str, highest: int) -> bool:
    """Whether a word may be the number of a page or a list item."""
    return word.isdecimal() and len(word) <= len(str(highest)) and 0 < int(word) <= highest


def _place(templates: Mapping[str, str], words: Sequence[str]) -> Span:
    """The line of the template that has the words, or the first of them; else the first own
    template.
    """
    for some in (words[:3], words[:1]):
        pattern = re.compile(r"\W+".join(map(re.escape, some)), re.IGNORECASE)
        for name, text in templates.items():
            found = pattern.search(text)
            if found:
                line, start = text.count("\n", 0, found.start()), text.rfind("\n", 0, found.start())
                return Span(f"{_FOLDER}{name}", line + 1, found.start() - start)
    return Span(f"{_FOLDER}{next(iter(templates))}")


CHECK = Check(
    id="template-words",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.ERROR,
    summary="Templates of a project print words of its files, numbers and addresses of its fields.",
    run=_run,
    binds=True,
    finds="a word on a page that comes from no leaflet, clinic, locale or jurisdiction and is no "
    "value that the program computes (a date, a count, the number of a page or list item, code, "
    "version or state); a link to another number or address than a field names, or whose number is "
    "printed otherwise; in a project with templates or styles of its own",
    mend="write the words into the content, and print its fields in the template",
    why="What is checked and approved is the content. A word that only a template has was read by "
    "nobody, and a number that it changes is dialled by somebody in need.",
)
