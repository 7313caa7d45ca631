"""One passing and one failing case a check: the example passes, an edit of it fails."""

from __future__ import annotations

from dataclasses import dataclass

LEAFLET = "content/leaflets/mesotherapy-acne-scars/en-GB.md"
CLINIC = "content/clinics/riverside/clinic.yaml"


@dataclass(frozen=True, slots=True)
class Case:
    """An edit of a file of the example, and a part of the message that it must bring.

    `old` stands in the file exactly once. `at` is a part of the line at which the finding must
    point, of the edited file; empty where the place is not judged.
    """

    old: str
    new: str
    says: str
    at: str = ""
    file: str = LEAFLET


@dataclass(frozen=True, slots=True)
class Fine(Case):
    """An edit that the check must let pass; `says` is not used."""

    says: str = ""
