"""WeasyPrint as it is used here: no system fonts, no network, no clock; every complaint heard."""

from __future__ import annotations

import atexit
import gc
import logging
import os
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakSet

from leaflet.core.diagnostics import MachineError
from leaflet.render.sandbox import Sandbox

_FONTS_CONF = Path(__file__).with_name("fonts.conf")

#: fontTools stamps an instanced variable font with the clock unless this is set; ours is fixed,
#: the user's value must not reach the bytes.
_FONT_STAMP = "1577836800"


@cache
def load() -> Any:
    """The `weasyprint` module. Raises `MachineError` when a native library is missing."""
    os.environ["FONTCONFIG_FILE"] = str(_FONTS_CONF)
    try:
        with warnings.catch_warnings():
            # It warns that fontconfig has no fonts, which is what the sandbox is for.
            warnings.simplefilter("ignore")
            import weasyprint
            import weasyprint.text.fonts
    except OSError as problem:
        hint = "run: leaflet doctor"
        raise MachineError(f"a native library is missing: {problem}", hint) from problem
    return weasyprint


def fetcher(sandbox: Sandbox) -> Any:
    """A `weasyprint.urls.URLFetcher` that opens what the sandbox holds; its `sandbox` may be
    changed.
    """
    return _fetcher_class()(sandbox)


@cache
def _fetcher_class() -> type[Any]:
    from urllib.parse import unquote

    from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

    class SandboxFetcher(URLFetcher):  # type: ignore[misc]
        """Serves what the sandbox holds; whatever else is asked for stays off the page."""

        def __init__(self, sandbox: Sandbox) -> None:
            super().__init__()
            self.sandbox = sandbox

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002
            opened = self.sandbox.open(unquote(url))
            if opened is None:
                raise URLFetchingError(f"undeclared: {url}")
            data, media_type = opened
            return URLFetcherResponse(url, data, {"Content-Type": media_type})

    return SandboxFetcher


@contextmanager
def at_work() -> Iterator[list[str]]:
    """Whoever lays out and paints does so in here; gives all that is complained of meanwhile."""
    with _uncollected(), _fixed_font_stamp(), _complaints() as heard:
        yield heard


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Everything at warning level or above that WeasyPrint and fontTools log meanwhile."""
    heard: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    ear = Ear(logging.WARNING)
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [(logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(ear)
        logger.propagate = False
    try:
        yield heard
    finally:
        for logger, (propagate, _) in zip(loggers, before, strict=True):
            logger.removeHandler(ear)
            logger.propagate = propagate


@contextmanager
def _fixed_font_stamp() -> Iterator[None]:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = _FONT_STAMP
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


@contextmanager
def _uncollected() -> Iterator[None]:
    """A layout is made of objects that live until it ends: looking for garbage meanwhile costs a
    tenth of the time and finds none.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


_FACE = re.compile(r"@font-face\s*\{[^}]*\}")


@dataclass(slots=True)
class Faces:
    """A font configuration, and whether a page has loaded a declared typeface into it."""

    configuration: Any
    are_loaded: bool = False


def faces(css: str, typefaces: Iterable[str]) -> Faces:
    """One for all pages that have the same `@font-face` rules and may use the same typefaces,
    since what a rule once loaded stays.
    """
    return _faces((*_FACE.findall(css), *typefaces))


@lru_cache(maxsize=8)
def _faces(_: tuple[str, ...]) -> Faces:
    configuration = load().text.fonts.FontConfiguration()
    _CONFIGURATIONS.add(configuration)
    return Faces(configuration)


#: All that are in use, by shared layouts too.
_CONFIGURATIONS: WeakSet[Any] = WeakSet()


@atexit.register
def _tidy_up() -> None:
    """Each has a folder of typefaces, which goes while Python still can."""
    for configuration in _CONFIGURATIONS:
        configuration.__del__()
