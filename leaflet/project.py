"""Our world: finds a project and reads it, every file once; the only reader of its folders.

Loading never raises for an author's mistake: each file becomes a `Loaded` with its value or its
findings, so one bad file stops only the editions that use it.
"""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from leaflet.assets import BASE, Asset, digest
from leaflet.diagnostics import Finding, Span, UsageError, error
from leaflet.sources import MAX_BYTES, Document, Loaded, decode, read_yaml

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from leaflet.clinic import Clinic, Pack
    from leaflet.model import Leaflet, Settings
    from leaflet.wording import Locale

T = TypeVar("T")

PROJECT_FILE = "leaflet.yaml"
_PACKAGE = Path(__file__).parent
#: Templates and starter content: package data of a wheel, or folders beside the package.
SHIPPED = _PACKAGE / "_data" if (_PACKAGE / "_data").is_dir() else _PACKAGE.parent


def find_root(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that holds a project file.

    Raises `UsageError` outside a project.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if os.path.lexists(folder / PROJECT_FILE):
            return folder
    hint = "go to one, name it with -C, or make one: leaflet new project NAME"
    raise UsageError(f'no project: no "{PROJECT_FILE}" in {start} or above', hint)


class Project:
    """A project's files, read on first use and then kept."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.blobs: dict[str, bytes] = {}

    # --- reading --------------------------------------------------------------------------

    def read(self, path: Path, limit: int = MAX_BYTES) -> tuple[bytes, list[Finding]]:
        """The bytes of a plain file inside the project, at most one more than `limit`.

        Findings: `missing-file`, `outside-project`, `unreadable-file`.
        """
        shown = self.shown(path)
        span = Span(shown)
        try:
            if not path.resolve().is_relative_to(self.root):
                hint = "copy the file into the project"
                return b"", [error("outside-project", span, "leads out of the project", hint)]
            if not stat.S_ISREG(path.stat().st_mode):
                hint = "put a file there, no folder, pipe or device"
                return b"", [error("unreadable-file", span, "not a plain file", hint)]
            with path.open("rb") as stream:
                return stream.read(limit + 1), []
        except FileNotFoundError:
            hint = f"put it into {self.shown(path.parent)}, or mend its name"
            return b"", [error("missing-file", span, "no such file", hint)]
        except (OSError, RuntimeError, ValueError) as problem:  # a loop of links among them
            reason = getattr(problem, "strerror", None) or "a link that leads to itself"
            hint = "check the file and who may read it"
            return b"", [error("unreadable-file", span, f"cannot be read: {reason.lower()}", hint)]

    def shown(self, path: Path) -> str:
        """A path as findings name it: relative to the project, with forward slashes."""
        return (
            path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)
        )

    def text(self, path: Path) -> tuple[str, list[Finding]]:
        """The text of a file of an author."""
        data, findings = self.read(path)
        return ("", findings) if findings else decode(self.shown(path), data)

    def picture(self, path: Path) -> tuple[Asset | None, list[Finding]]:
        """A checked picture, its bytes kept in `blobs`."""
        from leaflet.images import MAX_PNG_BYTES, check

        data, findings = self.read(path, MAX_PNG_BYTES)
        findings = findings or check(self.shown(path), data)
        if findings:
            return None, findings
        asset = Asset(BASE + self.shown(path), digest(data))
        self.blobs[asset.sha256] = data
        return asset, []

    def _load(self, path: Path, type_: type[T]) -> Loaded[T]:
        """A file that is one YAML document."""
        from leaflet.schema import validate

        shown = self.shown(path)
        text, findings = self.text(path)
        if findings:
            return Loaded(shown, None, Document({}), tuple(findings))
        document, findings = read_yaml(shown, text)
        if any(finding.code == "yaml" for finding in findings):
            return Loaded(shown, None, document, tuple(findings))
        value, mismatches = validate(_adapter(type_), document)
        findings += mismatches
        return Loaded(shown, None if findings else value, document, tuple(findings))

    def _folder(self, *parts: str) -> Path:
        return self.root.joinpath("content", *parts)

    def _inside(self, folder: Path, suffix: str = "") -> list[Path]:
        """What stands in a folder, hidden things left out: folders, or files of a suffix.

        A file counts even when it cannot be read, so that somebody hears of it.
        """
        try:
            paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as problem:
            shown, reason = self.shown(folder), (problem.strerror or "").lower()
            raise UsageError(f"{shown}: cannot be read: {reason}", "check who may read it") from (
                problem
            )
        return [p for p in paths if (p.suffix == suffix if suffix else p.is_dir())]

    def _load_all(self, folder: str, type_: type[T], field: str) -> dict[str, Loaded[T]]:
        """The documents of a folder by their names, each with its name in a field."""
        return {
            path.stem: _named_like(self._load(path, type_), field, path.stem)
            for path in self._inside(self._folder(folder), ".yaml")
        }

    # --- what a project holds ---------------------------------------------------------------

    @cached_property
    def settings(self) -> Settings:
        """The project file. Raises `UsageError` when it is wrong."""
        from leaflet.model import Settings

        loaded = self._load(self.root / PROJECT_FILE, Settings)
        if loaded.value is None:
            first = loaded.findings[0]
            raise UsageError(f"{first.span}: {first.message}", first.hint)
        return loaded.value

    @cached_property
    def leaflets(self) -> dict[tuple[str, str], Loaded[Leaflet]]:
        """Leaflets by id and language."""
        folders = self._inside(self._folder("leaflets"))
        paths = [path for folder in folders for path in self._inside(folder, ".md")]
        return {(path.parent.name, path.stem): self._load_leaflet(path) for path in paths}

    def _load_leaflet(self, path: Path) -> Loaded[Leaflet]:
        from leaflet.manuscript import parse_leaflet

        shown = self.shown(path)
        text, findings = self.text(path)
        if findings:
            return Loaded(shown, None, Document({}), tuple(findings))
        loaded = parse_leaflet(shown, text)
        leaflet = loaded.value
        if leaflet is None:
            return loaded
        loaded = _named_like(loaded, "id", path.parent.name)
        loaded = _named_like(loaded, "language", path.stem)
        findings = list(loaded.findings)
        uses = {}
        for name, figure in leaflet.figures.items():
            asset, problems = self.picture(self._folder("figures", figure.file))
            place = loaded.place(("figures", name, "file"))
            findings += _seen_from(place, figure.file, problems)
            if asset:
                uses[name] = asset
        return _judged(replace(loaded, uses=uses), findings)

    @cached_property
    def clinics(self) -> dict[str, Loaded[Clinic]]:
        """Clinics by id."""
        folders = self._inside(self._folder("clinics"))
        return {folder.name: self._load_clinic(folder / "clinic.yaml") for folder in folders}

    def _load_clinic(self, path: Path) -> Loaded[Clinic]:
        from leaflet.clinic import Clinic

        loaded = self._load(path, Clinic)
        clinic = loaded.value
        loaded = _named_like(loaded, "id", path.parent.name)
        if clinic is None or clinic.logo is None:
            return loaded
        asset, problems = self.picture(path.parent / clinic.logo.file)
        findings = list(loaded.findings)
        findings += _seen_from(loaded.place(("logo", "file")), clinic.logo.file, problems)
        uses = {"logo": asset} if asset else {}
        return _judged(replace(loaded, uses=uses), findings)

    @cached_property
    def locales(self) -> dict[str, Loaded[Locale]]:
        """Locales by language tag."""
        from leaflet.wording import Locale

        return self._load_all("locales", Locale, "language")

    @cached_property
    def packs(self) -> dict[str, Loaded[Pack]]:
        """Jurisdiction packs by code."""
        from leaflet.clinic import Pack
        from leaflet.manuscript import check_texts

        packs = self._load_all("jurisdictions", Pack, "code")
        return {
            code: _judged(pack, [*pack.findings, *check_texts(pack.value, pack.document)])
            for code, pack in packs.items()
        }

    def logo_ratio(self, logo: Asset | None) -> float | None:
        """A logo's width by its height; None without a logo."""
        from leaflet.images import aspect

        return aspect(logo.uri, self.blobs[logo.sha256]) if logo else None

    @cached_property
    def templates(self) -> dict[str, str]:
        """Template texts by name; a project's own file stands before the shipped one."""
        texts: dict[str, str] = {}
        for folder in dict.fromkeys((SHIPPED / "templates", self.root / "templates")):
            for path in sorted(folder.rglob("*")):
                if path.suffix in (".j2", ".svg") and path.is_file():
                    texts[path.relative_to(folder).as_posix()] = self._template(path)
        return texts

    def _template(self, path: Path) -> str:
        """A template's text; an icon's bytes are kept in `blobs` beside.

        Raises `UsageError`: a template belongs to the project as a whole.
        """
        own = path.is_relative_to(self.root)
        text, findings = self.text(path) if own else (path.read_text("utf-8"), [])
        if path.suffix == ".svg" and not findings:
            from leaflet.images import check

            findings = check(self.shown(path), text.encode())
            self.blobs[digest(text.encode())] = text.encode()
        if findings:
            raise UsageError(f"{findings[0].span}: {findings[0].message}", findings[0].hint)
        return text


def _adapter(type_: type[T]) -> TypeAdapter[T]:
    """What validates a file of a type; made once, because making takes longer than using."""
    from pydantic import TypeAdapter

    if type_ not in _ADAPTERS:
        _ADAPTERS[type_] = TypeAdapter(type_)
    return _ADAPTERS[type_]


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def _named_like(loaded: Loaded[T], field: str, wanted: str) -> Loaded[T]:
    """The file, an error added where a field differs from the name that it stands under."""
    given = getattr(loaded.value, field, wanted)
    if given == wanted:
        return loaded
    message = f'"{field}" is "{given}" but the file stands under "{wanted}"'
    finding = error("wrong-name", loaded.place((field,)), message, "make the two agree")
    return _judged(loaded, [*loaded.findings, finding])


def _seen_from(place: Span, file: str, problems: list[Finding]) -> list[Finding]:
    """Problems of a picture, told where the picture is named."""
    return [
        replace(p, span=place, message=f"{replace(p.span, path=file)}: {p.message}")
        for p in problems
    ]


def _judged(loaded: Loaded[T], findings: list[Finding]) -> Loaded[T]:
    """The file with its findings; an error among them takes its value away."""
    bad = any(finding.is_error for finding in findings)
    return replace(loaded, value=None if bad else loaded.value, findings=tuple(findings))
