"""Makes a website of the documents, as they are: `sphinx-build -c docs . build/docs`.

Links between documents lead outside `docs/`, so the source folder is that of the repository. The
list of contents stands here, and is added to the README as it is read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

project = "patient-leaflet"
extensions = ["myst_parser"]
include_patterns = ["*.md", "docs/*.md", "docs/checks/*.md", "docs/decisions/*.md"]
root_doc = "README"
html_theme = "furo"
html_title = "patient-leaflet"
html_copy_source = False
myst_heading_anchors = 4  # as forges make them


#: The documents in the order of the sidebar, by caption.
CONTENTS = {
    "Begin": "tutorial tour troubleshooting",
    "At the clinic": "guide-receptionist guide-printing guide-browser guide-clinic",
    "Writing": "guide-author guide-importing content checks checks/README",
    "Approving": "guide-approver accessibility security",
    "Publishing": "guide-ci guide-register",
    "Looking up": "commands formats templates design glossary",
    "The program": "walk architecture decisions/README CONTRIBUTING SECURITY CHANGELOG",
}
#: The documents with a list of those beside them.
FOLDERS = ("docs/checks/README", "docs/decisions/README")


def _contents(name: str) -> str:
    """The lists of contents below a document, in the form of MyST."""
    if name == root_doc:
        return "".join(_listed(caption, _paths(of)) for caption, of in CONTENTS.items())
    if name in FOLDERS:
        pages = (Path(__file__).parent / name.removeprefix("docs/")).parent.glob("*.md")
        return _listed("", sorted(page.stem for page in pages if page.stem != "README"))
    return ""


def _paths(names: str) -> list[str]:
    return [name if name.isupper() else f"docs/{name}" for name in names.split()]


def _listed(caption: str, names: list[str]) -> str:
    options = [":hidden:", *([f":caption: {caption}"] if caption else [])]
    return "\n\n" + "\n".join(["```{toctree}", *options, "", *names, "```"]) + "\n"


def _with_contents(_app: Any, name: str, source: list[str]) -> None:
    source[0] += _contents(name)


def _first_page(app: Any, problem: Exception | None) -> None:
    """A server shows `index.html` first, and the first document is the README."""
    if problem is None:
        to_readme = '<meta http-equiv="refresh" content="0; url=README.html">'
        link = '<a href="README.html">Begin</a>'
        lead = f"<!doctype html><title>patient-leaflet</title>{to_readme}{link}"
        Path(app.outdir, "index.html").write_text(lead, "utf-8")


def setup(app: Any) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("source-read", _with_contents)
    app.connect("build-finished", _first_page)
    return {"parallel_read_safe": True}
