"""The cache of renderings, fits and packed fonts; keys cover everything that a value depends on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from leaflet.cache import toolchain
from leaflet.cache.store import Store, key_of
from leaflet.content.validation import adapter
from leaflet.core.digests import digest
from leaflet.core.fonts import Font
from leaflet.page.composition import Composition, Fitted
from leaflet.page.rendering import Rendering
from leaflet.render.html_page import pack

_RENDERINGS, _FITS, _FONTS = "renderings", "fits", "fonts"


@dataclass(frozen=True, slots=True)
class RenderCache:
    """Renderings by composition key, fits by fit key, packed fonts by their digest."""

    store: Store

    def rendering(self, key: str) -> Rendering | None:
        """The rendering of a key; None for a miss."""
        record = self.store.get(_RENDERINGS, key)
        if record is None:
            return None
        try:
            data = self.store.get_file(record["file"])
            bare: Rendering = adapter(Rendering).validate_python({**record, "file": b""})
        except (KeyError, TypeError, ValueError):
            self.store.reject(_RENDERINGS)
            return None
        return replace(bare, file=data) if data is not None else None

    def keep_rendering(self, key: str, rendering: Rendering) -> None:
        """Store a rendering."""
        record = adapter(Rendering).dump_python(replace(rendering, file=b""), mode="json")
        self.store.put(_RENDERINGS, key, {**record, "file": self.store.put_file(rendering.file)})

    def packed(self, font: Font) -> bytes:
        """A font as phone pages embed it; it is cached because packing takes seconds."""
        key = digest(f"{font.sha256}\n{toolchain.here().rendering_key}".encode())
        record = self.store.get(_FONTS, key)
        data = self.store.get_file(record) if isinstance(record, str) else None
        if data is None:
            data = pack(font)
            self.store.put(_FONTS, key, self.store.put_file(data))
        return data

    def fit(self, composition: Composition) -> Fitted | None:
        """The fit of a composition with the same body; None for a miss."""
        record = self.store.get(_FITS, _fit_key(composition))
        if record is None:
            return None
        try:
            fitted: Fitted = adapter(Fitted).validate_python(record)
        except (TypeError, ValueError):
            self.store.reject(_FITS)
            return None
        return fitted

    def keep_fit(self, composition: Composition, fitted: Fitted) -> None:
        """Store a fit."""
        record = adapter(Fitted).dump_python(fitted, mode="json")
        self.store.put(_FITS, _fit_key(composition), record)


def rendering_key(composition: Composition) -> str:
    """The composition key: a digest of every field of a composition and of the environment."""
    return key_of(composition, toolchain.here().rendering_key)


def _fit_key(composition: Composition) -> str:
    return digest(f"{composition.fit_key}\n{toolchain.here().rendering_key}".encode())
