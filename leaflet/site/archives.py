"""Packs files into a ZIP archive whose bytes follow from them alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

#: The earliest time that a ZIP archive can name, since the time of a build must not matter.
_TIME = (1980, 1, 1, 0, 0, 0)
#: A plain file that everybody may read, in the upper half of a Unix system's attributes.
_RIGHTS = 0o100644 << 16
_UNIX = 3
#: PDFs and PNGs are compressed already; packing them again takes time and saves little.
_STORED = (".pdf", ".png")


def packed(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of files by relative path, in the order of their paths."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _TIME)
            entry.external_attr, entry.create_system = _RIGHTS, _UNIX
            is_stored = path.endswith(_STORED)
            entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[path])
    return written.getvalue()
