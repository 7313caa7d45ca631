"""The browser that tests open pages in: the Chromium of the system, and axe-core.

Without one, tests that need it are skipped, and in CI they fail.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, ConsoleMessage, Page, Request, sync_playwright

from leaflet.bootstrap.system import BROWSERS

#: Nothing is asked for over the network, and no sandbox is needed for pages of our own.
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Read here, since tests run without it.
_IS_CI = bool(os.environ.get("CI"))


#: The argument by which a reader has chosen letters of twice the usual size.
_TWICE_THE_SIZE = "--blink-settings=defaultFontSize=32"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window; its profile is a temporary folder."""
    with sync_playwright() as playwright, _launched(playwright.chromium) as browser:
        yield browser


@contextmanager
def with_large_letters(browser: Browser) -> Iterator[Browser]:
    """Another browser, whose reader has chosen letters of twice the usual size."""
    with _launched(browser.browser_type, _TWICE_THE_SIZE) as other:
        yield other


@contextmanager
def _launched(kind: BrowserType, *arguments: str) -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        message = "there is no Chromium; on Debian and Ubuntu: apt-get install chromium"
        if _IS_CI:
            pytest.fail(message)
        pytest.skip(f"{message}; elsewhere, as on macOS, put `chromium` on the PATH")
    browser = kind.launch(executable_path=path, args=[*_ARGUMENTS, *arguments], env=_environment())
    yield browser
    browser.close()


def _environment() -> dict[str, str | float | bool]:
    """The environment without the list of typefaces that the PDF engine leaves in it: a browser
    that finds no other typeface ends itself.
    """
    return {name: value for name, value in os.environ.items() if "FONTCONFIG" not in name}


@dataclass
class Opened:
    """An open page, the addresses that it asked for, and what it complained of."""

    page: Page
    asked_for: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def violations(self, *, unsure: bool = True) -> Sequence[str]:
        """What axe-core finds against WCAG 2.2 and good practice: rule, element and reason. What it
        cannot tell of colours counts too, or with `unsure=False` not.
        """
        self.page.add_style_tag(content="* { content-visibility: visible !important }")
        self.page.evaluate(_axe())
        found: Any = self.page.evaluate("axe.run()")
        untold = [rule for rule in found["incomplete"] if rule["id"] == "color-contrast"]
        return [
            f"{rule['id']}: {node['html'][:120]}: {node['any'] or node['all'] or node['none']}"
            for rule in (*found["violations"], *(untold if unsure else ()))
            for node in rule["nodes"]
        ]

    def is_too_wide(self) -> bool:
        """Whether the page has to be moved sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@contextmanager
def opened(browser: Browser, address: str, width: int = 1280, **options: Any) -> Iterator[Opened]:
    """A page in a context of its own; `options` are those of a context of Playwright."""
    size: Any = {"width": width, "height": 800}
    context = browser.new_context(viewport=size, bypass_csp=True, **options)
    shown = Opened(context.new_page())

    def note_request(request: Request) -> None:
        shown.asked_for.append(request.url)

    def note_message(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            shown.complaints.append(message.text)

    shown.page.on("request", note_request)
    shown.page.on("console", note_message)
    shown.page.on("pageerror", lambda problem: shown.complaints.append(str(problem)))
    shown.page.goto(address)
    yield shown
    context.close()


@cache
def _axe() -> str:
    """The script of axe-core, from the package that brings it."""
    spec = find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "axe.min.js").read_text("utf-8")
