"""The sandbox: a page sees what its composition declares, with the bytes that were declared."""

from __future__ import annotations

import re
from collections.abc import Mapping

from leaflet.core import fonts
from leaflet.core.digests import digest
from leaflet.page.composition import Composition

_TOKEN = re.compile(r"var\(--([a-z0-9-]+)(?:,\s*#[0-9a-fA-F]{3,8})?\)")

#: Tokens of the numbers on a figure, which go where no legend stands beside it.
_BADGES = ("badge", "onbadge")


class Sandbox:
    """The declared assets, what was `opened` of them, and all else that was `refused`.

    Their colours are the `tokens`, those of the composition unless others are given.
    """

    def __init__(
        self,
        composition: Composition,
        blobs: Mapping[str, bytes],
        tokens: Mapping[str, str] | None = None,
    ) -> None:
        self.declared = {asset.uri: asset.sha256 for asset in composition.assets}
        self.blobs = blobs
        self.tokens = dict(composition.tokens) if tokens is None else tokens
        self.fonts = {f.uri: f for f in fonts.FONTS if f.family in composition.fonts}
        self.opened: set[str] = set()
        self.refused: list[str] = []

    def open(self, uri: str) -> tuple[bytes, str] | None:
        """Bytes and media type of a declared asset, colours literal; None, and kept in mind, for
        any other.
        """
        sha256 = self.declared.get(uri)
        data = self._bytes(uri, sha256) if sha256 else None
        if data is None:
            self.refused.append(uri)
            return None
        self.opened.add(uri)
        path, _, variant = uri.partition("?")
        if path.endswith(".svg"):
            return substitute(data.decode(), self._tokens(variant)).encode(), "image/svg+xml"
        return data, "image/png" if path.endswith(".png") else "font/ttf"

    def holds(self, uri: str) -> bool:
        """Whether it has the bytes of a declared asset; any other address is nothing to hold."""
        sha256 = self.declared.get(uri)
        return sha256 is None or self._bytes(uri, sha256) is not None

    def _bytes(self, uri: str, sha256: str) -> bytes | None:
        font = self.fonts.get(uri)
        data = fonts.read(font) if font else self.blobs.get(sha256)
        return data if data is not None and digest(data) == sha256 else None

    def _tokens(self, variant: str) -> dict[str, str]:
        """The colours of a drawing: `?plain` has no numbers, an icon has the token it names."""
        if variant == "plain":
            return {**self.tokens, **dict.fromkeys(_BADGES, "none")}
        return {**self.tokens, "icon": self.tokens.get(variant, "#000000")}


def substitute(text: str, tokens: Mapping[str, str]) -> str:
    """Colour tokens made literal; a custom property that is no token stays.

    A drawing cannot see the variables of its page, so this is the one place for both.
    """
    return _TOKEN.sub(lambda match: tokens.get(match[1], match[0]), text)
