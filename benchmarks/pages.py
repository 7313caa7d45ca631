"""Editions as input of other renderers: the final HTML in a file, with its assets.

The page is the one that `leaflet` lays out last: fitted, with filled slots and literal colours.
Only the addresses of assets are changed, from sandboxed ones to files.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from leaflet.compose.composer import compose
from leaflet.content.project import Project
from leaflet.model.leaflet import State
from leaflet.page.composition import Composition, Fitted
from leaflet.page.edition import Edition
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from leaflet.render.renderer import render
from leaflet.render.sandbox import Sandbox, substitute

#: The options of the bare `weasyprint` command, and the same as arguments of `write_pdf`.
COMMAND_OPTIONS = ("--pdf-variant", "pdf/a-3a", "--pdf-tags")
TODAY = datetime.date(2026, 11, 23)


def fonts_conf() -> Path:
    """The fontconfig file that the renderer of `leaflet` uses."""
    import leaflet

    return Path(leaflet.__file__).with_name("render") / "fonts.conf"


def renderer_environment() -> dict[str, str]:
    """The environment variables that the renderer of `leaflet` sets for WeasyPrint."""
    return {"FONTCONFIG_FILE": str(fonts_conf()), "SOURCE_DATE_EPOCH": "1577836800"}


class Pages:
    """Writes final pages of the editions of a project; each text is fitted once, as in a build."""

    def __init__(self, project_folder: Path) -> None:
        self.project = Project(project_folder.resolve())
        self._fits: dict[str, Fitted] = {}

    def editions(self, selection: Selection) -> Iterator[Edition]:
        """The editions of a selection, in the order of a build."""
        for planned in make_plan(self.project, selection, today=TODAY).editions:
            assert planned.edition is not None, f"{planned.name} has errors"
            yield planned.edition

    def composition(self, edition: Edition) -> Composition:
        """The composition of an edition on the day of the benchmarks."""
        templates = self.project.templates
        return compose(edition, State.DRAFT, templates)

    def fitted(self, edition: Edition) -> Fitted:
        """The fit of an edition, with the number of layouts that it took."""
        return self._fit(self.composition(edition))

    def write(self, edition: Edition, folder: Path) -> Path:
        """Write the page of an edition into a folder; returns the path of `page.html`."""
        composition = self.composition(edition)
        html = substitute(
            composition.document(self._fit(composition).fit), dict(composition.tokens)
        )
        sandbox = Sandbox(composition, self.project.blobs)
        uris = sorted((asset.uri for asset in composition.assets), key=len, reverse=True)
        (folder / "assets").mkdir(parents=True, exist_ok=True)
        for uri in uris:
            opened = sandbox.open(uri)
            assert opened is not None, f"{uri} is not declared"
            name = f"assets/{file_name(uri)}"
            (folder / name).write_bytes(opened[0])
            html = html.replace(uri, name)
        page = folder / "page.html"
        page.write_text(html, "utf-8")
        return page

    def _fit(self, composition: Composition) -> Fitted:
        key = composition.fit_key
        if key not in self._fits:
            self._fits[key] = render(composition, self.project.blobs).facts.fit
        return self._fits[key]


def file_name(uri: str) -> str:
    """A file name for an asset's address: `asset:///icons/check.svg?ok` is `icons-check-ok.svg`."""
    path, _, variant = unquote(uri).removeprefix("asset:///").partition("?")
    stem, dot, ending = path.rpartition(".")
    named = f"{stem}-{variant}" if variant else stem
    return re.sub(r"[^A-Za-z0-9]+", "-", named).strip("-") + dot + ending
