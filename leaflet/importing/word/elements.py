"""Makes elements of Word plain: alternatives, changes, hidden words, formulas, text boxes."""

from __future__ import annotations

from typing import Any

from leaflet.importing.document import Remark, changed, dropped
from leaflet.importing.word.package import MATH, MC, W, has, words_in

#: Marks of what mammoth does not tell, as names of bookmarks: a heading's level, an item's place.
LEVEL, ITEM, SIZE, BOXED = "leaflet-level:", "leaflet-item:", "leaflet-size:", "leaflet-boxed"


def choose_alternatives(root: Any) -> None:
    """Keep of alternatives the one that has words, else the older form, which mammoth knows."""
    for element in list(root.iter(MC + "AlternateContent")):
        choices = [*element.findall(MC + "Choice"), *element.findall(MC + "Fallback")]
        if not choices:
            continue
        texts = [one for one in choices if next(one.iter(W + "txbxContent"), None) is not None]
        best = texts[0] if texts else choices[0]
        parent = element.getparent()
        if parent is None:
            continue
        for child in best:
            element.addprevious(child)
        remove(element)


def tell_changes(root: Any, remarks: list[Remark]) -> None:
    """Add remarks on tracked changes, of which mammoth reads the final text."""
    gone = [
        "".join(t.text or "" for t in e.iter(W + "delText", W + "t"))
        for e in root.iter(W + "del", W + "moveFrom")
        if e.getparent().tag not in (W + "rPr", W + "trPr")
    ]
    new = sum(1 for _ in root.iter(W + "ins", W + "moveTo"))
    told = "a tracked change: deleted words are not in the draft"
    remarks += (changed(told, words) for words in gone if words)
    if new:
        remarks.append(
            changed(f"tracked changes: inserted words are in the draft, in {new} places")
        )


def tell_hidden(root: Any, remarks: list[Remark]) -> None:
    """Take hidden words out, each with a remark."""
    for run in list(root.iter(W + "r")):
        if has(run.find(W + "rPr"), "vanish"):
            if words := "".join(t.text or "" for t in run.iter(W + "t")):
                remarks.append(dropped("hidden words", words))
            remove(run)


def as_text(element: Any, remarks: list[Remark]) -> None:
    """Put the signs of a formula in its place as a run."""
    signs = "".join(t.text or "" for t in element.iter(f"{MATH}t"))
    remarks.append(changed("a formula became plain text", signs))
    run = element.makeelement(W + "r")
    text = element.makeelement(W + "t")
    text.text = signs
    run.append(text)
    place = element.getparent()
    place = element if place.tag != f"{MATH}oMathPara" else place
    if place.getparent().tag == W + "p":
        place.addprevious(run)
    else:
        paragraph = element.makeelement(W + "p")
        paragraph.append(run)
        place.addprevious(paragraph)
    remove(place)


def move_text_boxes(root: Any, remarks: list[Remark]) -> None:
    """Put the paragraphs of text boxes behind the paragraph that they are anchored in."""
    for box in list(root.iter(W + "txbxContent")):
        holder = next((one for one in box.iterancestors(W + "p")), None)
        if holder is None:
            continue
        words = words_in(box, W + "t")
        for child in reversed(list(box)):
            holder.addnext(child)
            for paragraph in child.iter(W + "p"):
                put_mark(paragraph, BOXED)
        remove(box)
        if words:
            remarks.append(changed("a text box stands behind its paragraph", words[:80]))


def remove(element: Any) -> None:
    """Take an element out of the one that it stands in."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def put_mark(paragraph: Any, mark: str) -> None:
    """Put a mark into a paragraph, which mammoth hands on as the name of a bookmark."""
    bookmark = paragraph.makeelement(W + "bookmarkStart")
    bookmark.set(W + "name", mark)
    paragraph.insert(1 if paragraph.find(W + "pPr") is not None else 0, bookmark)
