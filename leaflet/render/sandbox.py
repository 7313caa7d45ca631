"""The sandbox: a page can open the declared assets of its composition, with the declared bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from leaflet.core import fonts
from leaflet.core.digests import digest
from leaflet.page.composition import Composition
from leaflet.render.grey_pictures import drawing_in_grey, in_grey

_TOKEN = re.compile(r"var\(--([a-z0-9-]+)(?:,\s*#[0-9a-fA-F]{3,8})?\)")

_MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}

#: Tokens of the numbers on a figure, which are hidden where the figure has no legend beside it.
_BADGES = ("badge", "onbadge")


class Sandbox:
    """The declared assets, the addresses that were `opened`, and those that were `refused`.

    Drawings get the colours of `tokens`, by default those of the composition.
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
        """Bytes, with literal colours, and media type of a declared asset. Any other address gives
        None and is added to `refused`.
        """
        sha256 = self.declared.get(uri)
        data = self._bytes(uri, sha256) if sha256 else None
        if data is None:
            self.refused.append(uri)
            return None
        self.opened.add(uri)
        path, *variants = uri.split("?")
        if path.endswith(".svg"):
            drawing = drawing_in_grey(data.decode()) if "grey" in variants else data.decode()
            return substitute(drawing, self._tokens(variants)).encode(), "image/svg+xml"
        media_type = _MEDIA_TYPES.get(path.rpartition(".")[2].lower(), "font/ttf")
        return in_grey(data, media_type) if "grey" in variants else data, media_type

    def source(self, uri: str) -> str | None:
        """A declared drawing with its colour tokens; None for anything else."""
        sha256 = self.declared.get(uri)
        data = (
            self._bytes(uri, sha256)
            if sha256 and uri.split("?", maxsplit=1)[0].endswith(".svg")
            else None
        )
        return data.decode() if data is not None else None

    def holds(self, uri: str) -> bool:
        """Whether the bytes of a declared asset are there; True for an undeclared address."""
        sha256 = self.declared.get(uri)
        return sha256 is None or self._bytes(uri, sha256) is not None

    def _bytes(self, uri: str, sha256: str) -> bytes | None:
        font = self.fonts.get(uri)
        data = fonts.read(font) if font else self.blobs.get(sha256)
        return data if data is not None and digest(data) == sha256 else None

    def _tokens(self, variants: Sequence[str]) -> dict[str, str]:
        """The colours of a drawing: `?plain` hides numbers, an icon's variant names its token."""
        if "plain" in variants:
            return {**self.tokens, **dict.fromkeys(_BADGES, "none")}
        variant = variants[0] if variants else ""
        return {**self.tokens, "icon": self.tokens.get(variant, "#000000")}


def substitute(text: str, tokens: Mapping[str, str]) -> str:
    """The text with literal colours for colour tokens; other custom properties stay.

    Used for pages and drawings, since a drawing cannot read the custom properties of its page.
    """
    return _TOKEN.sub(lambda match: tokens.get(match[1], match[0]), text)
