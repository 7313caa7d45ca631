"""Fields that a clinic takes from its group, or from the clinic of which it is another site.

A clinic with `extends: coast` has the fields of `content/groups/coast.yaml` or, where there is no
such group, of the clinic `coast`. What it gives itself replaces that field whole. Each field keeps
its place, so a finding names the file that the value came from.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace

from leaflet.content.documents import has_error, read_yaml
from leaflet.content.project_files import ProjectFiles
from leaflet.core.diagnostics import Finding, did_you_mean, error
from leaflet.core.located import Document

#: The field that names a group or clinic.
EXTENDS = "extends"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: Fields that belong to one file alone.
_OWN = frozenset({"id", EXTENDS})
#: The most files that a clinic may go through: a site, its clinic, a group, a group of groups.
_MOST = 4


@dataclass(frozen=True, slots=True)
class Inherited:
    """A document with the fields of all that it extends, the findings on these files, and their
    paths in the project, also those at which there is no file.
    """

    document: Document
    findings: tuple[Finding, ...] = ()
    looked: tuple[str, ...] = ()


def with_inherited(files: ProjectFiles, shown: str, document: Document) -> Inherited:
    """The document of a clinic, joined with what it extends."""
    made = Inherited(_without_extends(document))
    seen, own = [shown], document
    while isinstance(own.value, dict) and EXTENDS in own.value:
        name, place = own.value[EXTENDS], own.place((EXTENDS,))
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            hint = "write its id, as coast"
            return _ended(made, error("extends", place, f'"{EXTENDS}" names no group', hint))
        looked = (f"content/groups/{name}.yaml", f"content/clinics/{name}/clinic.yaml")
        made = replace(made, looked=(*made.looked, *looked))
        found = next((one for one in looked if os.path.lexists(files.root / one)), None)
        if found is None:
            hint = did_you_mean(name, _known(files))
            message = f'there is no group or clinic "{name}"'
            return _ended(made, error("extends", place, message, hint))
        if found in seen or len(seen) > _MOST:
            message = f'"{found}" extends what extends it' if found in seen else "extends too much"
            return _ended(made, error("extends", place, message, f"delete {EXTENDS} in one"))
        seen.append(found)
        own, findings = _read(files, found)
        made = replace(
            made,
            document=_joined(made.document, own),
            findings=(*made.findings, *findings),
        )
        if has_error(findings):
            return made
    return made


def _ended(made: Inherited, finding: Finding) -> Inherited:
    return replace(made, findings=(*made.findings, finding))


def _read(files: ProjectFiles, shown: str) -> tuple[Document, list[Finding]]:
    text, findings = files.text(files.root / shown)
    if has_error(findings):
        return Document({}), findings
    document, found = read_yaml(shown, text)
    return document, [*findings, *found]


def _known(files: ProjectFiles) -> list[str]:
    groups = (files.root / "content/groups").glob("*.yaml")
    clinics = (files.root / "content/clinics").glob("*/clinic.yaml")
    return [*(path.stem for path in groups), *(path.parent.name for path in clinics)]


def _without_extends(document: Document) -> Document:
    if not isinstance(document.value, dict):
        return document
    value = {name: given for name, given in document.value.items() if name != EXTENDS}
    return replace(document, value=value)


def _joined(own: Document, base: Document) -> Document:
    """A document with the fields of another that it does not have."""
    if not isinstance(base.value, dict) or not isinstance(own.value, dict):
        return own
    taken = {name for name in base.value if name not in own.value and name not in _OWN}
    spans = {p: span for p, span in base.spans.items() if p and p[0] in taken}
    keys = {p: span for p, span in base.keys.items() if p and p[0] in taken}
    value = {**own.value, **{name: base.value[name] for name in taken}}
    return Document(value, {**own.spans, **spans}, {**own.keys, **keys})
