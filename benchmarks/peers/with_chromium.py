"""Headless Chromium on the same HTML: one browser, kept open, printing over its debugging pipe."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import Any

Convert = Callable[[Path, Path], None]
_COMMANDS = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
    "--disable-extensions", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--allow-file-access-from-files", "--remote-debugging-pipe",
)  # fmt: skip
_PRINT = {"preferCSSPageSize": True, "printBackground": True, "generateTaggedPDF": True}


def command() -> str | None:
    """The path of the browser on this machine; None without one."""
    return next(filter(None, map(which, _COMMANDS)), None)


class Browser:
    """A browser that is controlled over two pipes; messages end with NUL."""

    def __init__(self, program: str, profile: str) -> None:
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        # The browser reads from descriptor 3 and writes to descriptor 4.
        call = f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}'
        arguments = [program, *_OPTIONS, f"--user-data-dir={profile}", "about:blank"]
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", call, *arguments],
            pass_fds=(to_read, to_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self._number = 0
        self._events: list[str | None] = []
        self._rest = b""

    def ask(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        """The result of a command; later events are kept for `wait_for`."""
        self._number += 1
        self._events.clear()
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            heard = self._hear()
            if heard.get("id") == self._number:
                if "error" in heard:
                    raise RuntimeError(f"{method}: {heard['error']}")
                return dict(heard["result"])
            self._events.append(heard.get("method"))

    def wait_for(self, event: str) -> None:
        """Wait for an event since the last command."""
        while event not in self._events:
            self._events.append(self._hear().get("method"))

    def close(self) -> None:
        """End the browser."""
        self.ask("Browser.close")
        os.close(self._write)
        self._process.wait()
        os.close(self._read)

    def _hear(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = os.read(self._read, 1 << 20)
            if not more:
                raise RuntimeError("the browser has gone")
            self._rest += more
        message, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(message))


@contextmanager
def opened(root: Path) -> Iterator[Convert]:
    """One page of one browser, which loads one document after another."""
    del root
    program = command()
    if program is None:
        raise FileNotFoundError("no chromium")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(program, profile)
        target_id = browser.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = browser.ask("Target.attachToTarget", targetId=target_id, flatten=True)
        session = attached["sessionId"]
        browser.ask("Page.enable", session)

        def convert(document: Path, target: Path) -> None:
            browser.ask("Page.navigate", session, url=(document / "page.html").resolve().as_uri())
            browser.wait_for("Page.loadEventFired")
            ready = "document.fonts.ready.then(() => true)"
            browser.ask("Runtime.evaluate", session, expression=ready, awaitPromise=True)
            printed = browser.ask("Page.printToPDF", session, **_PRINT)
            target.write_bytes(base64.b64decode(printed["data"]))

        try:
            yield convert
        finally:
            browser.close()
