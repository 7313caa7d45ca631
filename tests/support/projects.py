"""Projects to spoil: names of their files, places in them, pictures, and calls of the command."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings

from leaflet.content.project import SHIPPED
from leaflet.core.diagnostics import Finding, Severity

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
#: A leaflet and two clinics that change only when a test needs it.
EXAMPLE = FIXTURES / "project"

LEAFLET = "content/leaflets/mesotherapy-acne-scars/en-GB.md"
CLINIC = "content/clinics/riverside/clinic.yaml"
LOGO = "content/clinics/riverside/logo.svg"
PNG_CLINIC = "content/clinics/st-oswin/clinic.yaml"
PNG = "content/clinics/st-oswin/logo.png"
LOCALE = "content/locales/en-GB.yaml"
PACK = "content/jurisdictions/GB-ENG.yaml"
SETTINGS = "leaflet.yaml"

Test = TypeVar("Test", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Ran:
    """A finished call of the command."""

    code: int
    out: str
    err: str


def try_properties_with(examples: int) -> None:
    """From now on a property is tried with so many inputs, the same each time."""
    settings.register_profile(
        "tests",
        max_examples=examples,
        deadline=None,  # a busy machine is no fault
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("tests")


def patient(test: Test) -> Test:
    """For properties that hold of any text; how many are tried is the lane's."""
    return settings()(test)


Edit = Callable[[Path, str, str], None]
Run = Callable[..., Ran]


def place(folder: Path, file: str, needle: str) -> str:
    """Where a text first stands in a file, as findings show it."""
    before, found, _ = (folder / file).read_text("utf-8").partition(needle)
    assert found, f"{file} does not hold {needle!r}"
    return f"{file}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def own_template(folder: Path, name: str, old: str, new: str) -> None:
    """An own template: the shipped one, or the project's, with one part replaced."""
    path = folder / "templates" / name
    text = (path if path.exists() else SHIPPED / "templates" / name).read_text("utf-8")
    assert old in text, f"{name} does not hold {old!r}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace(old, new, 1), "utf-8")


def problems(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without notes: those tell that the example's leaflet is a draft."""
    return [finding for finding in findings if finding.severity is not Severity.NOTE]


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


def add_lexicon(folder: Path, language: str) -> None:
    """A copy of the English lexicon for another language."""
    shipped = (ROOT / "content/lexicons/en.yaml").read_text("utf-8")
    path = folder / f"content/lexicons/{language}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(shipped.replace("language: en", f"language: {language}", 1), "utf-8")


def listed(folder: Path) -> list[str]:
    """The paths in a manifest; none without one."""
    path = folder / "manifest.json"
    if not path.exists():
        return []
    return [entry["path"] for entry in json.loads(path.read_text("utf-8"))["editions"]]


def standing(folder: Path) -> list[str]:
    """All files in an output folder but the manifest, and the page and pictures that follow from
    it.
    """
    found = (path for path in folder.rglob("*") if path.is_file())
    names = sorted(path.relative_to(folder).as_posix() for path in found)
    others = ("manifest.json", "index.html")
    return [n for n in names if n not in others and not n.startswith("pictures/")]


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


def whole(folder: Path) -> dict[str, bytes]:
    """All files in a folder by their paths in it."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def became(report: Path) -> dict[str, str]:
    """What became of each edition by its name, in the order of a report."""
    editions = json.loads(report.read_text("utf-8"))["editions"]
    return {f"{e['clinic']}/{e['language']}/{e['leaflet']}.{e['format']}": e["outcome"]
            for e in editions}  # fmt: skip


def kept(kind: str = "*") -> list[Path]:
    """The entries of a kind in the store of this test."""
    store = Path(os.environ["LEAFLET_CACHE"])
    return sorted(path for path in store.glob(f"v[0-9]*/{kind}/*/*") if path.is_file())


def make_many(folder: Path) -> Path:
    """A project of three leaflets, one in a second language, for two clinics in two formats."""
    for leaflet in ("fillers", "peeling"):
        add_leaflet(folder, leaflet)
        path = folder / "content/leaflets" / leaflet / "en-GB.md"
        text = path.read_text("utf-8").replace("\ntitle: Mesotherapy", f"\ntitle: New {leaflet}", 1)
        path.write_text(text, "utf-8")
    add_leaflet(folder, language="de")
    add_locale(folder, "de")
    clinic = folder / CLINIC
    text = clinic.read_text("utf-8").replace("[en-GB]", "[en-GB, de]", 1)
    clinic.write_text(text, "utf-8")
    (folder / SETTINGS).write_text("formats: [a4, mono]\n", "utf-8")
    return folder


#: Calls the command with one of `tests.support.renderers`, as workers can import it.
_CALL = """
import functools, sys
from leaflet.build import run
from leaflet.cli import build as build_command
from leaflet.cli import main
from tests.support import renderers

render = getattr(renderers, sys.argv.pop(1))
build_command.run = functools.partial(run, render=render)
main()
"""


def begin(
    render: str, folder: Path, *args: str, env: Mapping[str, str] | None = None, before: str = ""
) -> subprocess.Popen[str]:
    """Starts a build with a renderer of `tests.support.renderers`, in a session of its own.

    `before` is Python that runs first.
    What a shell starts with `&` ignores Ctrl-C, and so would all that it starts: here it does not.
    """
    before = f"import signal\nsignal.signal(2, signal.default_int_handler)\n{before}"
    return subprocess.Popen(
        [sys.executable, "-c", before + _CALL, render, "build", *args],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def call_with(
    render: str, folder: Path, *args: str, env: Mapping[str, str] | None = None, before: str = ""
) -> Ran:
    """The same, to its end."""
    process = begin(render, folder, *args, env=env, before=before)
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in err, err
    return Ran(process.returncode, out, err)
