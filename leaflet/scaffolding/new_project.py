"""The files of a new project and of a new clinic."""

from __future__ import annotations

import datetime

from leaflet.content.project import SHIPPED
from leaflet.scaffolding.clinic_details import ClinicDetails
from leaflet.scaffolding.new_language import locale_file
from leaflet.scaffolding.schemas import schema_files
from leaflet.scaffolding.starter_files import fill

#: The id of the leaflet of a new project.
FIRST_LEAFLET = "your-visit"
#: The clinic of the example.
_EXAMPLE = "riverside"


def shipped_names(folder: str) -> tuple[str, ...]:
    """The names of the shipped files of a kind, such as "locales"."""
    return tuple(sorted(path.stem for path in (SHIPPED / "content" / folder).glob("*.yaml")))


def project_files(
    details: ClinicDetails | None, tool: str, today: datetime.date
) -> dict[str, bytes]:
    """All files of a new project by their paths in it; without details that of the example clinic.

    `leaflet.yaml` comes last: a folder without it is no project.
    """
    clinic = clinic_files(details, today) if details else _example_files()
    language = details.language if details else "en-GB"
    country = details.country if details else "GB-ENG"
    visit = fill("visit.md", language=language, country=country, today=today)
    return {
        ".gitignore": fill("gitignore"),
        ".github/workflows/leaflets.yml": fill("workflow.yml", tool=tool),
        **schema_files(),
        **clinic,
        f"content/leaflets/{FIRST_LEAFLET}/{language}.md": visit,
        "leaflet.yaml": fill("leaflet.yaml"),
    }


def clinic_files(details: ClinicDetails, today: datetime.date) -> dict[str, bytes]:
    """The files of a new clinic by their paths in a project, with those of its language and country
    where none is shipped.
    """
    folder = f"content/clinics/{details.id}"
    logo = details.logo
    text = fill(
        "clinic.yaml",
        language=details.language,
        id=details.id,
        name=details.name,
        fictional=details.fictional,
        logo=logo.name if logo else None,
        colour=details.colour,
        country=details.country,
        phone=details.phone,
        email=details.email,
        web=details.web,
    )
    files = {f"{folder}/clinic.yaml": text}
    if logo:
        files[f"{folder}/{logo.name}"] = logo.data
    if details.language not in shipped_names("locales"):
        files[f"content/locales/{details.language}.yaml"] = locale_file(details.language)
    if details.country not in shipped_names("jurisdictions"):
        files[f"content/jurisdictions/{details.country}.yaml"] = fill(
            "jurisdiction.yaml",
            language=details.language,
            country=details.country,
            emergency=details.emergency,
            urgent_advice=details.urgent_advice,
            today=today,
        )
    return files


def _example_files() -> dict[str, bytes]:
    """The files of the shipped, invented clinic."""
    folder = f"content/clinics/{_EXAMPLE}"
    text, logo = (SHIPPED / folder / name for name in ("clinic.yaml", "logo.svg"))
    schema = b"# yaml-language-server: $schema=../../../schemas/clinic.json\n"
    return {
        f"{folder}/clinic.yaml": schema + text.read_bytes(),
        f"{folder}/logo.svg": logo.read_bytes(),
    }
