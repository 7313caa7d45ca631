"""Projects to spoil: names of their files, places in them, pictures, and calls of the command."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, settings

LEAFLET = "content/leaflets/mesotherapy-acne-scars/en-GB.md"
CLINIC = "content/clinics/riverside/clinic.yaml"
LOGO = "content/clinics/riverside/logo.svg"
PNG_CLINIC = "content/clinics/st-oswin/clinic.yaml"
PNG = "content/clinics/st-oswin/logo.png"
LOCALE = "content/locales/en-GB.yaml"
PACK = "content/jurisdictions/GB-ENG.yaml"
SETTINGS = "leaflet.yaml"


@dataclass(frozen=True, slots=True)
class Ran:
    """A finished call of the command."""

    code: int
    out: str
    err: str


#: For properties that hold of any text: no deadline on a busy machine, the same texts each time.
patient = settings(
    deadline=None,
    max_examples=150,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)

Edit = Callable[[Path, str, str], None]
Run = Callable[..., Ran]


def place(folder: Path, file: str, needle: str) -> str:
    """Where a text first stands in a file, as findings show it."""
    before, found, _ = (folder / file).read_text("utf-8").partition(needle)
    assert found, f"{file} does not hold {needle!r}"
    return f"{file}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def built(folder: Path) -> list[str]:
    """The clinics that an edition was built for."""
    return sorted(path.parts[-3] for path in (folder / "dist").rglob("*.pdf"))


def add_leaflet(folder: Path, leaflet: str = "", language: str = "en-GB") -> None:
    """A copy of the leaflet under another id, in another language, or both."""
    text = (folder / LEAFLET).read_text("utf-8")
    old = Path(LEAFLET).parent.name
    text = text.replace(f"id: {old}", f"id: {leaflet or old}", 1)
    text = text.replace("language: en-GB", f"language: {language}", 1)
    path = folder / "content/leaflets" / (leaflet or old) / f"{language}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


def add_locale(folder: Path, language: str) -> None:
    """A copy of the locale for another language."""
    text = (folder / LOCALE).read_text("utf-8").replace("en-GB", language, 1)
    (folder / LOCALE).with_name(f"{language}.yaml").write_text(text, "utf-8")


def listed(folder: Path) -> list[str]:
    """The paths in a manifest; none without one."""
    path = folder / "manifest.json"
    if not path.exists():
        return []
    return [entry["path"] for entry in json.loads(path.read_text("utf-8"))["editions"]]


def standing(folder: Path) -> list[str]:
    """All files in an output folder but the manifest."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(p.relative_to(folder).as_posix() for p in found if p.name != "manifest.json")


def svg(inner: str, attributes: str = "") -> bytes:
    """A drawing with something inside."""
    name_spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {name_spaces} viewBox="0 0 40 10"{attributes}>\n{inner}\n</svg>\n'.encode()


def png(width: int, height: int, pixels: bytes = b"") -> bytes:
    """A PNG that declares a size, with that many pixels or fewer."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
