"""The cases of a fuzz run: a mutated file, a command, and the editions that do not use the file."""

from __future__ import annotations

import itertools
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz import pictures, templates, texts
from tests.support.projects import EXAMPLE, LEAFLET

SECOND = "content/leaflets/second/en-GB.md"
#: The formats in which a mutated text or picture is built; some cost much more than others.
TEXT_FORMATS = ("phone", "phone", "phone", "phone", "poster-a4", "poster-a4", "a4", "trifold")
PICTURE_FORMATS = ("poster-a4", "poster-a4", "phone", "a4")
#: The pages of a format, by the name of its templates.
FORMATS_OF = {
    "a4": ("a4", "mono"),
    "booklet": ("a5-booklet",),
    "large-print": ("large-print",),
    "mono": ("mono",),
    "phone": ("phone",),
    "poster": ("poster-a3", "poster-a4"),
    "sheet": ("a4-sheet",),
    "trifold": ("trifold",),
}
FORMATS = tuple(sorted({name for names in FORMATS_OF.values() for name in names}))
_REVIEWED = f"diff {LEAFLET} {SECOND} --pdf ../out/review.pdf"
_NOTICE = "changes ../older/manifest.json dist/manifest.json --pdf ../out/changes.pdf"
#: The one edition of a format that is built with a mutated template; others would only repeat it.
ONE_CLINIC, ONE_LEAFLET = "riverside", "second"
#: What fills the templates that belong to no format.
CALLS = {
    "staff/evidence": "evidence mesotherapy-acne-scars -o ../out/evidence.pdf",
    "staff/review-copy": _REVIEWED,
    "staff/changes": _NOTICE,
    "status/status": "register -o ../out/register",
    "print/proof": f"build {ONE_LEAFLET} -c {ONE_CLINIC} -f trifold --proof-sheet -j 1 -o dist",
    "print/cover-note": f"build {ONE_LEAFLET} -c {ONE_CLINIC} -f trifold -j 1 -o dist",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A file to write into a copy of the project, and the command to call.

    `begins` says what stands before: "empty" nothing, "cache" a warm cache, "standing" an output
    folder as well. `spares` decides by clinic, leaflet and format whether an edition does not use
    the file.
    """

    name: str
    path: str
    content: bytes
    call: str
    begins: str
    spares: Callable[[str, str, str], bool]

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that the command builds."""
        return tuple(re.findall(r"-f (\S+)", self.call))

    def builds(self, edition_file: str) -> bool:
        """Whether the command builds a file of the output folder."""
        clinic, _, file_name = edition_file.split("/")
        leaflet, format_ = file_name.split(".")[:2]
        is_one = f" -c {ONE_CLINIC} " in self.call
        is_built = not is_one or (clinic, leaflet) == (ONE_CLINIC, ONE_LEAFLET)
        return is_built and format_ in self.formats

    def spared(self, edition_file: str) -> bool:
        """Whether a file of the output folder has to be that of an undisturbed build afterwards."""
        clinic, _, file_name = edition_file.split("/")
        leaflet, format_ = file_name.split(".")[:2]
        made = self.begins == "standing" or format_ in self.formats
        return made and self.spares(clinic, leaflet, format_)


def make_project(folder: Path) -> None:
    """A copy of the example with a second leaflet and a cover note."""
    shutil.copytree(EXAMPLE, folder)
    text = (folder / LEAFLET).read_text("utf-8")
    text = text.replace("id: mesotherapy-acne-scars", "id: second", 1)
    (folder / SECOND).parent.mkdir()
    (folder / SECOND).write_text(
        text.replace("title: Mesotherapy", "title: More therapy", 1), "utf-8"
    )
    with (folder / "leaflet.yaml").open("a", encoding="utf-8") as settings:
        settings.write("printing:\n  cover_note: true\n")


def cases(seed: int) -> Iterator[Case]:
    """The cases of a seed without end: texts, pictures and templates in turn."""
    made = (_texts(seed), _pictures(seed), _templates(seed))
    for together in zip(*made, strict=True):
        yield from together


def _begins(number: int) -> str:
    return ("standing", "cache", "standing", "cache", "empty")[number % 5]


def _build(*formats: str) -> str:
    return f"build {' '.join(f'-f {name}' for name in formats)} -j 1 -o dist"


def _texts(seed: int) -> Iterator[Case]:
    dice = random.Random(seed)
    for number, (path, text) in enumerate(texts.mutations(seed)):
        call = _build(dice.choice(TEXT_FORMATS))
        data = text.encode("utf-8", "surrogatepass")
        yield Case(f"text {number}", path, data, call, _begins(number), _others(path))


def _pictures(seed: int) -> Iterator[Case]:
    """Mutated logos of a clinic, and every eighth a figure that all leaflets use."""
    dice = random.Random(seed)
    drawings = sorted(EXAMPLE.glob("content/figures/*.svg"))
    made = itertools.chain.from_iterable(
        pictures.mutations(seed + 1000 * part) for part in itertools.count()
    )
    for number, (suffix, data) in enumerate(made):
        path = f"content/clinics/riverside/logo{suffix}"
        if number % 8 == 7:
            path = dice.choice(drawings).relative_to(EXAMPLE).as_posix()
        call = _build(dice.choice(PICTURE_FORMATS))
        yield Case(f"picture {number}", path, data, call, _begins(number), _others(path))


def _templates(seed: int) -> Iterator[Case]:
    dice = random.Random(seed)
    for number, (name, text) in enumerate(templates.mutations(seed)):
        folder, _, rest = name.partition("/")
        stem = rest.split(".")[0]
        path, begins = f"templates/{name}", _begins(number)
        users = FORMATS_OF.get(stem, FORMATS) if folder == "patient" else FORMATS
        if folder in ("patient", "shared"):
            call = f"build {ONE_LEAFLET} -c {ONE_CLINIC} -f {dice.choice(users)} -j 1 -o dist"
        else:
            call, begins = CALLS[f"{folder}/{stem}"], "standing"
            users = ("trifold",) if folder == "print" else ()
        yield Case(f"template {number}", path, text.encode(), call, begins, _unlike(users))


def _others(path: str) -> Callable[[str, str, str], bool]:
    """Editions of other clinics than a clinic's file, or of other leaflets than a leaflet's."""
    _, kind, name, *_ = (*path.split("/"), "", "")
    return lambda clinic, leaflet, _: (
        {"clinics": clinic, "leaflets": leaflet}.get(kind, name) != name
    )


def _unlike(users: tuple[str, ...]) -> Callable[[str, str, str], bool]:
    return lambda _, __, format_: format_ not in users
