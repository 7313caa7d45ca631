"""Editing a leaflet: its structure tree, its parent tree and its content streams."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from .reading import Leaflet, Run, kids, program, same, to_unicode


def set_kids(element: pikepdf.Object, entries: Iterable[Any]) -> None:
    """Write /K."""
    element["/K"] = Array(list(entries))


def place_of(element: pikepdf.Object) -> int:
    """The place of an element among the children of its parent."""
    siblings = kids(element["/P"])
    return next(i for i, kid in enumerate(siblings) if same(kid, element))


def drop(element: pikepdf.Object) -> None:
    """Take an element out of the tree."""
    siblings = kids(element["/P"])
    del siblings[place_of(element)]
    set_kids(element["/P"], siblings)


def insert(parent: pikepdf.Object, place: int, element: pikepdf.Object) -> None:
    """Put an element among the children of a parent."""
    entries = kids(parent)
    entries.insert(place, element)
    set_kids(parent, entries)
    element["/P"] = parent


def append(parent: pikepdf.Object, element: pikepdf.Object) -> None:
    """Put an element behind the children of a parent."""
    insert(parent, len(kids(parent)), element)


def after(sibling: pikepdf.Object, element: pikepdf.Object) -> None:
    """Put an element directly behind another one."""
    insert(sibling["/P"], place_of(sibling) + 1, element)


def swap(first: pikepdf.Object, second: pikepdf.Object) -> None:
    """Exchange the places of two elements in the tree."""
    one, two = first["/P"], second["/P"]
    at, other = place_of(first), place_of(second)
    one["/K"][at], two["/K"][other] = second, first
    first["/P"], second["/P"] = two, one


def set_role(element: pikepdf.Object, role: str) -> None:
    """Write the structure type of an element."""
    element["/S"] = Name("/" + role)


def new_element(
    pdf: pikepdf.Pdf, role: str, entries: Sequence[Any] = (), page: int | None = None
) -> pikepdf.Object:
    """A structure element that is not in the tree yet."""
    element = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name("/" + role), K=Array(list(entries)))
    )
    if page is not None:
        element["/Pg"] = pdf.pages[page].obj
    return element


def copy_of(found: pikepdf.Object) -> Dictionary:
    """A dictionary with the same entries."""
    return Dictionary(dict(found.items()))


def parent_entry(pdf: pikepdf.Pdf, key: int) -> int:
    """The index, in /Nums of the parent tree, of the value of a key."""
    nums = pdf.Root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    return next(i + 1 for i in range(0, len(nums), 2) if int(nums[i]) == key)


def flatten_parent_tree(pdf: pikepdf.Pdf) -> None:
    """Give the parent tree a single node, which defects are made in."""
    tree = pdf.Root["/StructTreeRoot"]["/ParentTree"]
    kids: list[Any] = list(tree.get("/Kids", ()))
    if kids:
        tree["/Nums"] = Array([entry for kid in kids for entry in kid["/Nums"]])
        del tree["/Kids"]


def parents_of_page(pdf: pikepdf.Pdf, page: int) -> pikepdf.Object:
    """The parent tree array of a page: one element for each MCID."""
    nums = pdf.Root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    entry: pikepdf.Object = nums[parent_entry(pdf, int(pdf.pages[page].obj["/StructParents"]))]
    return entry


def set_parent(pdf: pikepdf.Pdf, page: int, mcid: int, element: pikepdf.Object | None) -> None:
    """Let the parent tree name another element for an MCID; a new MCID is added."""
    entries: list[Any] = list(parents_of_page(pdf, page))
    entries += [None] * (mcid + 1 - len(entries))
    entries[mcid] = element
    nums = pdf.Root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    nums[parent_entry(pdf, int(pdf.pages[page].obj["/StructParents"]))] = Array(entries)


def code(pdf: pikepdf.Pdf, text: str) -> list[Any]:
    """Operators written as text."""
    return list(pikepdf.parse_content_stream(pdf.make_stream(text.encode("ascii"))))


def store(pdf: pikepdf.Pdf, page: int, operators: Sequence[Any]) -> None:
    """Write the content stream of a page."""
    data = pikepdf.unparse_content_stream(operators)
    pdf.pages[page].obj["/Contents"] = pdf.make_stream(data)


def rewrite(pdf: pikepdf.Pdf, page: int, change: Callable[[list[Any]], None]) -> None:
    """Change the operators of a page in place."""
    operators = program(pdf.pages[page])
    change(operators)
    store(pdf, page, operators)


def around(pdf: pikepdf.Pdf, runs: Sequence[Run], before: str, behind: str) -> None:
    """Put operators around the text objects of runs."""
    assert runs
    for page in {run.page for run in runs}:
        operators = program(pdf.pages[page])
        for run in sorted((r for r in runs if r.page == page), key=lambda r: -r.begin):
            operators[run.end + 1 : run.end + 1] = code(pdf, behind)
            operators[run.begin : run.begin] = code(pdf, before)
        store(pdf, page, operators)


def append_code(pdf: pikepdf.Pdf, page: int, text: str) -> None:
    """Paint something after all else, in the coordinates of the page."""
    operators = program(pdf.pages[page])
    store(pdf, page, [*code(pdf, "q"), *operators, *code(pdf, "Q " + text)])


def font_of(pdf: pikepdf.Pdf, run: Run) -> pikepdf.Object:
    """The font dictionary of a run."""
    fonts = pdf.pages[run.page].Resources["/Font"]
    found: pikepdf.Object = fonts[run.font]
    return found


def encoded(font: pikepdf.Object, text: str) -> list[bytes]:
    """Text as glyph codes of a font; every character must be in the subset."""
    codes = {chars: number for number, chars in reversed(to_unicode(font).items())}
    missing = [char for char in text if char not in codes]
    assert not missing, f"not in the font: {missing}"
    return [codes[char].to_bytes(2) for char in text]


def hexadecimal(font: pikepdf.Object, text: str) -> str:
    """Text as a hex string operand."""
    return f"<{b''.join(encoded(font, text)).hex()}>"


def parts_of(instruction: Any) -> list[Any]:
    """The glyphs, as two bytes each, and the moves of a TJ operator."""
    parts: list[Any] = []
    for part in instruction.operands[0]:
        if isinstance(part, pikepdf.String):
            data = bytes(part)
            parts += [data[i : i + 2] for i in range(0, len(data), 2)]
        else:
            parts.append(part)
    return parts


def show(instruction: Any, parts: Iterable[Any]) -> Any:
    """A TJ operator like another one, with other glyphs and moves."""
    shown = [pikepdf.String(part) if isinstance(part, bytes) else part for part in parts]
    return pikepdf.ContentStreamInstruction([Array(shown)], instruction.operator)


def show_again(pdf: pikepdf.Pdf, run: Run, change: Callable[[list[Any]], list[Any]]) -> None:
    """Change the glyphs and moves of a run."""
    operators = program(pdf.pages[run.page])
    parts = change(parts_of(operators[run.shown]))
    operators[run.shown] = show(operators[run.shown], parts)
    store(pdf, run.page, operators)


def glyph_places(parts: Sequence[Any]) -> list[int]:
    """Where the glyphs are among glyphs and moves."""
    return [place for place, part in enumerate(parts) if isinstance(part, bytes)]


def retype(pdf: pikepdf.Pdf, run: Run, old: str, new: str) -> None:
    """Paint other words in a run: `old` becomes `new`."""
    font = font_of(pdf, run)
    names = to_unicode(font)

    def change(parts: list[Any]) -> list[Any]:
        places = glyph_places(parts)
        text = "".join(names[int.from_bytes(parts[place])][:1] for place in places)
        at = text.replace("\u00a0", " ").find(old)
        assert at >= 0, f"{old!r} is not in {text!r}"
        first, last = places[at], places[at + len(old) - 1]
        return [*parts[:first], *encoded(font, new), *parts[last + 1 :]]

    show_again(pdf, run, change)


def unmark(leaflet: Leaflet, element: pikepdf.Object) -> None:
    """Turn the marks of an element into artifacts and empty its parent tree entries."""
    for page, mcid in leaflet.marks(element):
        set_parent(leaflet.pdf, page, mcid, None)
    for page in {run.page for run in leaflet.painted(element)}:
        operators = program(leaflet.pdf.pages[page])
        for run in leaflet.painted(element):
            if run.page == page:
                operators[run.opened] = code(leaflet.pdf, "/Artifact BMC")[0]
        store(leaflet.pdf, page, operators)
