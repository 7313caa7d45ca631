"""Cases of checks on what belongs together: texts by language, pictures, a poster."""

from tests.cases import CLINIC, Case, Fine

PICTURE = "    file: skin-section.svg\n"
AUDIENCE = "audience: Adults"
NAME = "name: Riverside Skin Clinic\n"
PHOTO = "photo: {file: front.png, alt: The front door, "

CASES: dict[str, list[Case]] = {
    "clinic-languages": [
        Case("languages: [en-GB]", "languages: [en-GB, es-ES]",
             '"directions" is one text, for leaflets in en-GB and es-ES', file=CLINIC),
        Fine("languages: [en-GB]", "languages: [en-GB, en-US]", file=CLINIC),
    ],
    "picture-consent": [
        Case(PICTURE, f"{PICTURE}    person: true\n",
             '"skin-section" shows a person, and nobody says that they agreed'),
        Fine(PICTURE, f"{PICTURE}    person: true\n    consent: The patient agreed in writing.\n"),
        Fine(PICTURE, f"{PICTURE}    person: false\n"),
        Case(NAME, f"{NAME}{PHOTO}person: true}}\n",
             "the photo shows a person, and nobody says that they agreed", at="photo:",
             file=CLINIC),
        Case(NAME, f"{NAME}{PHOTO[:-2]}}}\n", "nobody says whether the photo shows a person",
             file=CLINIC),
        Fine(NAME, f"{NAME}{PHOTO}person: true, consent: Ann agreed in writing.}}\n", file=CLINIC),
        Fine(NAME, f"{NAME}{PHOTO}person: false}}\n", file=CLINIC),
    ],
    "placeholders": [
        Case("address: [12 Weirside Walk,", "address: [TODO street,",
             'still to be filled in: "street"', at="TODO street", file=CLINIC),
        Case(AUDIENCE, f"poster: [TODO]\n{AUDIENCE}", "still to be filled in: a text"),
        Fine("address: [12 Weirside Walk,", "address: [12 Todo Walk,", file=CLINIC),
    ],
    "poster-points": [
        Case(AUDIENCE, f"poster: [99]\n{AUDIENCE}", "none is number 99", at="poster: [99]"),
        Case(AUDIENCE, f"poster: [Read on.]\n{AUDIENCE}",
             'the poster says "Read on.", which is no key point', at="poster: [Read"),
        Fine(AUDIENCE, f"poster: [1]\n{AUDIENCE}"),
    ],
}  # fmt: skip
