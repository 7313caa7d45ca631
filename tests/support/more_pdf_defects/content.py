"""Finding and editing the marked words of a page's content stream."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

from .model import NothingToDamageError, only, page_at

Step = pikepdf.ContentStreamInstruction

_BLOCK = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_SHOWS = ("Tj", "TJ")


def step(name: str, *operands: Any) -> Step:
    """Return one instruction."""
    return Step(list(operands), Operator(name))


def begin(tag: str, **properties: Any) -> Step:
    """Return the start of marked content with a property dictionary."""
    return step(
        "BDC", Name("/" + tag), Dictionary({"/" + key: value for key, value in properties.items()})
    )


def end() -> Step:
    """Return the end of marked content."""
    return step("EMC")


def name_of(one: Step) -> str:
    """Return an instruction's operator."""
    return str(one.operator)


def steps(pdf: pikepdf.Pdf, page: int) -> list[Step]:
    """Return a page's instructions."""
    found = pikepdf.parse_content_stream(page_at(pdf, page))
    return [one for one in found if isinstance(one, Step)]


def store(pdf: pikepdf.Pdf, page: int, new: Sequence[Step]) -> None:
    """Give a page these instructions instead of its own."""
    stream = pdf.make_stream(pikepdf.unparse_content_stream(list(new)))
    page_at(pdf, page).obj.Contents = stream


def unicode_map(font: pikepdf.Object) -> dict[int, str]:
    """Return what each code of a font means, after its ToUnicode map."""
    meanings: dict[int, str] = {}
    for block in _BLOCK.findall(font.ToUnicode.read_bytes()):
        for code, text in _PAIR.findall(block):
            meanings[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return meanings


def code_for(font: pikepdf.Object, letter: str) -> bytes:
    """Return the two-byte code that a font means a letter by."""
    for code, text in unicode_map(font).items():
        if text == letter:
            return code.to_bytes(2, "big")
    raise NothingToDamageError(f"the font has no {letter!r}")


def glyphs(one: Step) -> list[bytes | pikepdf.Object]:
    """Return a showing instruction as single glyph codes and the moves between them."""
    shown = one.operands[0]
    parts = shown if name_of(one) == "TJ" else [shown]
    flat: list[bytes | pikepdf.Object] = []
    for part in parts:
        if isinstance(part, String):
            raw = bytes(part)
            flat += [raw[at : at + 2] for at in range(0, len(raw), 2)]
        else:
            flat.append(part)
    return flat


def show(flat: Sequence[bytes | pikepdf.Object]) -> Step:
    """Return an instruction that shows these glyphs with these moves."""
    return step("TJ", Array([String(x) if isinstance(x, bytes) else x for x in flat]))


def _meaning(one: Step, meanings: dict[int, str]) -> str:
    codes = (x for x in glyphs(one) if isinstance(x, bytes))
    return "".join(meanings.get(int.from_bytes(code, "big"), "") for code in codes)


def shown(pdf: pikepdf.Pdf, page: int) -> Iterator[tuple[int, int | None, str, str]]:
    """Yield place, MCID, font and words of each showing instruction of a page."""
    fonts: Any = page_at(pdf, page).obj.Resources.get("/Font", {})
    maps = {key: unicode_map(font) for key, font in fonts.items() if "/ToUnicode" in font}
    font, marks = "", []
    for place, one in enumerate(steps(pdf, page)):
        name = name_of(one)
        if name in ("BDC", "BMC"):
            held = one.operands[1] if name == "BDC" else None
            mcid = held.get("/MCID") if isinstance(held, Dictionary) else None
            marks.append(None if mcid is None else int(mcid))
        elif name == "EMC" and marks:
            marks.pop()
        elif name == "Tf":
            font = str(one.operands[0])
        elif name in _SHOWS:
            inner = next((mark for mark in reversed(marks) if mark is not None), None)
            yield place, inner, font, _meaning(one, maps.get(font, {}))


def lines(pdf: pikepdf.Pdf, page: int) -> dict[int, str]:
    """Return the words of each MCID of a page."""
    found: dict[int, str] = {}
    for _, mcid, _, words in shown(pdf, page):
        if mcid is not None:
            found[mcid] = found.get(mcid, "") + words
    return found


def line(pdf: pikepdf.Pdf, page: int, words: str) -> int:
    """Return the MCID of the one line of a page that holds these words."""
    held = [mcid for mcid, text in lines(pdf, page).items() if words in text]
    return only(held, f"line {words!r} on page {page}")


def font_of(pdf: pikepdf.Pdf, page: int, mcid: int) -> pikepdf.Object:
    """Return the font that a line is set in."""
    key = only({f for _, m, f, _ in shown(pdf, page) if m == mcid}, f"font of {mcid}")
    return page_at(pdf, page).obj.Resources.Font[key]


def block(all_steps: Sequence[Step], mcid: int) -> tuple[int, int]:
    """Return the places of the BDC of an MCID and of its EMC."""
    depth, start = 0, None
    for place, one in enumerate(all_steps):
        name = name_of(one)
        if name in ("BDC", "BMC"):
            depth += 1 if start is not None else 0
            held = one.operands[1] if name == "BDC" else None
            if start is None and isinstance(held, Dictionary) and held.get("/MCID") == mcid:
                start, depth = place, 1
        elif name == "EMC" and start is not None:
            depth -= 1
            if depth == 0:
                return start, place
    raise NothingToDamageError(f"no marked content {mcid}")


def change(
    pdf: pikepdf.Pdf, page: int, mcid: int, edit: Callable[[list[Step]], list[Step]]
) -> None:
    """Replace the marked content of one MCID, with its marks, by what `edit` makes of it."""
    own = steps(pdf, page)
    start, stop = block(own, mcid)
    store(pdf, page, [*own[:start], *edit(own[start : stop + 1]), *own[stop + 1 :]])


def place_of(one_block: Sequence[Step]) -> tuple[float, float]:
    """Return where the text of a block starts, in the units of its stream."""
    moves = [one for one in one_block if name_of(one) == "Tm"]
    if not moves:
        raise NothingToDamageError("no text in the block")
    return float(moves[0].operands[4]), float(moves[0].operands[5])


def on_page(pdf: pikepdf.Pdf, page: int, mcid: int) -> tuple[float, float]:
    """Return where a line starts, in points from the lower left corner of its page."""
    own = steps(pdf, page)
    x, y = place_of(own[slice(*block(own, mcid))])
    # The generator turns the page round and counts in pixels, of which four are three points.
    return 0.75 * x, float(page_at(pdf, page).obj.MediaBox[3]) - 0.75 * y


def state_only(one_block: Sequence[Step]) -> list[Step]:
    """Return the colour and state settings of a block, which later blocks rely on."""
    return [one for one in one_block if name_of(one) in ("rg", "gs", "g", "k", "cs", "sc", "scn")]


def swap_text(pdf: pikepdf.Pdf, page: int, mcid: int, old: str, new: str) -> None:
    """Show other glyphs of the same font for words of one line, letter by letter."""
    font = font_of(pdf, page, mcid)
    meanings = unicode_map(font)

    def edit(own: list[Step]) -> list[Step]:
        place = only([i for i, one in enumerate(own) if name_of(one) in _SHOWS], "one text")
        flat = glyphs(own[place])
        spots = [i for i, x in enumerate(flat) if isinstance(x, bytes)]
        text = "".join(meanings.get(int.from_bytes(flat[i], "big"), "?") for i in spots)
        at = text.find(old)
        if at < 0 or len(old) != len(new):
            raise NothingToDamageError(f"no {old!r} in {text!r}")
        for shift, letter in enumerate(new):
            flat[spots[at + shift]] = code_for(font, letter)
        return [*own[:place], show(flat), *own[place + 1 :]]

    change(pdf, page, mcid, edit)
