"""Domains and addresses with letters beyond ASCII, in the form of links (IDNA 2008, RFC 5891)."""

from __future__ import annotations

import re
from urllib.parse import quote

_HOST = re.compile(r"(https://)([^/?#:]+)(.*)", re.DOTALL)
#: What stands in the first part of a mail address and in a link as it is.
_PLAIN = "!$'*+-._~"


def ascii_domain(domain: str) -> str:
    """A domain in ASCII: "köln.example" is "xn--kln-sna.example". Raises `ValueError` for a text
    that cannot be one.
    """
    if domain.isascii():
        return domain
    import idna

    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError as problem:
        raise ValueError(str(problem)) from None


def link_of(address: str) -> str:
    """A web address as links and codes hold it, its domain in ASCII and all else as it is. Raises
    `ValueError` as `ascii_domain` does.
    """
    found = None if address.isascii() else _HOST.fullmatch(address)
    return f"{found[1]}{ascii_domain(found[2])}{found[3]}" if found else address


def mail_link_of(address: str) -> str:
    """The link to a mail address (RFC 6068): its domain in ASCII, the part before it encoded.
    Raises `ValueError` as `ascii_domain` does.
    """
    name, _, domain = address.rpartition("@")
    return f"mailto:{quote(name, safe=_PLAIN)}@{ascii_domain(domain)}"
