"""What besides content decides over bytes: the program, the packages, the native libraries.

Equal content gives equal bytes within one environment, so its digest is part of every key under
which something is kept, and workers elsewhere must have the same.
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

#: The folder of our own code.
PROGRAM = Path(__file__).parent.parent

#: What has a hand in a file once its composition stands.
_RENDERING = (
    "cssselect2 fonttools pikepdf pillow pydyf pyphen tinycss2 tinyhtml5 weasyprint".split()
)
#: What has a hand in a composition, and in what is found wrong with content.
_COMPOSING = "coloraide jinja2 markdown-it-py markupsafe pydantic pyyaml segno".split()

#: Name, library, and the function that says its version.
LIBRARIES = (
    ("Pango", "libpango-1.0.so.0", "pango_version_string"),
    ("HarfBuzz", "libharfbuzz.so.0", "hb_version_string"),
    ("HarfBuzz subset", "libharfbuzz-subset.so.0", "hb_version_string"),
)


@dataclass(frozen=True, slots=True)
class Environment:
    """Versions by name; `program` is the digest of our own code, so that a change of it is seen
    even where the version stays.
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
        """Everything, as a digest."""
        return _key(asdict(self))

    @property
    def rendering_key(self) -> str:
        """What a rendering follows from besides its composition, as a digest."""
        parts = asdict(self)
        del parts["composing"]
        return _key(parts)

    def differences(self, other: Environment) -> list[str]:
        """What differs between two environments, as `name: here, there`."""
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


def program_digest(folder: Path) -> str:
    """The sha256 of all modules and configurations below a package's folder, in hexadecimal.

    Templates and content of a wheel (`_data`) stay out: they have keys of their own.
    """
    whole = hashlib.sha256()
    for path in sorted((*folder.rglob("*.py"), *folder.rglob("*.conf"))):
        if "_data" not in path.relative_to(folder).parts:
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
    """What a native library says its version is; None where it cannot be asked."""
    try:
        asked = getattr(ctypes.CDLL(library), function)
    except (OSError, AttributeError):
        return None
    asked.restype = ctypes.c_char_p
    return str(asked().decode())
