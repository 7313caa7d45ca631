"""Says whether a PNG holds the data of all its pixels; decoders leave missing rows black."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from leaflet.content.image_problems import PNG_SIGNATURE

#: Channels by colour type (ISO/IEC 15948, table 11.1).
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
#: Adam7 (ISO/IEC 15948, 8.2): first column, first row, step of columns, step of rows.
_ADAM7 = (
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4),
    (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
)  # fmt: skip
_PIECE = 1 << 20


def has_missing_pixels(data: bytes) -> bool:
    """Whether the compressed data of a PNG ends before its last row; more than the rows is let be.

    At most a megabyte is held at a time. The chunks must have been checked.
    """
    wanted, unpacker = _bytes_of_rows(data), zlib.decompressobj()
    for chunk in _pixel_data(data):
        waiting = chunk
        while waiting and wanted > 0:
            wanted -= len(unpacker.decompress(waiting, _PIECE))
            waiting = unpacker.unconsumed_tail
    return wanted > 0 and wanted > len(unpacker.flush())


def _bytes_of_rows(data: bytes) -> int:
    """The bytes of all filtered rows, each with its filter (ISO/IEC 15948, 7.2 and 9.1)."""
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    bits = data[24] * _CHANNELS[data[25]]
    passes = _ADAM7 if data[28] else ((0, 0, 1, 1),)
    sizes = [
        ((width - x + step - 1) // step, (height - y + down - 1) // down)
        for x, y, step, down in passes
    ]
    return sum(rows * (1 + (columns * bits + 7) // 8) for columns, rows in sizes if columns > 0)


def _pixel_data(data: bytes) -> Iterator[bytes]:
    at = len(PNG_SIGNATURE)
    while at < len(data):
        size = int.from_bytes(data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            yield data[at + 8 : at + 8 + size]
        at += 12 + size
