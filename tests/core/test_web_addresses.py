"""Addresses of any script are printed as written, and linked in ASCII."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaflet.compose.qr_code import qr_svg
from leaflet.core.web_addresses import ascii_domain, link_of, mail_link_of
from tests.support.example import example_edition, example_project
from tests.support.printed import compose_edition


@pytest.mark.parametrize(
    ("domain", "written"),
    [
        ("harbour.example", "harbour.example"),
        ("köln.example", "xn--kln-sna.example"),
        ("KÖLN.example", "xn--kln-sna.example"),
        ("straße.example", "xn--strae-oqa.example"),  # of IDNA 2003 it was another domain
        ("клиника.example", "xn--80apagcdp.example"),
    ],
)
def test_a_domain_in_ascii(domain: str, written: str) -> None:
    assert ascii_domain(domain) == written


@pytest.mark.parametrize("domain", ["-ä.example", "ä..example", "ä\u2044.example", f"{'ä' * 70}.x"])
def test_what_is_no_domain_is_refused(domain: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        ascii_domain(domain)


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://köln.example/a?b=1", "https://xn--kln-sna.example/a?b=1"),
        ("https://köln.example:8443", "https://xn--kln-sna.example:8443"),
        ("https://harbour.example/a", "https://harbour.example/a"),
    ],
)
def test_a_link_keeps_all_but_the_domain(address: str, link: str) -> None:
    assert link_of(address) == link


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("o'neil@harbour.example", "mailto:o'neil@harbour.example"),
        ("müller@köln.example", "mailto:m%C3%BCller@xn--kln-sna.example"),
        ("a+b@harbour.example", "mailto:a+b@harbour.example"),
        ("50%@harbour.example", "mailto:50%25@harbour.example"),
    ],
)
def test_a_link_to_a_mail_address(address: str, link: str) -> None:
    assert mail_link_of(address) == link


def test_pages_print_addresses_as_written_and_link_them_in_ascii() -> None:
    edition = example_edition("riverside")
    changes = {
        "email": "müller@köln.example",
        "web": "https://köln.example",
        "qr": "https://köln.example/x",
    }
    clinic = edition.clinic.model_copy(update=changes)
    page = compose_edition(example_project(), replace(edition, clinic=clinic))
    contact = next(slot.html for slot in page.slots if slot.name == "contact").replace("\u200b", "")
    assert 'href="mailto:m%C3%BCller@xn--kln-sna.example">müller@köln.example</a>' in contact
    assert 'href="https://xn--kln-sna.example">köln.example</a>' in contact
    assert f'href="https://xn--kln-sna.example/x/{edition.code}"' in contact
    same = (qr_svg(f"https://{host}.example", "x") for host in ("köln", "xn--kln-sna"))
    assert len(set(same)) == 1
