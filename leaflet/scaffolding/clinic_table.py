"""Clinics in a table: a row for each, a column for each field; reads it and applies it to files."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leaflet.content.documents import read_yaml
from leaflet.content.inherited_fields import EXTENDS, with_inherited
from leaflet.content.project import Project
from leaflet.content.validation import adapter, validate
from leaflet.core.diagnostics import Finding, Span, UsageError, did_you_mean, error
from leaflet.core.located import Document
from leaflet.model.clinic import Clinic
from leaflet.model.contacts import Phone
from leaflet.model.fields import FieldError
from leaflet.scaffolding import clinic_details as details
from leaflet.scaffolding.new_project import clinic_files
from leaflet.scaffolding.yaml_edits import Value, set_field

#: The most bytes of a table.
MAX_BYTES = 5_000_000
#: Between the items of a list in a cell.
LIST_MARK = "|"
#: Short names of columns.
_SHORT = {
    "phone": "phones.main",
    "colour": "brand.rgb",
    "color": "brand.rgb",
    "language": "languages",
    "country": "jurisdiction",
}
_LISTS = ("address", "languages", "leaflets", "formats")
#: Fields with a value of one text, besides the phones.
_TEXTS = (
    "name legal_name strapline extends brand.rgb skin_tone jurisdiction directions email web qr"
    " holidays feedback complaints.contact complaints.answer_within complaints.outside_body"
    " other_formats cooling_off_days regulator.body regulator.number"
).split()
_PHONES = "phones."
#: What is dialled or chosen after a number.
_AFTER = ("extension", "option")
_NEEDED = ("name", "phones.main", "web", "brand.rgb", "languages", "jurisdiction")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its line in the file, the id of the clinic, and its cells by column."""

    line: int
    id: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ClinicChange:
    """What a row makes of a clinic: files to create, or the old and new text of its file."""

    path: str
    old: str
    new: str
    others: Mapping[str, bytes]

    @property
    def is_new(self) -> bool:
        """Whether the clinic does not exist yet."""
        return not self.old


def read_table(path: Path) -> list[Row]:
    """The rows of a CSV file in UTF-8, with commas or semicolons; a column `id` is needed.

    Raises `UsageError` for a file that cannot be read, and for an unknown or missing column.
    """
    reader = csv.DictReader(io.StringIO(text := _text(path)), delimiter=_delimiter(text))
    try:
        columns = [_column(name) for name in reader.fieldnames or ()]
        if "id" not in columns:
            raise UsageError(f'"{path}" has no column "id"', "begin with: id,name,phone,web")
        if twice := [name for name in columns if columns.count(name) > 1]:
            raise UsageError(f'"{path}" has two columns "{twice[0]}"', "delete one")
        reader.fieldnames = columns
        return [_row(reader.line_num, cells, path) for cells in reader]
    except csv.Error as problem:
        raise UsageError(f'"{path}": line {reader.line_num}: {problem}', "save it as CSV") from None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise UsageError(f'"{path}" cannot be read: {reason}', "name a CSV file") from None
    if len(data) > MAX_BYTES:
        raise UsageError(f'"{path}" has more than {MAX_BYTES // 1_000_000} MB', "split it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f'"{path}" is not UTF-8', 'save it as "CSV UTF-8"') from None


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _column(name: str | None) -> str:
    """The field of a column. Raises `UsageError` for one that is not known."""
    plain = (name or "").strip().lower().replace(" ", "_")
    field = _SHORT.get(plain, plain)
    known = ("id", "logo", *_TEXTS, *_LISTS, *_SHORT, "phones.main", "phones.urgent")
    is_phone = field.startswith(_PHONES) and field.removeprefix(_PHONES).replace("_", "").isalpha()
    if field not in known and not is_phone:
        raise UsageError(f'no field of a clinic is called "{name}"', did_you_mean(plain, known))
    return field


def _row(line: int, cells: Mapping[Any, Any], path: Path) -> Row:
    if None in cells or None in cells.values():
        message = f'"{path}": line {line} has not as many cells as the first line'
        raise UsageError(message, "put cells that hold the delimiter in quotes")
    filled = {name: " ".join(cell.split()) for name, cell in cells.items() if cell.strip()}
    return Row(line, filled.pop("id", ""), filled)


def changes(
    project: Project, path: Path, rows: Sequence[Row], today: datetime.date
) -> tuple[list[ClinicChange], list[Finding]]:
    """What the rows make of the clinics of a project, those without a change left out; and findings
    on rows that cannot be used, with their line in the table.
    """
    made: list[ClinicChange] = []
    findings: list[Finding] = []
    seen: dict[str, int] = {}
    for row in rows:
        span = Span(str(path), row.line, 1)
        try:
            details.new_id(row.id)
            if row.id in seen:
                raise FieldError(f'"{row.id}" stands on line {seen[row.id]} too', "keep one")
            seen[row.id] = row.line
            change = _change(project, path, row, today)
        except (FieldError, UsageError) as refused:
            findings.append(error("bad-value", span, refused.message, refused.hint))
            continue
        if wrong := _problems(project, change):
            told = (f"{wrong[0].span}: " if wrong[0].span.path != change.path else "") + wrong[
                0
            ].message
            findings.append(error(wrong[0].code, span, f"{row.id}: {told}", wrong[0].hint))
        elif change.old != change.new:
            made.append(change)
    return made, findings


def _change(project: Project, path: Path, row: Row, today: datetime.date) -> ClinicChange:
    shown = f"content/clinics/{row.id}/clinic.yaml"
    if row.id in project.clinics:
        data, findings = project.text(project.root / shown)
        if findings and findings[0].is_broken:
            raise FieldError(f"{findings[0].span}: {findings[0].message}", findings[0].hint)
        old = (project.root / shown).read_bytes().decode("utf-8") if data else ""
        return ClinicChange(shown, old, _applied(old, row, project), {})
    if EXTENDS in row.cells:
        schema = "# yaml-language-server: $schema=../../../schemas/clinic.json\n"
        new = f"{schema}id: {row.id}\n{EXTENDS}: {row.cells[EXTENDS]}\n"
        return ClinicChange(shown, "", _applied(new, row, project), {})
    if missing := [name for name in _NEEDED if name not in row.cells and not _from_logo(name, row)]:
        short = {field: name for name, field in reversed(_SHORT.items())}
        told = ", ".join(short.get(name, name) for name in missing)
        raise FieldError(
            f'the new clinic "{row.id}" lacks: {told}', "fill in the cells, or extends"
        )
    files = clinic_files(_details(project, path, row), today)
    new = files.pop(shown).decode()
    others = {name: data for name, data in files.items() if not _is_there(project, name)}
    return ClinicChange(shown, "", _applied(new, row, project), others)


def _from_logo(name: str, row: Row) -> bool:
    return name == "brand.rgb" and "logo" in row.cells


def _is_there(project: Project, shown: str) -> bool:
    return (project.root / shown).exists()


def _details(project: Project, path: Path, row: Row) -> details.ClinicDetails:
    """The details of a new clinic. Raises `FieldError`."""
    cells = row.cells
    country = details.jurisdiction(cells["jurisdiction"], tuple(project.packs))
    if country not in project.packs:
        raise FieldError(f"there are no rules of {country}", f"write {country}.yaml first")
    language = details.language_tag(cells["languages"].split(LIST_MARK)[0].strip())
    if language not in project.locales:
        raise FieldError(f"{language} has no words yet", f"run: leaflet new language {language}")
    logo = details.read_logo(path.parent / cells["logo"], "logo") if "logo" in cells else None
    phone = details.phone(cells["phones.main"], country)
    web = details.web_address(cells["web"])
    return details.ClinicDetails(
        id=row.id,
        name=details.plain(cells["name"]),
        phone=phone,
        web=web,
        colour=details.brand_colour(
            cells.get("brand.rgb") or (logo and logo.colour) or details.DEFAULT_COLOUR
        ),
        language=language,
        country=country,
        logo=logo,
        email=details.email_address(cells["email"]) if "email" in cells else None,
        fictional=details.is_fictional(phone.number, web),
    )


def _applied(text: str, row: Row, project: Project) -> str:
    """The text of a clinic's file with the cells of a row."""
    for field_path, value in _values(row, project):
        text = set_field(text, field_path, value)
    return text


def _values(row: Row, project: Project) -> Iterator[tuple[tuple[str, ...], Value]]:
    for name, cell in row.cells.items():
        field_path = tuple(name.split("."))
        if name.startswith(_PHONES):
            phone = details.phone(cell, _country(row, project))
            yield from _phone_values(phone, _known_phone(row, project, field_path[1]), field_path)
        elif name in _LISTS:
            yield field_path, [part.strip() for part in cell.split(LIST_MARK) if part.strip()]
        elif name in ("web", "qr"):
            yield field_path, details.web_address(cell)
        elif name == "brand.rgb":
            yield field_path, details.brand_colour(cell)
        elif name != "logo":
            yield field_path, details.plain(cell)


def _phone_values(
    phone: Phone, known: Phone | None, field_path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Value]]:
    """The fields of a phone that differ from those that a clinic has already: how a number is
    written that stays the same is left as it is. Raises `FieldError` where a clinic's phone has
    something behind its number that the new number has not.
    """
    after = [(name, getattr(phone, name), getattr(known, name, None)) for name in _AFTER]
    is_new = known is None or phone.number != known.number
    if is_new:
        yield (*field_path, "number"), phone.number
        yield (*field_path, "display"), phone.display
    for name, new, old in after:
        if new and new != old:
            yield (*field_path, name), new
        elif is_new and old and not new:
            message = f'the number that "{phone.display}" replaces has the {name} {old}'
            hint = f'write it behind the new number, as "{phone.display} {name} {old}"'
            raise FieldError(message, f"{hint}, or delete it in the clinic's file")


def _known_phone(row: Row, project: Project, name: str) -> Phone | None:
    """The phone that a clinic has already under a name."""
    loaded = project.clinics.get(row.id)
    return loaded.value.phones.get(name) if loaded and loaded.value else None


def _country(row: Row, project: Project) -> str:
    """The country of a row or, where it has none, of the clinic, or of what it extends."""
    if "jurisdiction" in row.cells:
        return row.cells["jurisdiction"]
    if loaded := project.clinics.get(row.id):
        return loaded.value.jurisdiction if loaded.value else ""
    document = Document({EXTENDS: row.cells.get(EXTENDS, "")})
    fields = with_inherited(project, "", document).document.value
    country = fields.get("jurisdiction", "")
    return country if isinstance(country, str) else ""


def _problems(project: Project, change: ClinicChange) -> list[Finding]:
    """What keeps the new text of a clinic from being used."""
    document, found = read_yaml(change.path, change.new)
    made = with_inherited(project, change.path, document)
    _, wrong = validate(adapter(Clinic), made.document)
    return [one for one in (*found, *made.findings, *wrong) if one.is_broken]
