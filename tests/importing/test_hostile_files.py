"""Hostile and wrong files are refused or stripped, in bounded memory; nothing is fetched or run."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from leaflet.importing import RefusedError
from tests.support.articles import body, drafted, told
from tests.support.projects import ROOT
from tests.support.word_files import (
    TYPES,
    heading,
    paragraph,
    part,
    picture,
    relations,
    run,
    word_file,
)

START = heading("A wound") + paragraph("A wound heals. Keep it dry.")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something is fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def _zip(**parts: str | bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name.replace("__", "/"), data)
    return made.getvalue()


ENTITIES = '<!DOCTYPE w:document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + part(
    "w:document", "<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>"
)
DEEP = part("w:document", "<w:body>" + "<w:sdt><w:sdtContent>" * 3_000)
LARGE = part("w:document", f"<w:body>{paragraph('word ' * 2_000) * 1_000}</w:body>")

REFUSED = {
    "empty.docx": (b"", "empty"),
    "blank.txt": (b" \n\n ", "empty"),
    "signs.txt": (b"--- 123 ... 456", "no text"),
    "text.docx": (b"just words", "no Word file"),
    "cut.docx": (word_file(START)[:-400], "damaged"),
    "other.docx": (_zip(a="b"), "no Word file"),
    "large.docx": (_zip(word__document="", **{"word/document.xml": LARGE}), "too large"),
    "entities.docx": (word_file(parts={"word/document.xml": ENTITIES}), "entities"),
    "deep.docx": (word_file(parts={"word/document.xml": DEEP}), "damaged"),
    "broken.docx": (word_file(parts={"word/document.xml": "<w:document"}), "damaged"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "cannot be imported"),
    "renamed.docx": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old form, or one with a password"),
    "pdf.txt": (b"%PDF-1.7\n...", "a PDF"),
    "pdf.pdf": (b"%PDF-1.7\n...", "cannot be imported"),
    "rich.txt": (b"{\\rtf1 hello}", "RTF"),
    "zip.html": (_zip(a="b"), "ZIP"),
    "photo.md": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "a picture"),
    "program.txt": (b"\x7fELF" + b"\0" * 99, "a program"),
    "binary.txt": (bytes(range(256)) * 9, "no text"),
    "long.txt": (b"word " * 10_000_000, "larger than|characters"),
    "long.md": (b"word " * 100_000, "characters"),
    "paragraph.md": (b"word " * 5_000, "a paragraph of more than"),
    "long.html": (b"<p>" + b"word " * 100_000, "characters"),
    "nothing.html": (b"<html><script>alert(1)</script></html>", "no text"),
    "none": (b"words", "without an ending"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_file_is_refused_with_a_reason_and_a_hint(name: str, tmp_path: Path) -> None:
    data, reason = REFUSED[name]
    with pytest.raises(RefusedError, match=reason) as problem:
        drafted(tmp_path, name, data)
    assert problem.value.hint


def test_relations_that_lead_out_of_a_file_are_named_and_not_followed(tmp_path: Path) -> None:
    outside = relations(
        ("r1", "image", "https://evil.example/x.png"),
        ("r2", "attachedTemplate", "https://evil.example/t.dotm"),
        ("r3", "hyperlink", "https://good.example/page"),
        ("r4", "hyperlink", "javascript:alert(1)"),
        ("r5", "image", "../../etc/passwd"),
    )
    link = '<w:hyperlink r:id="{}">{}</w:hyperlink>'
    text = paragraph(
        picture("r1").replace("r:embed", "r:link"), picture("r5"),
        link.format("r3", run("a page")), link.format("r4", run("a trick")),
    )  # fmt: skip
    data = word_file(START, text, parts={"word/_rels/document.xml.rels": outside})
    draft = drafted(tmp_path, "a.docx", data)
    assert "[a page](https://good.example/page)a trick" in body(draft)
    assert "javascript" not in draft.text
    assert "a linked picture leads out of the file; it was not fetched" in told(draft)
    assert "a link of the kind attachedTemplate" in told(draft)
    assert not draft.figures


def test_scripts_frames_and_handlers_of_a_page_are_left_out(tmp_path: Path) -> None:
    page = """<h1>A wound</h1><p onclick="evil()">Keep <b>it</b> dry.<script>evil()</script></p>
    <iframe src="https://evil.example">no</iframe><object data="x"></object>
    <svg><text>s</text></svg><p style="display:none">unseen words</p>
    <a href="javascript:evil()">a link</a><img src="file:///etc/passwd">
    <img src="../secret.png" alt="beside"><form><input name="x"><button>Send</button></form>"""
    (tmp_path / "secret.png").write_bytes(b"secret")
    folder = tmp_path / "in"
    folder.mkdir()
    draft = drafted(folder, "a.html", page)
    assert "evil" not in draft.text
    assert "unseen words" not in draft.text
    assert "words that the page does not show: unseen words" in told(draft)
    assert "scripts were left out: 1" in told(draft)
    assert "the picture secret.png: it is not beside the page" in told(draft)
    assert not draft.figures


def test_a_text_in_a_wrong_encoding_is_read_and_told(tmp_path: Path) -> None:
    twice = "Caf\u00e9s \u2019til late".encode().decode("cp1252")
    draft = drafted(tmp_path, "a.txt", f"{twice}\n\nIt\u00ad is o\ufb03cial.\u200b")
    assert draft.title == "Caf\u00e9s \u2019til late"
    assert "It is official." in body(draft)
    assert "wrong encoding" in told(draft)
    assert "ligatures: 1" in told(draft)
    page = '<meta charset="iso-8859-2"><p>\u017b\u00f3\u0142ty kolor.</p>'.encode("iso-8859-2")
    assert "\u017b\u00f3\u0142ty" in body(drafted(tmp_path, "a.html", page))
    wide = "Wide words\n\nThey are wide.".encode("utf-16")
    assert "They are wide." in body(drafted(tmp_path, "b.txt", wide))


BOMB = """
import pathlib, re, sys
from leaflet.importing import RefusedError, read_document
try:
    read_document(pathlib.Path(sys.argv[1]))
except RefusedError as problem:
    print("refused:", problem)
status = pathlib.Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) // 1024)
"""


@pytest.mark.process
@pytest.mark.skipif(sys.platform != "linux", reason="the most memory held is told by Linux alone")
def test_a_bomb_is_refused_in_200_megabytes(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", TYPES)
        with out.open("word/document.xml", "w") as stream:
            for _ in range(40):
                stream.write(b" " * 1_000_000)
    done = subprocess.run(
        [sys.executable, "-c", BOMB, str(bomb)],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    refused, megabytes = done.stdout.splitlines()
    assert "too large" in refused
    assert int(megabytes) <= 200
