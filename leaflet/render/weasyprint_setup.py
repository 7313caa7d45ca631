"""Sets WeasyPrint up: no system fonts, no network, no clock; all of its warnings are collected."""

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
from leaflet.core.digests import BASE
from leaflet.page.rendering import RendererWarning
from leaflet.render import column_balancing
from leaflet.render.sandbox import Sandbox
from leaflet.render.tagging.tree_writer import add_tags

_FONTS_CONF = Path(__file__).with_name("fonts.conf")


@cache
def load() -> Any:
    """The `weasyprint` module. Raises `MachineError` when a native library is missing."""
    os.environ["FONTCONFIG_FILE"] = str(_FONTS_CONF)
    try:
        with warnings.catch_warnings():
            # It warns that fontconfig has no fonts, which the sandbox intends.
            warnings.simplefilter("ignore")
            import weasyprint
            import weasyprint.layout.block
            import weasyprint.pdf
            import weasyprint.text.fonts
    except OSError as problem:
        hint = "run: leaflet doctor"
        raise MachineError(f"a native library is missing: {problem}", hint) from problem
    weasyprint.pdf.add_tags = add_tags
    column_balancing.install(weasyprint.layout.block)
    return weasyprint


def fetcher(sandbox: Sandbox) -> Any:
    """A `weasyprint.urls.URLFetcher` that opens the assets of a sandbox; its `sandbox` may be
    replaced.
    """
    return _fetcher_class()(sandbox)


@cache
def _fetcher_class() -> type[Any]:
    from urllib.parse import unquote

    from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

    class SandboxFetcher(URLFetcher):  # type: ignore[misc]
        """Serves the assets of the sandbox and refuses all other addresses."""

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
def at_work() -> Iterator[list[RendererWarning]]:
    """The context in which documents are laid out and painted; yields the list to which warnings
    are added meanwhile.
    """
    with _uncollected(), _complaints() as heard:
        yield heard


def knows(css: str) -> bool:
    """Whether the engine takes all of a stylesheet: it leaves out no rule and no declaration."""
    left_out: list[logging.LogRecord] = []
    logger = logging.getLogger("weasyprint")
    ear = logging.Handler(logging.DEBUG)
    ear.emit = left_out.append  # type: ignore[method-assign,assignment]
    before, handlers = logger.level, logger.handlers
    logger.setLevel(logging.DEBUG)
    logger.handlers = [ear]
    try:
        load().CSS(string=css, base_url=BASE, url_fetcher=_nothing, media_type="screen")
    finally:
        logger.setLevel(before)
        logger.handlers = handlers
    return not any(record.name == "weasyprint" for record in left_out)


def _nothing(url: str) -> Any:
    raise ValueError(url)


#: The format string with which WeasyPrint logs a character without a glyph; its first argument is
#: the character. WeasyPrint reports this by a log message alone, so the message is recognised here
#: and nowhere else; tests/render/test_renderer.py fails when WeasyPrint changes it.
_MISSING_GLYPH = '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)'


def _warning(record: logging.LogRecord) -> RendererWarning:
    character = ""
    if record.msg == _MISSING_GLYPH and isinstance(record.args, tuple):
        character = str(record.args[0])
    return RendererWarning(record.getMessage(), character)


@contextmanager
def _complaints() -> Iterator[list[RendererWarning]]:
    """Everything that WeasyPrint and fontTools log meanwhile at warning level or above."""
    heard: list[RendererWarning] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(_warning(record))

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
def _uncollected() -> Iterator[None]:
    """Turns garbage collection off: the objects of a layout live until it ends, so a collection
    would cost a tenth of the time and free nothing.
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
    """A font configuration, and whether a declared typeface is loaded into it."""

    configuration: Any
    are_loaded: bool = False


def faces(css: str, typefaces: Iterable[str]) -> Faces:
    """The faces shared by all pages with the same `@font-face` rules and typefaces: a font that a
    rule has loaded stays loaded.
    """
    return _faces((*_FACE.findall(css), *typefaces))


@lru_cache(maxsize=8)
def _faces(_: tuple[str, ...]) -> Faces:
    configuration = load().text.fonts.FontConfiguration()
    _CONFIGURATIONS.add(configuration)
    return Faces(configuration)


def forget_faces() -> None:
    """Give the pages from here on new faces."""
    _faces.cache_clear()


#: All font configurations in use, also those of shared layouts.
_CONFIGURATIONS: WeakSet[Any] = WeakSet()


@atexit.register
def _tidy_up() -> None:
    """Deletes each configuration's font folder while the interpreter can still do it."""
    for configuration in _CONFIGURATIONS:
        configuration.__del__()
