"""Fields that a clinic takes from its group, or from the clinic of which it is another site.

A clinic with `extends: coast` has the fields of `content/groups/coast.yaml` or, where there is no
such group, of the clinic `coast`. What it gives itself replaces that field whole. Each field keeps
its place, so a finding names the file that the value came from.

A site with an address of its own does not take the directions to another one, and what else may be
true of the other site alone is told.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from leaflet.content.documents import has_error, read_yaml
from leaflet.content.project_files import ProjectFiles
from leaflet.core.diagnostics import Finding, did_you_mean, error, note, warning
from leaflet.core.located import Document

#: The field that names a group or clinic.
EXTENDS = "extends"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: Fields that belong to one file alone.
_OWN = frozenset({"id", EXTENDS})
#: What leads to an address, and is not taken by a site that has another one.
_OF_ADDRESS = frozenset({"directions"})
#: What may differ at another address.
_OF_SITE = ("hours", "exceptions", "holidays", "departments")
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
        told = _of_another_site(made.document, own, name)
        made = replace(
            made,
            document=_joined(made.document, own),
            findings=(*made.findings, *findings, *told),
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
    kept_back = _OWN | (_OF_ADDRESS if _is_another_site(own, base) else frozenset())
    taken = {name for name in base.value if name not in own.value and name not in kept_back}
    spans = {p: span for p, span in base.spans.items() if p and p[0] in taken}
    keys = {p: span for p, span in base.keys.items() if p and p[0] in taken}
    value = {**own.value, **{name: base.value[name] for name in taken}}
    return Document(value, {**own.spans, **spans}, {**own.keys, **keys})


def _is_another_site(own: Document, base: Document) -> bool:
    """Whether both have an address: what leads to one of them does not lead to the other."""
    both = (own.value, base.value)
    return all(isinstance(value, dict) and "address" in value for value in both)


def _of_another_site(own: Document, base: Document, name: str) -> Iterator[Finding]:
    """Findings on what a site takes, or does not take, from `name`, which has another address."""
    if not _is_another_site(own, base):
        return
    place = own.keys.get(("address",), own.place(("address",)))
    for field in sorted(_OF_ADDRESS & set(base.value) - set(own.value)):
        message = f'"{field}" of "{name}" lead to its address, and are not printed for this one'
        yield note("extends", place, message, f"write {field}: how to find this address")
    taken = [field for field in _OF_SITE if field in base.value and field not in own.value]
    if taken:
        shown = " and ".join(f'"{field}"' for field in taken)
        message = f'{shown} are those of "{name}", while the address is another'
        hint = f"write this site's own {taken[0]}; the same once more, if they hold here too"
        yield warning("extends", place, message, hint)
