"""Loaders of the kinds of files that authors write: each returns a value, or findings with places.

No loader raises for an author's mistake.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from leaflet.content.documents import has_error, read_yaml, untold, written_out
from leaflet.content.project_files import ProjectFiles
from leaflet.core import extensions
from leaflet.core.diagnostics import Finding, Span, did_you_mean, error
from leaflet.core.located import Document, Loaded

if TYPE_CHECKING:
    from leaflet.model.approvals import Approvals, SafetyApprovals
    from leaflet.model.clinic import Clinic, Pack
    from leaflet.model.leaflet import Leaflet
    from leaflet.model.lexicon import Lexicon
    from leaflet.model.locale import Locale

T = TypeVar("T")


def load_yaml(files: ProjectFiles, path: Path, type_: type[T]) -> Loaded[T]:
    """A file with one YAML document, as a value of a type."""
    document, found, is_read = _document(files, path)
    if not is_read:
        return Loaded(files.shown(path), None, document, tuple(found))
    return _validated(files.shown(path), document, found, type_)


def _document(files: ProjectFiles, path: Path) -> tuple[Document, list[Finding], bool]:
    """The YAML document of a file, the findings on it, and whether it could be read."""
    text, findings = files.text(path)
    if has_error(findings):
        return Document({}), findings, False
    document, found = read_yaml(files.shown(path), text)
    is_read = all(finding.code != "yaml" for finding in found)
    return document, [*findings, *found], is_read


def _validated(shown: str, document: Document, found: list[Finding], type_: type[T]) -> Loaded[T]:
    """A document as a value of a type; `found` are the findings on it so far."""
    from leaflet.content.validation import adapter, validate

    value, mismatches = validate(adapter(type_), document)
    findings = [*found, *untold(mismatches, found), *written_out(document)]
    value = None if has_error(findings) else value
    return Loaded(shown, value, document, tuple(findings))


def load_leaflet(files: ProjectFiles, path: Path) -> Loaded[Leaflet]:
    """A leaflet with its figures; an id or language that it names must be that of its path."""
    from leaflet.content.leaflet_file import parse_leaflet

    shown = files.shown(path)
    text, notes = files.text(path)
    if has_error(notes):
        return Loaded(shown, None, Document({}), tuple(notes))
    loaded = parse_leaflet(shown, text, partial(_read_shared, files), _shared_names(files))
    loaded = replace(loaded, findings=(*notes, *loaded.findings))
    leaflet = loaded.value
    if leaflet is None:
        return loaded
    loaded = _named_like(loaded, "id", path.parent.name)
    loaded = _named_like(loaded, "language", path.stem)
    findings = [*loaded.findings, *_unabridged(loaded)]
    uses = {}
    paths = {name: files.found("figures", f.file) for name, f in leaflet.figures.items()}
    for name, figure in leaflet.figures.items():
        asset, problems = files.picture(paths[name])
        place = loaded.place(("figures", name, "file"))
        findings += _seen_from(place, figure.file, problems)
        if asset:
            uses[name] = asset
    pictures = tuple(sorted({files.shown(path) for path in paths.values()}))
    return judged(replace(loaded, uses=uses, pictures=pictures), findings)


def _unabridged(loaded: Loaded[Leaflet]) -> Iterator[Finding]:
    """A finding for each name under `abridge` that is no format which abridges."""
    known = extensions.names("formats")
    for name in loaded.value.abridge if loaded.value else ():
        place = loaded.place(("abridge", name))
        if name not in known:
            hint = did_you_mean(name, known)
            yield error("unknown-value", place, f'no format "{name}"', hint)
        elif extensions.load("formats", name).words is None:
            message = f"{name} prints all words, whatever their number"
            yield error("unknown-value", place, message, f'delete "{name}"')


def _read_shared(files: ProjectFiles, shown: str) -> tuple[str | None, list[Finding]]:
    """The text of a shared block by its path in the project; None and no finding for none."""
    path = files.found(*shown.split("/")[1:])
    if not os.path.lexists(path):
        return None, []
    text, findings = files.text(path)
    return (None if has_error(findings) else text), findings


def _shared_names(files: ProjectFiles) -> tuple[str, ...]:
    paths = files.files_in(files.content_folder("shared"), ".md")
    return tuple(dict.fromkeys(path.name.partition(".")[0] for path in paths))


def load_clinic(files: ProjectFiles, path: Path) -> Loaded[Clinic]:
    """A clinic with its pictures and what it extends; its id must be the name of its folder."""
    loaded = _load_extended(files, path)
    clinic = loaded.value
    loaded = _named_like(loaded, "id", path.parent.name)
    if clinic is None:
        return loaded
    findings, uses, pictures = list(loaded.findings), {}, []
    for field, given in (("logo", clinic.logo), ("photo", clinic.photo)):
        if given is None:
            continue
        picture = files.root / PurePosixPath(loaded.place((field,)).path).parent / given.file
        asset, problems = files.picture(picture, logo=field == "logo")
        findings += _seen_from(loaded.place((field, "file")), given.file, problems)
        pictures.append(files.shown(picture))
        if asset:
            uses[field] = asset
    return judged(replace(loaded, uses=uses, pictures=tuple(pictures)), findings)


def _load_extended(files: ProjectFiles, path: Path) -> Loaded[Clinic]:
    from leaflet.content.inherited_fields import with_inherited
    from leaflet.model.clinic import Clinic

    shown = files.shown(path)
    document, found, is_read = _document(files, path)
    if not is_read:
        return Loaded(shown, None, document, tuple(found))
    made = with_inherited(files, shown, document)
    found = [*found, *made.findings]
    if has_error(made.findings):
        return Loaded(shown, None, made.document, tuple(found), shared_paths=made.looked)
    loaded = _validated(shown, made.document, found, Clinic)
    return replace(loaded, shared_paths=made.looked)


def load_approvals(files: ProjectFiles, path: Path) -> Loaded[Approvals]:
    """The approvals of a leaflet; its id and language must be those of the path."""
    from leaflet.model.approvals import Approvals

    loaded = _named_like(load_yaml(files, path, Approvals), "id", path.parent.name)
    return _named_like(loaded, "language", path.stem)


def load_safety_approvals(files: ProjectFiles, path: Path) -> Loaded[SafetyApprovals]:
    """The approvals of a clinic's safety facts; its id must be the name of the folder."""
    from leaflet.model.approvals import SafetyApprovals

    return _named_like(load_yaml(files, path, SafetyApprovals), "id", path.parent.name)


def load_locale(files: ProjectFiles, path: Path) -> Loaded[Locale]:
    """A locale; its language must be the name of the file."""
    from leaflet.model.locale import Locale

    return _named_like(load_yaml(files, path, Locale), "language", path.stem)


def load_pack(files: ProjectFiles, path: Path) -> Loaded[Pack]:
    """A jurisdiction pack; its code must be the name of the file."""
    from leaflet.content.leaflet_file import check_texts
    from leaflet.model.clinic import Pack

    pack = _named_like(load_yaml(files, path, Pack), "code", path.stem)
    return judged(pack, [*pack.findings, *check_texts(pack.value, pack.document)])


def load_lexicon(files: ProjectFiles, path: Path) -> Loaded[Lexicon]:
    """A lexicon; its language must be the name of the file."""
    from leaflet.model.lexicon import Lexicon

    return _named_like(load_yaml(files, path, Lexicon), "language", path.stem)


def _named_like(loaded: Loaded[T], field: str, wanted: str) -> Loaded[T]:
    """The file, with an error if a field differs from the name in the file's path."""
    given = getattr(loaded.value, field, wanted)
    if given == wanted:
        return loaded
    message = f'"{field}" is "{given}" but the path of the file says "{wanted}"'
    finding = error("wrong-name", loaded.place((field,)), message, "make the two agree")
    return judged(loaded, [*loaded.findings, finding])


def _seen_from(place: Span, file: str, problems: list[Finding]) -> list[Finding]:
    """Problems of a picture, with the place where a file names the picture."""
    return [
        replace(p, span=place, message=f"{replace(p.span, path=file)}: {p.message}")
        for p in problems
    ]


def judged(loaded: Loaded[T], findings: list[Finding]) -> Loaded[T]:
    """The file with these findings, and without its value if one of them is an error."""
    value = None if has_error(findings) else loaded.value
    return replace(loaded, value=value, findings=tuple(findings))
