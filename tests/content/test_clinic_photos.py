"""A clinic's photo for covers: what is taken, what is refused at its line, what it changes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from leaflet.content.fingerprint import safety_facts, value_digests
from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding
from leaflet.core.located import Loaded
from leaflet.model.clinic import Clinic
from tests.support.projects import CLINIC, place

PHOTO = "photo:\n  file: {file}\n  alt: The front door.\n  person: false\n"


def jpeg(mode: str = "RGB", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size).save(stream, "JPEG", **options)
    return stream.getvalue()


def png(size: tuple[int, int] = (60, 40), mode: str = "1") -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size).save(stream, "PNG")
    return stream.getvalue()


def turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter to the right
    return exif


def clinic_with(folder: Path, data: bytes | None, file: str = "photo.jpg") -> Loaded[Clinic]:
    """The clinic of a project, read with a photo of these bytes."""
    path = folder / CLINIC
    path.write_text(path.read_text("utf-8") + PHOTO.format(file=file), "utf-8")
    if data is not None:
        path.with_name(file).write_bytes(data)
    return Project(folder).clinics["riverside"]


@pytest.mark.parametrize(
    ("data", "file", "aspect"),
    [
        (jpeg(), "photo.jpg", 1.5),
        (jpeg("L"), "front.JPEG", 1.5),
        (png(), "photo.png", 1.5),
        (jpeg("CMYK"), "photo.jpg", 1.5),
        (jpeg(exif=turned()), "photo.jpg", 1 / 1.5),
    ],
    ids=["RGB", "grey", "PNG", "CMYK", "turned"],
)
def test_a_photo_is_taken_upright_and_in_rgb(
    project_folder: Path, data: bytes, file: str, aspect: float
) -> None:
    clinic_with(project_folder, data, file)
    project = Project(project_folder)
    loaded = project.clinics["riverside"]
    assert loaded.findings == ()
    assert loaded.uses["photo"].aspect == pytest.approx(aspect)
    assert loaded.pictures[-1].endswith(f"riverside/{file}")
    with Image.open(io.BytesIO(project.blobs[loaded.uses["photo"].sha256])) as embedded:
        assert embedded.mode in ("RGB", "L", "1")
        assert embedded.width / embedded.height == pytest.approx(aspect)
    assert "photo" not in project.clinics["st-oswin"].uses


#: 60 million pixels.
LARGE = (10_000, 6_000)
REFUSED: dict[str, tuple[bytes | None, str, str]] = {
    "missing": (None, "photo.jpg", "no such file"),
    "broken": (jpeg()[:200], "photo.jpg", "damaged or cut off"),
    "cut off": (png(mode="RGB")[:-30], "photo.png", "damaged or cut off"),
    "empty": (b"", "photo.jpg", "the file is empty"),
    "a web page": (b"<!doctype html><p>404", "photo.jpg", "the file is HTML"),
    "of another type": (png(), "photo.jpg", "the file is PNG, not JPEG"),
    "too large": (jpeg("L", LARGE), "photo.jpg", "10,000 by 6,000 pixels"),
    "too large a PNG": (png(LARGE), "photo.png", "10,000 by 6,000 pixels"),
    "too long": (jpeg(size=(2100, 100)), "photo.jpg", "2100 wide and 100 high"),
    "a drawing": (b"<svg/>", "photo.svg", "neither PNG nor JPEG"),
    "a raw file": (b"", "photo.heic", "neither PNG nor JPEG"),
    "outside": (None, "../photo.jpg", "more than a file name"),
    "elsewhere": (None, "/etc/photo.jpg", "more than a file name"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_printed_is_told_at_its_line(project_folder: Path, kind: str) -> None:
    data, file, says = REFUSED[kind]
    loaded = clinic_with(project_folder, data, file)
    (finding,) = loaded.findings
    assert loaded.value is None
    assert says in finding.message
    assert finding.hint
    assert at(finding) == place(project_folder, CLINIC, file)


def at(finding: Finding) -> str:
    return f"{finding.span.path}:{finding.span.line}:{finding.span.column}"


def test_a_photo_outside_of_the_project_is_not_read(
    project_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "photo.jpg"
    secret.write_bytes(jpeg())
    (project_folder / CLINIC).with_name("photo.jpg").symlink_to(secret)
    loaded = clinic_with(project_folder, None)
    assert [f.code for f in loaded.findings] == ["outside-project"]
    assert "photo" not in loaded.uses


def test_a_photo_needs_words_for_those_who_do_not_see_it(project_folder: Path) -> None:
    path = project_folder / CLINIC
    path.write_text(path.read_text("utf-8") + "photo: {file: photo.jpg}\n", "utf-8")
    path.with_name("photo.jpg").write_bytes(jpeg())
    (finding,) = Project(project_folder).clinics["riverside"].findings
    assert '"alt"' in finding.message
    assert finding.span.path == CLINIC


def test_a_photo_of_a_group_lies_beside_the_file_of_the_group(project_folder: Path) -> None:
    group = project_folder / "content" / "groups" / "coast.yaml"
    group.parent.mkdir()
    group.write_text(PHOTO.format(file="coast.jpg"), "utf-8")
    group.with_name("coast.jpg").write_bytes(jpeg())
    path = project_folder / CLINIC
    path.write_text(path.read_text("utf-8") + "extends: coast\n", "utf-8")
    loaded = Project(project_folder).clinics["riverside"]
    assert loaded.uses["photo"].uri.endswith("content/groups/coast.jpg")


def test_a_photo_makes_pages_anew_and_voids_no_approval(project_folder: Path) -> None:
    bare = Project(project_folder).clinics["riverside"].value
    own = clinic_with(project_folder, jpeg())
    assert bare
    assert own.value
    before, after = dict(value_digests(bare, {})), dict(value_digests(own.value, own.uses))
    assert "photo" not in before, "files from before there were photos keep their digests"
    assert before[""] != after[""]
    assert after["photo"] != dict(value_digests(own.value, {}))["photo"], "the picture counts"
    assert safety_facts(bare) == safety_facts(own.value)
