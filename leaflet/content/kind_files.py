"""Loader of a kind of leaflets, which tells where a project's own kind asks for less."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from leaflet.content.loaders import judged, load_yaml
from leaflet.content.project_files import ProjectFiles
from leaflet.core import extensions
from leaflet.core.diagnostics import Finding, did_you_mean, error, warning
from leaflet.core.located import Loaded

if TYPE_CHECKING:
    from leaflet.model.kind import Kind


def load_kind(files: ProjectFiles, path: Path, shipped: Path | None = None) -> Loaded[Kind]:
    """A kind of leaflets; its id is the name of the file, `shipped` the kind of that id that it
    takes the place of.

    It does without no check that `shipped`, or else a leaflet of no kind, needs: another that its
    file names gets a finding, and applies. What it asks for less than `shipped`, and each bound
    that is looser, gets a finding and holds.
    """
    from leaflet.content.leaflet_file import check_texts
    from leaflet.model.kind import NO_KIND, Kind

    kind = load_yaml(files, path, Kind)
    kind = judged(kind, [*kind.findings, *check_texts(kind.value, kind.document)])
    if kind.value is None:
        return kind
    findings = [*kind.findings, *_unknown_checks(kind)]
    if path == shipped:
        return judged(kind, findings)
    model = (load_yaml(files, shipped, Kind).value if shipped else None) or NO_KIND
    without = tuple(name for name in kind.value.without if name in model.without)
    value = kind.value.model_copy(update={"without": without})
    findings += [*_checks_that_apply(kind, value), *_asked_no_more(kind, model)]
    return judged(replace(kind, value=value), findings)


def _checks_that_apply(written: Loaded[Kind], kind: Kind) -> Iterator[Finding]:
    """A finding for each check that a file names under `without` and the kind cannot do without."""
    checks = extensions.names("checks")
    for at, name in enumerate(written.value.without if written.value else ()):
        if name in checks and name not in kind.without:
            yield warning(
                "kind-without",
                written.place(("without", at)),
                f'"{name}" is a check that this kind cannot do without, so it applies',
                "delete it; a leaflet waives a finding that somebody accepts",
            )


def _unknown_checks(kind: Loaded[Kind]) -> Iterator[Finding]:
    """A finding for each name under `without` that no check has."""
    checks = extensions.names("checks")
    for at, name in enumerate(kind.value.without if kind.value else ()):
        if name not in checks:
            hint = did_you_mean(name, checks)
            yield error("unknown-value", kind.place(("without", at)), f'no check "{name}"', hint)


def _asked_no_more(written: Loaded[Kind], model: Kind) -> Iterator[Finding]:
    """A finding for each thing that `model` asks for and the kind of a file does not, and for each
    bound of its checks of words that is looser.
    """
    kind = written.value
    if kind is None:
        return
    for at, wanted, given in (
        (("must",), model.must, kind.must),
        (("should",), model.should, (*kind.should, *kind.must)),
        (("fields",), model.fields, kind.fields),
        (("signs",), tuple(model.signs), tuple(kind.signs)),
        *(
            (("signs", level), model.signs.get(level, ()), kind.signs[level])
            for level in kind.signs
        ),
        *(
            (("topics", role), names, kind.topics.get(role, ()))
            for role, names in model.topics.items()
        ),
        *(
            (("protect", language), sentences, kind.protect.get(language, ()))
            for language, sentences in model.protect.items()
        ),
    ):
        if less := [f'"{name}"' for name in wanted if name not in given]:
            message = f"does not ask for {', '.join(less)}, as the shipped kind does"
            yield _looser(written, at, f'"{at[-1]}" {message}')
    for name in kind.norms.looser_than(model.norms):
        bound, usual = (_shown(getattr(norms, name)) for norms in (kind.norms, model.norms))
        message = f'the bound {bound} of "{name}" is looser than {usual}'
        yield _looser(written, ("norms", name), message)


def _looser(written: Loaded[Kind], path: tuple[str, ...], message: str) -> Finding:
    hint = "all leaflets of this kind are held against less; delete it unless that is meant"
    return warning("kind-looser", written.place(path), message, hint)


def _shown(bound: float | tuple[float, ...]) -> str:
    return ", ".join(f"{one:g}" for one in (bound if isinstance(bound, tuple) else (bound,)))
