"""The sandbox: a page sees what it declares and nothing else. And the same bytes everywhere."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from leaflet.checks.renderer import CHECK
from leaflet.core.digests import BASE, Asset, digest
from leaflet.page.rendering import RendererWarning, Rendering
from leaflet.render.renderer import render
from leaflet.render.sandbox import substitute
from tests.support.printed import (
    CLINICS,
    EACH_CLINIC,
    compose_edition,
    holds,
    pictures,
    rendered_edition,
    shipped,
    shipped_edition,
    shipped_project,
    small_page,
)
from tests.support.projects import ROOT

pytestmark = pytest.mark.pdf

SECRET = b"the-secret-of-another-folder"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
DATA_URI = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"

#: Body and stylesheet of pages that ask for what they may not have; `{}` is the address.
WAYS: Mapping[str, tuple[str, str]] = {
    "picture": ('<p>x</p><img src="{}" alt="x">', ""),
    "object": ('<p>x</p><object data="{}">x</object>', ""),
    "embed": ('<p>x</p><embed src="{}">', ""),
    "stylesheet": ('<link rel="stylesheet" href="{}"><p>x</p>', ""),
    "import": ('<style>@import url("{}");</style><p>x</p>', ""),
    "font": ("<p>x</p>", "@font-face {{ font-family: Z; src: url({}) }} p {{ font-family: Z }}"),
    "background": ("<p>x</p>", "p {{ background: url({}) }}"),
    "content": ("<p>x</p>", "p::before {{ content: url({}) }}"),
    "list": ("<ul><li>x</li></ul>", "li {{ list-style-image: url({}) }}"),
    "border": ("<p>x</p>", "p {{ border: 1mm solid; border-image: url({}) 1 }}"),
    "attachment": ('<p>x <a rel="attachment" href="{}">y</a></p>', ""),
    "attachment of the page": ('<link rel="attachment" href="{}"><p>x</p>', ""),
    "svg image": ('<p>x</p><svg width="9" height="9"><title>x</title><image href="{}"/></svg>', ""),
}
ADDRESSES = {
    "network": "https://example.com/picture.png",
    "plain network": "http://127.0.0.1:9/picture.png",
    "system file": "file:///etc/passwd",
    "absolute path": "/etc/passwd",
    "way up": "../../../../../../etc/passwd",
    "encoded way up": "%2e%2e/%2e%2e/etc/passwd",
    "undeclared asset": "asset:///icons/check.svg",
    "data": DATA_URI,
}


def leaks(rendering: Rendering) -> list[str]:
    """What came into a file from outside."""
    found = [name for name in ("root:x:0:0", "/bin/bash") if holds(rendering.file, name.encode())]
    found += ["the secret"] if holds(rendering.file, SECRET) else []
    found += ["a picture"] if pictures(rendering.file) else []
    return found + (["an attachment"] if holds(rendering.file, b"/EmbeddedFile") else [])


def ask(way: str, address: str) -> Rendering:
    body, css = WAYS[way]
    return render(small_page(body.format(address), css.format(address)), {})


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_out(way: str) -> None:
    rendering = ask(way, ADDRESSES["system file"])
    assert rendering.refused == ("file:///etc/passwd",)
    assert leaks(rendering) == []


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
@pytest.mark.parametrize("way", ["picture", "background", "svg image"])
def test_no_address_leads_out(way: str, address: str) -> None:
    rendering = ask(way, address)
    assert len(rendering.refused) == 1
    assert rendering.refused[0].rsplit("/", 1)[-1] == address.rsplit("/", 1)[-1]
    assert leaks(rendering) == []


@pytest.mark.parametrize("way", ["picture", "attachment", "stylesheet", "svg image"])
def test_a_file_of_another_folder_stays_there(tmp_path: Path, way: str) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_bytes(b'<svg viewBox="0 0 1 1"><title>' + SECRET + b"</title></svg>")
    rendering = ask(way, secret.as_uri())
    assert rendering.refused == (secret.as_uri(),)
    assert leaks(rendering) == []


def test_a_base_address_does_not_help() -> None:
    rendering = render(small_page('<base href="file:///etc/"><img src="passwd" alt="x">'), {})
    assert rendering.refused == ("file:///etc/passwd",)
    assert leaks(rendering) == []


@pytest.mark.parametrize(
    "body",
    [
        '<svg width="9" height="9"><title>x</title><use href="file:///etc/passwd#x"/></svg>',
        '<svg width="9" height="9"><title>x</title><rect fill="url(file:///etc/passwd#x)"/></svg>',
        '<iframe src="file:///etc/passwd"></iframe>',
        '<meta http-equiv="refresh" content="0;url=file:///etc/passwd">',
        '<script src="file:///etc/passwd"></script>',
    ],
    ids=["use", "fill", "frame", "refresh", "script"],
)
def test_what_is_never_opened_brings_nothing_in(body: str) -> None:
    assert leaks(render(small_page(f"<p>x</p>{body}"), {})) == []


def test_what_comes_in_is_noticed() -> None:
    rendering = render(small_page("<p>x</p>"), {})
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["passwd"] = b"root:x:0:0:" + SECRET + b"/bin/bash"
        stream = io.BytesIO()
        document.save(stream, compress_streams=True)
    spoilt = replace(rendering, file=stream.getvalue())
    assert leaks(spoilt) == ["root:x:0:0", "/bin/bash", "the secret", "an attachment"]
    assert leaks(rendering) == []


def test_a_declared_picture_is_drawn() -> None:
    asset = Asset(f"{BASE}content/picture.png", digest(PNG))
    page = small_page(f'<img src="{asset.uri}" alt="x">', assets=(asset,))
    rendering = render(page, {asset.sha256: PNG})
    assert (rendering.refused, rendering.warnings) == ((), ())
    assert leaks(rendering) == ["a picture"]


@pytest.mark.parametrize("blob", [PNG + b"\0", b""], ids=["changed", "empty"])
def test_bytes_that_do_not_match_their_digest_are_refused(blob: bytes) -> None:
    asset = Asset(f"{BASE}content/picture.png", digest(PNG))
    page = small_page(f'<img src="{asset.uri}" alt="x">', assets=(asset,))
    assert render(page, {asset.sha256: blob}).refused == (asset.uri,)
    assert render(page, {}).refused == (asset.uri,)


def test_a_refusal_is_an_error() -> None:
    printed = shipped(CLINICS[0])
    warnings = (RendererWarning("bad css"),)
    spoilt = replace(printed.rendering, refused=("https://example.com/x",), warnings=warnings)
    findings = list(CHECK.findings(rendered_edition(printed, spoilt)))
    assert [finding.is_error for finding in findings] == [True, True]
    assert "https://example.com/x" in findings[0].message
    assert "bad css" in findings[1].message


def test_a_missing_glyph_is_recognised_in_the_log_of_weasyprint() -> None:
    """Fails when WeasyPrint changes the wording of its warning."""
    rendering = render(small_page("<p>one 漢</p>", "p { colour: red }"), {})
    glyphs = {warning.missing_glyph for warning in rendering.warnings}
    assert (glyphs, len(rendering.warnings)) == ({"漢", ""}, 2)


@pytest.mark.parametrize("clinic", EACH_CLINIC)
def test_the_shipped_editions_ask_for_nothing_and_warn_of_nothing(clinic: str) -> None:
    rendering = shipped(clinic).rendering
    assert (rendering.refused, rendering.warnings) == ((), ())


def test_tokens_become_colours_and_nothing_else_changes() -> None:
    text = "a{color:var(--ink)} b{margin:calc(1rem * var(--sp))} <p fill='var(--skin, #123456)'>"
    made = substitute(text, {"ink": "#111111", "skin": "#222222"})
    assert made == "a{color:#111111} b{margin:calc(1rem * var(--sp))} <p fill='#222222'>"


@pytest.mark.parametrize("clinic", EACH_CLINIC)
def test_no_colour_token_is_left_in_the_page(clinic: str) -> None:
    printed = shipped(clinic)
    html = substitute(printed.composition.html, dict(printed.composition.tokens))
    assert set(re.findall(r"var\(--([a-z0-9-]+)", html)) <= {"sp", "fig"}


NO_TYPEFACE = """
from dataclasses import replace
from leaflet.core.diagnostics import LeafletError
from leaflet.render import render
from tests.support.printed import small_page
try:
    render(replace(small_page("<p>Words</p>"), {change}), {{}})
except LeafletError as problem:
    print(problem.message)
"""


def test_a_page_without_height_is_reported_by_what_sticks_out_of_it() -> None:
    page = small_page("<p>Words</p><p>More words</p>", "@page { size: 60mm 30mm; margin: 20mm }")
    sides = render(page, {}).facts.sides
    assert len(sides) > 1
    assert sides[0].room_mm == 0
    assert sides[0].overflow_mm > 0


@pytest.mark.process
@pytest.mark.parametrize("change", ["css=''", "assets=()"])
def test_a_page_without_a_typeface_does_not_take_the_process_down(change: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_TYPEFACE.format(change=change)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"ended with {done.returncode}: {done.stderr[-300:]}"


# --- the same bytes everywhere -------------------------------------------------------------------

#: Prints the digests of a project's editions, the clinics in the order of the arguments.
PRESS = """
import hashlib, json, sys
from pathlib import Path
from tests.support.printed import print_clinic
folder, *clinics = sys.argv[1:]
digests = {c: hashlib.sha256(print_clinic(Path(folder), c).pdf).hexdigest() for c in clinics}
print(json.dumps(digests))
"""


def digests_elsewhere(folder: Path, clinics: list[str], env: Mapping[str, str]) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", PRESS, folder, *clinics],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.process
def test_bytes_depend_on_nothing_but_the_content(tmp_path: Path) -> None:
    """Another process, folder, order of building, hash seed, time zone, clock and language."""
    elsewhere = tmp_path / "a folder" / "elsewhere"
    shutil.copytree(ROOT / "content", elsewhere / "content")
    shutil.copytree(ROOT / "templates", elsewhere / "templates")
    shutil.copy(ROOT / "leaflet.yaml", elsewhere)
    order = list(reversed(CLINICS))
    env = {
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Auckland",
        "SOURCE_DATE_EPOCH": "86400",
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "C",
        "HOME": str(tmp_path),
    }
    here = {clinic: digest(shipped(clinic).pdf) for clinic in order}
    assert digests_elsewhere(elsewhere, order, env) == here
    assert len(set(here.values())) == len(CLINICS)


def test_the_second_printing_is_the_first() -> None:
    printed = shipped(CLINICS[0])
    composition = compose_edition(shipped_project(), shipped_edition(CLINICS[0]))
    assert composition == printed.composition
    small = small_page("<h1>Words</h1><p>More words</p>")
    assert render(small, {}).file == render(small, {}).file


def test_rendering_leaves_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    render(small_page("<p>x</p>"), {})
    assert os.environ["SOURCE_DATE_EPOCH"] == "86400"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    render(small_page("<p>x</p>"), {})
    assert "SOURCE_DATE_EPOCH" not in os.environ
