"""Finds the pictures of a saved web page: within it, or in files beside it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from leaflet.importing.html.elements import is_address

_DATA = re.compile(r"data:image/[\w.+-]+;base64,", re.IGNORECASE)


def picture_bytes(source: str, beside: Callable[[str], bytes | None]) -> tuple[bytes, str]:
    """The bytes of a picture by its address, and why there are none; nothing is fetched.

    `beside` gives the bytes of a file beside the page.
    """
    if found := _DATA.match(source):
        try:
            return base64.b64decode(source[found.end() :], validate=False), ""
        except (binascii.Error, ValueError):
            return b"", "it is damaged"
    if not source or not is_address(source) or urlsplit(source).scheme or source.startswith("//"):
        return b"", "it is elsewhere, and nothing is fetched"
    data = beside(unquote(source.partition("?")[0].partition("#")[0]))
    return data or b"", "" if data else "it is not beside the page"
