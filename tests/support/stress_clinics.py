"""Invented clinics from the least that a clinic may say of itself to the most that one says, in any
brand colour, with a logo of any shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ID = "example-clinic"
FILE = f"content/clinics/{ID}/clinic.yaml"
SIZES = ("smallest", "ordinary", "largest")
BRANDS: Mapping[str, str] = {
    "teal": "#0f6e78",
    "red": "#c8102e",
    "pale yellow": "#fff3a0",
    "neon": "#39ff14",
    "black": "#000000",
}
#: Logos by their width and height.
LOGOS: Mapping[str, tuple[int, int]] = {
    "4:1": (160, 40),
    "1:1": (80, 80),
    "1:4": (40, 160),
    "8:1": (320, 40),
}
#: 80 characters.
LONGEST_NAME = "The Example Centre for Invented Cups, Hats and Green Rooms of Higher Exampletown"
_NAMES = {"smallest": "Elm", "ordinary": "Example Clinic", "largest": LONGEST_NAME}


@dataclass(frozen=True, slots=True)
class ClinicShape:
    """What varies of a clinic: how much it says, its colour, and its logo, empty for none."""

    size: str = "ordinary"
    brand: str = "teal"
    logo: str = "4:1"


def clinic_files(shape: ClinicShape) -> dict[str, str]:
    """The files of a clinic by their paths in the project."""
    logo = ""
    files = {}
    if shape.logo:
        logo = f"logo:\n  file: logo.svg\n  alt: {_NAMES[shape.size]}\n"
        files[FILE.replace("clinic.yaml", "logo.svg")] = _logo(shape)
    name = _NAMES[shape.size]
    files[FILE] = f"""id: {ID}
name: {name}
legal_name: {name} (fictional)
fictional: true
{logo}brand:
  rgb: "{BRANDS[shape.brand]}"
skin_tone: medium
languages: [en-GB]
jurisdiction: GB-ENG
web: https://example-clinic.example
qr: https://example-clinic.example/leaflets
feedback: feedback@example-clinic.example
complaints:
  contact: complaints@example-clinic.example
  answer_within: 20 working days
  outside_body: Ask us which outside body handles complaints about this service.
other_formats: Ask us for large print, audio or another language.
{_DETAILS[shape.size]}"""
    return files


def _logo(shape: ClinicShape) -> str:
    """Discs in a frame, so that one sees where it is cut off."""
    width, height = LOGOS[shape.logo]
    unit = min(width, height)
    discs = "".join(
        f'<circle cx="{x + unit / 2:g}" cy="{y + unit / 2:g}" r="{unit / 2 - 4:g}"/>'
        for x in range(0, width, unit)
        for y in range(0, height, unit)
    )
    frame = f"M2 2H{width - 2}V{height - 2}H2z"
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">
<g fill="{BRANDS[shape.brand]}">{discs}</g>
<path d="{frame}" fill="none" stroke="#222222" stroke-width="3"/>
</svg>
"""


_SMALLEST = """address: [1 Elm Road]
phones:
  main: 01632 960 140
"""
_ORDINARY = """address: [1 Example Street, Exampleton, ZZ9 4RT]
phones:
  main: 01632 960 140
email: hello@example-clinic.example
hours:
  - {days: Monday to Friday, open: "08:30", close: "18:00"}
holidays: We are closed on bank holidays.
cooling_off_days: "14"
"""
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_LARGEST = (
    """strapline: Invented cups for every hat, in Upper Exampletown and nowhere else
address:
  - The Old Example House, second floor
  - Behind the green door
  - 118 Invented Terrace
  - Upper Exampletown
  - County of Examples
  - ZZ7 8QX
directions: Use the lift behind the front desk to reach the second floor, then follow the blue line.
phones:
  main: 01632 960 140
  urgent: {display: 01632 960 141, when: "Every day, 8 am to 8 pm"}
  out_of_hours: {display: 01632 960 142, when: "Every night, 8 pm to 8 am"}
  interpreter: 01632 960 143
  nurses: {display: 01632 960 144, label: Nurses of the green room}
email: reception.and.appointments@example-clinic.example
hours:
"""
    + "".join(
        f'  - {{days: "{day}, {part}", open: "{opens}", close: "{closes}"}}\n'
        for day in _DAYS
        for part, opens, closes in (("cups", "08:30", "12:15"), ("hats", "13:30", "18:00"))
    )
    + """holidays: We are closed on bank holidays, on the first of each month and in the snow.
regulator:
  body: Example Commission for Invented Cups
  number: EX-1234567
practitioners:
"""
    + "".join(
        f"  - {{name: Dr Example Person {letter}, profession: Invented cup doctor,"
        f' register: Example Register, number: "EX-00{number:02}"}}\n'
        for number, letter in enumerate("ABCDEFGHIJKL", 1)
    )
    + """product:
  name: Examplite
  maker: Example Makers
  class: invented mineral
  licence: None, because it does not exist
cooling_off_days: "14"
"""
)
_DETAILS = {"smallest": _SMALLEST, "ordinary": _ORDINARY, "largest": _LARGEST}
