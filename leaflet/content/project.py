"""Our world: finds a project and reads it, every file once; the only reader of its folders.

Loading never raises for an author's mistake: each file becomes a `Loaded` with its value or its
findings, so one bad file stops only the editions that use it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from leaflet.content.documents import MAX_BYTES, decode, read_yaml
from leaflet.core.diagnostics import Finding, Span, UsageError, did_you_mean, error
from leaflet.core.digests import BASE, Asset, digest
from leaflet.core.located import Document, Files, Loaded

if TYPE_CHECKING:
    from leaflet.model.approvals import Approvals, SafetyApprovals
    from leaflet.model.clinic import Clinic, Pack
    from leaflet.model.leaflet import Leaflet, Settings
    from leaflet.model.lexicon import Lexicon
    from leaflet.model.locale import Locale

T = TypeVar("T")

PROJECT_FILE = "leaflet.yaml"
_PACKAGE = Path(__file__).parent.parent
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


def project_near(start: Path) -> Project:
    """The project at or above a folder; outside of one the shipped, for its templates."""
    try:
        return Project(find_root(start))
    except UsageError:
        return Project(SHIPPED)


def lexicon_names(language: str) -> tuple[str, ...]:
    """The lexicons that hold for a language: that of its first part (`en`) and that of its whole
    tag (`en-GB`).
    """
    return tuple(dict.fromkeys((language.partition("-")[0], language)))


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

    def peek(self, path: Path) -> bytes | None:
        """The bytes of a file that content may name; None for any other."""
        from leaflet.content.png_images import MAX_PNG_BYTES

        data, findings = self.read(path, MAX_PNG_BYTES)
        return None if findings else data

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
        from leaflet.content.images import aspect, check
        from leaflet.content.png_images import MAX_PNG_BYTES

        data, findings = self.read(path, MAX_PNG_BYTES)
        findings = findings or check(self.shown(path), data)
        if findings:
            return None, findings
        uri = BASE + self.shown(path)
        asset = Asset(uri, digest(data), aspect(uri, data))
        self.blobs[asset.sha256] = data
        return asset, []

    def _load(self, path: Path, type_: type[T]) -> Loaded[T]:
        """A file that is one YAML document."""
        from leaflet.content.validation import adapter, validate

        shown = self.shown(path)
        text, findings = self.text(path)
        if findings:
            return Loaded(shown, None, Document({}), tuple(findings))
        document, findings = read_yaml(shown, text)
        if any(finding.code == "yaml" for finding in findings):
            return Loaded(shown, None, document, tuple(findings))
        value, mismatches = validate(adapter(type_), document)
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

    def _documents(self, folder: str, load: Callable[[Path], Loaded[T]]) -> Files[str, T]:
        """The documents of a folder by their names."""
        named = {p.stem: p for p in self._inside(self._folder(folder), ".yaml")}
        return Files(folder, named, load)

    # --- what a project holds ---------------------------------------------------------------

    @cached_property
    def settings(self) -> Settings:
        """The project file. Raises `UsageError` when it is wrong."""
        from leaflet.model.leaflet import Settings

        loaded = self._load(self.root / PROJECT_FILE, Settings)
        if loaded.value is None:
            first = loaded.findings[0]
            raise UsageError(f"{first.span}: {first.message}", first.hint)
        return loaded.value

    @cached_property
    def leaflets(self) -> Files[tuple[str, str], Leaflet]:
        """Leaflets by id and language."""
        folders = self._inside(self._folder("leaflets"))
        paths = [path for folder in folders for path in self._inside(folder, ".md")]
        named = {(path.parent.name, path.stem): path for path in paths}
        return Files("leaflets", named, self._load_leaflet)

    def leaflet(self, name: str, language: str | None) -> Loaded[Leaflet]:
        """A leaflet that is known by its name; the language may be left out where it has one.

        Raises `UsageError` where it has several, or not the one that is named.
        """
        known = [spoken for id_, spoken in self.leaflets if id_ == name]
        if language is not None and language not in known:
            raise UsageError(f'"{name}" is not in {language}', did_you_mean(language, known))
        if language is None and len(known) > 1:
            raise UsageError(f'"{name}" is in {", ".join(known)}', "name the language with -l")
        return self.leaflets[name, language or known[0]]

    def _load_leaflet(self, path: Path) -> Loaded[Leaflet]:
        from leaflet.content.leaflet_file import parse_leaflet

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
        paths = {name: self._folder("figures", f.file) for name, f in leaflet.figures.items()}
        for name, figure in leaflet.figures.items():
            asset, problems = self.picture(paths[name])
            place = loaded.place(("figures", name, "file"))
            findings += _seen_from(place, figure.file, problems)
            if asset:
                uses[name] = asset
        pictures = tuple(sorted({self.shown(path) for path in paths.values()}))
        return _judged(replace(loaded, uses=uses, pictures=pictures), findings)

    @cached_property
    def clinics(self) -> Files[str, Clinic]:
        """Clinics by id."""
        folders = self._inside(self._folder("clinics"))
        named = {folder.name: folder / "clinic.yaml" for folder in folders}
        return Files("clinics", named, self._load_clinic)

    def _load_clinic(self, path: Path) -> Loaded[Clinic]:
        from leaflet.model.clinic import Clinic

        loaded = self._load(path, Clinic)
        clinic = loaded.value
        loaded = _named_like(loaded, "id", path.parent.name)
        if clinic is None or clinic.logo is None:
            return loaded
        logo = path.parent / clinic.logo.file
        asset, problems = self.picture(logo)
        findings = list(loaded.findings)
        findings += _seen_from(loaded.place(("logo", "file")), clinic.logo.file, problems)
        uses = {"logo": asset} if asset else {}
        loaded = replace(loaded, uses=uses, pictures=(self.shown(logo),))
        return _judged(loaded, findings)

    @cached_property
    def approvals(self) -> Files[tuple[str, str], Approvals]:
        """Approvals of leaflets by id and language."""
        folders = self._inside(self._folder("approvals"))
        paths = [path for folder in folders for path in self._inside(folder, ".yaml")]
        named = {(path.parent.name, path.stem): path for path in paths}

        def load(path: Path) -> Loaded[Approvals]:
            from leaflet.model.approvals import Approvals

            loaded = _named_like(self._load(path, Approvals), "id", path.parent.name)
            return _named_like(loaded, "language", path.stem)

        return Files("approvals", named, load)

    def approvals_path(self, leaflet: str, language: str) -> Path:
        """Where the approvals of a leaflet stand, or will."""
        return self._folder("approvals", leaflet, f"{language}.yaml")

    @cached_property
    def safety_approvals(self) -> Files[str, SafetyApprovals]:
        """Approvals of clinics' safety facts by clinic."""
        paths = {clinic: self.safety_path(clinic) for clinic in self.clinics}
        named = {clinic: path for clinic, path in paths.items() if os.path.lexists(path)}

        def load(path: Path) -> Loaded[SafetyApprovals]:
            from leaflet.model.approvals import SafetyApprovals

            return _named_like(self._load(path, SafetyApprovals), "id", path.parent.name)

        return Files("safety-approvals", named, load)

    def safety_path(self, clinic: str) -> Path:
        """Where the approvals of a clinic's safety facts stand, or will."""
        return self._folder("clinics", clinic, "approvals.yaml")

    @cached_property
    def locales(self) -> Files[str, Locale]:
        """Locales by language tag."""

        def load(path: Path) -> Loaded[Locale]:
            from leaflet.model.locale import Locale

            return _named_like(self._load(path, Locale), "language", path.stem)

        return self._documents("locales", load)

    @cached_property
    def packs(self) -> Files[str, Pack]:
        """Jurisdiction packs by code."""

        def load(path: Path) -> Loaded[Pack]:
            from leaflet.content.leaflet_file import check_texts
            from leaflet.model.clinic import Pack

            pack = _named_like(self._load(path, Pack), "code", path.stem)
            return _judged(pack, [*pack.findings, *check_texts(pack.value, pack.document)])

        return self._documents("jurisdictions", load)

    @cached_property
    def lexicons(self) -> Files[str, Lexicon]:
        """The project's own lexicons by language tag."""
        return self._documents("lexicons", self._load_lexicon)

    def _load_lexicon(self, path: Path) -> Loaded[Lexicon]:
        from leaflet.model.lexicon import Lexicon

        return _named_like(self._load(path, Lexicon), "language", path.stem)

    @cached_property
    def lexicon_paths(self) -> dict[str, Path]:
        """All lexicons by language tag; a project's own file stands before the shipped one."""
        shipped = sorted((SHIPPED / "content/lexicons").glob("*.yaml"))
        return {**{path.stem: path for path in shipped}, **self.lexicons.paths}

    def lexicon(self, language: str) -> Lexicon | None:
        """The words that checks look for in a language."""
        found = [made for name in lexicon_names(language) if (made := self._lexicon(name))]
        return found[0].joined(found[1]) if len(found) > 1 else next(iter(found), None)

    def _lexicon(self, name: str) -> Lexicon | None:
        if name in self.lexicons:
            return self.lexicons[name].value
        if name in self.lexicon_paths:
            return Project(SHIPPED)._load_lexicon(self.lexicon_paths[name]).value
        return None

    @cached_property
    def foreign_paths(self) -> list[Path]:
        """Texts of others, whose words no leaflet may take over."""
        return self._inside(self._folder("sources"), ".txt")

    @cached_property
    def foreign_texts(self) -> dict[str, str]:
        """Those that can be read, by their paths in the project."""
        read = {self.shown(path): self.text(path)[0] for path in self.foreign_paths}
        return {name: text for name, text in read.items() if text}

    @cached_property
    def template_paths(self) -> dict[str, Path]:
        """Templates by name; a project's own file stands before the shipped one."""
        return {
            path.relative_to(folder).as_posix(): path
            for folder in dict.fromkeys((SHIPPED / "templates", self.root / "templates"))
            for path in sorted(folder.rglob("*"))
            if path.suffix in (".j2", ".svg") and path.is_file()
        }

    @cached_property
    def templates(self) -> dict[str, str]:
        """The texts of all templates by name."""
        return {name: self._template(path) for name, path in self.template_paths.items()}

    def _template(self, path: Path) -> str:
        """A template's text; an icon's bytes are kept in `blobs` beside.

        Raises `UsageError`: a template belongs to the project as a whole.
        """
        own = path.is_relative_to(self.root)
        text, findings = self.text(path) if own else (path.read_text("utf-8"), [])
        if path.suffix == ".svg" and not findings:
            from leaflet.content.images import check

            findings = check(self.shown(path), text.encode())
            self.blobs[digest(text.encode())] = text.encode()
        if findings:
            raise UsageError(f"{findings[0].span}: {findings[0].message}", findings[0].hint)
        return text


def _named_like(loaded: Loaded[T], field: str, wanted: str) -> Loaded[T]:
    """The file, an error added where a field differs from the name that it stands under."""
    given = getattr(loaded.value, field, wanted)
    if given == wanted:
        return loaded
    message = f'"{field}" is "{given}" but the file stands under "{wanted}"'
    finding = error("wrong-name", loaded.place((field,)), message, "make the two agree")
    return _judged(loaded, [*loaded.findings, finding])


def _seen_from(place: Span, file: str, problems: list[Finding]) -> list[Finding]:
    """Problems of a picture, reported where the picture is named."""
    return [
        replace(p, span=place, message=f"{replace(p.span, path=file)}: {p.message}")
        for p in problems
    ]


def _judged(loaded: Loaded[T], findings: list[Finding]) -> Loaded[T]:
    """The file with its findings; an error among them takes its value away."""
    bad = any(finding.is_error for finding in findings)
    return replace(loaded, value=None if bad else loaded.value, findings=tuple(findings))
