"""The environment of a build: the versions of the program, the packages and native libraries.

Equal content gives equal bytes only within one environment, so its digest is part of every cache
key, and all workers must have the same environment.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import platform
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from leaflet.core import fonts
from leaflet.core.digests import digest

#: The folder of the program's own code.
PROGRAM = Path(__file__).parent.parent

#: The packages that affect how a composition is rendered.
_RENDERING = (
    "cssselect2 fonttools pikepdf pillow pydyf pyphen pypdfium2 tinycss2 tinyhtml5 uharfbuzz"
    " weasyprint zxing-cpp".split()
)
#: The packages that affect a composition and the findings on content.
_COMPOSING = "coloraide jinja2 markdown-it-py markupsafe pydantic pyyaml zxing-cpp".split()

#: Name, library, and the function that returns its version.
LIBRARIES = (
    ("Pango", "libpango-1.0.so.0", "pango_version_string"),
    ("HarfBuzz", "libharfbuzz.so.0", "hb_version_string"),
    ("HarfBuzz subset", "libharfbuzz-subset.so.0", "hb_version_string"),
)


@dataclass(frozen=True, slots=True)
class Environment:
    """Versions by name; `program` is the digest of the program's own code, so that a change of
    code counts even without a new version.
    """

    program: str
    python: str
    zlib: str
    rendering: dict[str, str]
    composing: dict[str, str]
    libraries: dict[str, str]
    fonts: dict[str, str]

    @property
    def key(self) -> str:
        """The digest of the whole environment."""
        return _key(asdict(self))

    @property
    def rendering_key(self) -> str:
        """The digest of everything, apart from its composition, that a rendering depends on."""
        parts = asdict(self)
        del parts["composing"]
        return _key(parts)

    def differences(self, other: Environment) -> list[str]:
        """The differences of two environments, each as `name: … here, … there`."""
        here, there = dict(_flat(self)), dict(_flat(other))
        return [
            f"{name}: {here.get(name, 'none')} here, {there.get(name, 'none')} there"
            for name in here | there
            if here.get(name) != there.get(name)
        ]


def _key(parts: object) -> str:
    return digest(json.dumps(parts, sort_keys=True).encode())


def _flat(environment: Environment) -> Iterator[tuple[str, str]]:
    for name, value in asdict(environment).items():
        if isinstance(value, dict):
            yield from value.items()
        else:
            yield name, value[:12]


@cache
def here() -> Environment:
    """The environment of this process."""
    return Environment(
        program=program_digest(PROGRAM),
        python=platform.python_version(),
        zlib=zlib.ZLIB_RUNTIME_VERSION,
        rendering={name: package_version(name) or "none" for name in _RENDERING},
        composing={name: package_version(name) or "none" for name in _COMPOSING},
        libraries={
            name: native_version(library, asked) or "none" for name, library, asked in LIBRARIES
        },
        fonts={font.file: font.sha256[:12] for font in fonts.FONTS},
    )


def program_files(folder: Path) -> list[Path]:
    """All files below a package's folder but compiled modules and notes, sorted.

    Templates and content of a wheel (`_data`) stay out: they have keys of their own.
    """
    found = (p for p in folder.rglob("*") if p.suffix not in (".pyc", ".md") and p.is_file())
    return sorted(path for path in found if "_data" not in path.relative_to(folder).parts)


def program_digest(folder: Path) -> str:
    """The sha256 of the names and bytes of a program's files, in hexadecimal."""
    whole = hashlib.sha256()
    for path in program_files(folder):
        whole.update(path.relative_to(folder).as_posix().encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def package_version(name: str) -> str | None:
    """The version of a Python package; None where it is not installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def native_version(library: str, function: str) -> str | None:
    """The version that a native library reports; None if it cannot be loaded."""
    try:
        asked = getattr(ctypes.CDLL(library), function)
    except (OSError, AttributeError):
        return None
    asked.restype = ctypes.c_char_p
    return str(asked().decode())
