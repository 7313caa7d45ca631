"""The typefaces that a page may use: files of pinned packages, checked by sha256.

No system font enters a page: the renderer's fontconfig has no font folder, so only the typefaces
declared here exist.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.util import find_spec

from leaflet.core.diagnostics import MachineError


@dataclass(frozen=True, slots=True)
class Font:
    """One font file: its family name in CSS, its package and path, and its sha256.

    `postscript` is the name of embedded subsets; `x_height` is sxHeight divided by the em.
    """

    family: str
    package: str
    file: str
    sha256: str
    postscript: str
    x_height: float

    @property
    def uri(self) -> str:
        """The address under which a composition declares the file."""
        return f"asset:///fonts/{self.file}"


#: SIL Open Font License 1.1; upright, variable weight 200 to 900.
TEXT = Font(
    family="Source Sans 3",
    package="fontpkg_source_sans_3",
    file="SourceSans3[wght].ttf",
    sha256="042fe2cc0b933e328410d7acbd0aa6a1873dca5aef81875f4bc214b08825c7b9",
    postscript="Source-Sans-3",
    x_height=0.478,
)

FONTS = (TEXT,)


@cache
def read(font: Font) -> bytes:
    """The bytes of a font file.

    Raises `MachineError` when the package is missing or the file has another sha256.
    """
    fix = "install the pinned packages: python3 -m leaflet.bootstrap setup"
    if find_spec(font.package) is None:
        raise MachineError(f'the font "{font.family}" is not installed', fix)
    data = resources.files(font.package).joinpath("files", font.file).read_bytes()
    if hashlib.sha256(data).hexdigest() != font.sha256:
        raise MachineError(f'the font file "{font.file}" is not the pinned one', fix)
    return data
