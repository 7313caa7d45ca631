"""The emergency and urgent-advice numbers of countries, to hold jurisdiction packs against.

Sources: the national numbering plans as ITU-T E.129 publishes them, EU decision 2007/116/EC on 116
numbers, and the health services' own pages for urgent advice. Only numbers that are well known are
listed; a country that is missing is not checked, and that is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

#: The services whose numbers a jurisdiction pack has.
Service = Literal["emergency", "urgent_advice"]


@dataclass(frozen=True, slots=True)
class CountryNumbers:
    """The numbers of a country, as digits: for emergencies, for urgent advice, and helplines that a
    leaflet may name.
    """

    emergency: frozenset[str]
    urgent: frozenset[str] = frozenset()
    helplines: frozenset[str] = frozenset()

    def of(self, service: Service) -> frozenset[str]:
        """The numbers that may stand for a service. A country without a number for advice prints
        its emergency number or a helpline in its place.
        """
        if service == "emergency":
            return self.emergency
        return self.emergency | (self.urgent or self.helplines)

    def proposed(self, service: Service) -> str:
        """The numbers of a service to write, in words."""
        own = self.urgent if service == "urgent_advice" and self.urgent else self.of(service)
        return ", ".join(sorted(own))

    @property
    def all(self) -> frozenset[str]:
        """All of them."""
        return self.emergency | self.urgent | self.helplines


#: The helplines of the 116 range: missing children, children, victims, emotional support, doctors.
_RANGE_116 = "116000 116006 116111 116117 116123"

#: Emergency numbers | numbers for urgent advice, by ISO 3166-1 code.
_EU = {
    "AT": "112 144 133 122 | 1450 141",
    "BE": "112 101 | 1733",
    "BG": "112 150 |",
    "CY": "112 199 |",
    "CZ": "112 155 |",
    "DE": "112 110 | 116117",
    "DK": "112 | 1813",
    "EE": "112 | 1220",
    "ES": "112 061 | 061",
    "FI": "112 | 116117",
    "FR": "112 15 17 18 114 | 15 116117",
    "GR": "112 166 100 199 |",
    "HR": "112 194 |",
    "HU": "112 104 |",
    "IE": "112 999 |",
    "IT": "112 118 113 115 | 116117",
    "LT": "112 |",
    "LU": "112 113 |",
    "LV": "112 113 |",
    "MT": "112 |",
    "NL": "112 |",
    "PL": "112 999 997 998 |",
    "PT": "112 |",
    "RO": "112 |",
    "SE": "112 | 1177",
    "SI": "112 |",
    "SK": "112 155 |",
}
_OTHERS = {
    "AE": "998 999 997 |",
    "AU": "000 112 106 |",
    "BR": "192 190 193 |",
    "CA": "911 | 811",
    "CH": "112 144 117 118 |",
    "CN": "120 110 119 |",
    "GB": "999 112 | 111",
    "HK": "999 112 |",
    "IL": "101 100 102 |",
    "IN": "112 108 102 100 101 | 104",
    "IS": "112 | 1700",
    "JP": "119 110 | 7119",
    "KR": "119 112 |",
    "MX": "911 |",
    "MY": "999 112 |",
    "NO": "113 112 110 | 116117",
    "NZ": "111 |",
    "SG": "995 999 | 1777",
    "TR": "112 |",
    "TW": "119 110 |",
    "UA": "112 103 101 102 |",
    "US": "911 |",
    "ZA": "112 10177 10111 |",
}
_HELPLINES = {"US": "988 211", "CA": "988 211", "GB": f"{_RANGE_116} 101 105 119", "NZ": "1737"}


def numbers_of(jurisdiction: str) -> CountryNumbers | None:
    """The numbers of a jurisdiction's country, such as those of GB for `GB-ENG`; None for a country
    that is not listed.
    """
    country = jurisdiction.partition("-")[0]
    return NUMBERS.get(country)


def _read(country: str, line: str, helplines: str) -> CountryNumbers:
    emergency, urgent = (frozenset(part.split()) for part in line.split("|"))
    more = _HELPLINES.get(country, helplines)
    return CountryNumbers(emergency, urgent, frozenset(more.split()))


NUMBERS: Mapping[str, CountryNumbers] = {
    **{country: _read(country, line, _RANGE_116) for country, line in _EU.items()},
    **{country: _read(country, line, "") for country, line in _OTHERS.items()},
}
