"""Phone numbers as they are written at home, in international form."""

from __future__ import annotations

import re

from leaflet.model.fields import FieldError, phone_number

#: By country (ISO 3166): its calling code (ITU-T E.164, list of assigned codes), and what is
#: dialled before a number at home alone (ITU, national trunk prefixes).
_CODES: dict[str, tuple[str, str]] = {
    **{
        country: (code, "0")
        for country, code in (
            pair.split("=")
            for pair in (
                "AT=43 AU=61 BE=32 BG=359 CH=41 DE=49 FI=358 FR=33 GB=44 HR=385 IE=353 IN=91"
                " JP=81 NL=31 NZ=64 RO=40 SE=46 SI=386 SK=421 TR=90 ZA=27"
            ).split()
        )
    },
    **{
        country: (code, "")
        for country, code in (
            pair.split("=")
            for pair in "CY=357 CZ=420 DK=45 ES=34 GR=30 IT=39 LU=352 NO=47 PL=48 PT=351".split()
        )
    },
    "CA": ("1", "1"),
    "US": ("1", "1"),
    "HU": ("36", "06"),
}


def international(text: str, country: str) -> str:
    """A phone number as it is dialled from abroad: "01632 960140" in GB is "+441632960140".

    Raises `FieldError` for a text that is no number, and for a number without its country code in a
    country whose code is not known here.
    """
    plain = re.sub(r"\(0\)", "", text) if text.strip().startswith(("+", "00")) else text
    digits = re.sub(r"[\s().\u00a0\u2009\u202f\u2010-\u2013/-]", "", plain)
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    if not digits.startswith("+"):
        known = _CODES.get(country.partition("-")[0])
        if known is None or not (digits.isascii() and digits.isdigit()):
            raise FieldError(
                f'"{text}" is no phone number', 'write it as "+44 1632 960140", country code first'
            )
        digits = f"+{known[0]}{digits.removeprefix(known[1])}"
    return phone_number(digits)
