"""Writes a composition as plain text: its elements in their order, in lines of 40 columns.

What is said by looks elsewhere is said by blank lines and by few signs, which survive a translation
into Braille: two blank lines stand before the heading of a section, one between paragraphs; "- ",
"1. " and "[ ] " begin items, whose further lines are indented; a cell follows the heading of its
column, and an alternative text stands in square brackets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from leaflet.page.composition import Composition
from leaflet.render.text_lines import LineWriter, labelled, plain, wrapped

#: The blank lines before and after what stands apart, by element or class.
_APART: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(("h1", "h2"), (2, 1)),
    **dict.fromkeys("h3 h4 h5 h6 p ul ol dl table caption figure section lines".split(), (1, 1)),
}
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
#: Elements whose text continues that of the element around them.
_INLINE = frozenset("a abbr b bdi bdo em i mark small span strong sub sup".split())
#: Elements that say nothing here: the words of a drawing stand beside it.
_SILENT = frozenset("head script style svg template thead title".split())
#: Elements and classes in which lines follow each other without blank lines.
_CLOSE = frozenset("li dd td fields-to-fill lines".split())
#: Elements that begin a line of a row.
_ROWS = frozenset("dt div tr".split())

_INDENT = "  "
#: The most levels of lists that are indented.
_DEEPEST = 6
_BOX = "[ ] "


def make_text(composition: Composition) -> bytes:
    """The composition as UTF-8, with the state band first; lines end in a line feed."""
    import tinyhtml5

    html = f"<!doctype html><body>{composition.fill(composition.body)}"
    root: Any = tinyhtml5.parse(html, namespace_html_elements=False)
    out = LineWriter(wrapped(composition.state_band))
    out.leave(1)
    _Elements(out).write(root)
    return "".join(f"{line}\n" for line in out.lines).encode()


@dataclass(slots=True)
class _Elements:
    """Writes elements as lines.

    `signs` are what begins the items of the open lists, "" for one that is numbered, `numbers`
    those of their next items, `sign` that of an item that has begun. `heads` are the headings of
    the columns of the open table, `cell` is the number of the next cell. `close` counts the open
    elements without blank lines, `rows` those with rows, and `is_begun` says whether the next line
    of a row continues it.
    """

    out: LineWriter
    signs: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    sign: str = ""
    heads: tuple[str, ...] = ()
    cell: int = 0
    close: int = 0
    rows: int = 0
    is_begun: bool = False

    def write(self, root: Any) -> None:
        """Write all elements below one; not recursive, because anybody may nest elements."""
        waiting: list[tuple[Any, bool]] = [(root, True)]
        while waiting:
            element, begins = waiting.pop()
            if begins and self._begin(element):
                self.out.say(element.text)
                waiting.append((element, False))
                waiting.extend((child, True) for child in reversed(element))
                continue
            if not begins:
                self._end(element)
            self.out.say(element.tail)
        self._begin_label(root)

    def _begin(self, element: Any) -> bool:
        """Begin an element; whether it is read."""
        tag = element.tag
        if not isinstance(tag, str) or tag.rpartition("}")[2] in _SILENT:
            return False
        if tag == "br":
            self._end_line()
        elif tag == "img":
            self._picture(element)
        elif tag in _INLINE:
            self.out.say(_BOX if "tick-box" in _classes(element) else "")
        else:
            self._begin_block(element)
        return True

    def _begin_block(self, element: Any) -> None:
        names = {element.tag, *_classes(element)}
        self._end_line()
        self._stand_apart(names, before=True)
        self.close += bool(names & _CLOSE)
        if element.tag in _ROWS:
            self.is_begun = False
        if begin := _BEGINS.get(element.tag):
            begin(self, element)

    def _end(self, element: Any) -> None:
        tag = element.tag
        if tag == "a":
            self._say_target(element)
        if tag in _INLINE or tag in ("img", "br"):
            return
        names = {tag, *_classes(element)}
        if end := _ENDS.get(tag):
            end(self, element)
        self._end_line()
        self.close -= bool(names & _CLOSE)
        self._stand_apart(names, before=False)

    def _stand_apart(self, names: set[str], *, before: bool) -> None:
        if not self.close or names & _HEADINGS:
            self.out.leave(*(_APART[name][not before] for name in names & _APART.keys()))

    def _end_line(self) -> None:
        depth = min(len(self.signs), _DEEPEST)
        start, rest = _INDENT * (depth - bool(self.sign)), _INDENT * depth
        if self.rows:
            start += _INDENT * self.is_begun
            rest += _INDENT
        if self.out.end_line(start + self.sign, rest):
            self.sign, self.is_begun = "", True

    # --- what begins and ends ----------------------------------------------------------------

    def _begin_list(self, element: Any) -> None:
        start = element.get("start") or "1"
        is_numbered, is_ticked = element.tag == "ol", "checklist" in _classes(element)
        self.signs.append("" if is_numbered else _BOX if is_ticked else "- ")
        self.numbers.append(int(start) if start.isdecimal() else 1)

    def _end_list(self, _: Any) -> None:
        self._end_line()
        self.signs.pop()
        self.numbers.pop()

    def _begin_item(self, _: Any) -> None:
        if self.signs:
            self.sign = self.signs[-1] or f"{self.numbers[-1]}. "
            self.numbers[-1] += 1

    def _begin_rows(self, element: Any) -> None:
        self.rows += 1
        if element.tag == "table":
            self.heads = tuple(_heads(element))

    def _end_rows(self, element: Any) -> None:
        self._begin_label(element)
        self.rows -= 1
        if element.tag == "table":
            self.heads = ()

    def _begin_row(self, row: Any) -> None:
        self._begin_label(row)
        self.cell = 0
        if self.heads and not self.close:
            self.out.leave(1)

    def _begin_cell(self, _: Any) -> None:
        """A cell below the heading of its column begins with that; any other continues its row."""
        if self.heads:
            self.is_begun = False
            self.out.label = labelled(self.heads[self.cell] if self.cell < len(self.heads) else "")
        self.cell += 1

    def _end_cell(self, element: Any) -> None:
        if self.heads:
            self._end_line()
            self.out.label = ""
        elif element.tag == "th":
            self._end_label(element)

    def _begin_label(self, _: Any) -> None:
        """Nothing followed the label before."""
        self.out.say_label()
        self._end_line()
        self.is_begun = False

    def _end_label(self, _: Any) -> None:
        """What was said is the label of what follows."""
        self.out.label = labelled(self.out.take())

    def _end_paragraph(self, element: Any) -> None:
        """A field to fill in ends as a label does."""
        classes = _classes(element)
        if "field" in classes and "tick" not in classes:
            self.out.say(labelled(self.out.take()))

    def _picture(self, element: Any) -> None:
        """The alternative text on a line of its own; that of a logo is the clinic's name."""
        self._end_line()
        alt = plain(element.get("alt") or "").strip()
        self.out.say(alt if "logo" in _classes(element) or not alt else f"[{alt}]")
        self._end_line()

    def _say_target(self, link: Any) -> None:
        """The address behind the words of a link, unless they are one."""
        words, href = plain("".join(link.itertext())).strip(), link.get("href") or ""
        is_address = "." in words and " " not in words
        if href.startswith("https://") and not is_address:
            self.out.say(f" ({href})")


_Step = Callable[[_Elements, Any], None]
_BEGINS: Mapping[str, _Step] = {
    "ul": _Elements._begin_list,
    "ol": _Elements._begin_list,
    "li": _Elements._begin_item,
    "dl": _Elements._begin_rows,
    "table": _Elements._begin_rows,
    "tr": _Elements._begin_row,
    "td": _Elements._begin_cell,
    "th": _Elements._begin_cell,
    "dt": _Elements._begin_label,
}
_ENDS: Mapping[str, _Step] = {
    "ul": _Elements._end_list,
    "ol": _Elements._end_list,
    "dl": _Elements._end_rows,
    "table": _Elements._end_rows,
    "td": _Elements._end_cell,
    "th": _Elements._end_cell,
    "dt": _Elements._end_label,
    "p": _Elements._end_paragraph,
}


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def _heads(table: Any) -> list[str]:
    """The headings of the columns of a table."""
    rows = table.findall("thead/tr")
    return ["".join(cell.itertext()) for cell in rows[-1]] if rows else []
