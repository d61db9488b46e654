"""A screen without a monitor: Xvfb keeps it in a file, from which a picture is taken."""

from __future__ import annotations

import shutil
import struct
import subprocess
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WIDTH, HEIGHT = 1400, 880
XVFB = shutil.which("Xvfb")


@dataclass(frozen=True)
class Screen:
    display: str
    file: Path

    def rows(self) -> list[bytes]:
        """What is seen now, row by row, three bytes a pixel."""
        data = self.file.read_bytes()
        header = struct.unpack(">25I", data[:100])
        size, width, height, line, colours = header[0], header[4], header[5], header[12], header[19]
        start = size + colours * 12
        rows = []
        for row in range(height):
            pixels = data[start + row * line:start + row * line + width * 4]
            rows.append(bytes(value for at in range(0, len(pixels), 4) for value in (pixels[at + 2], pixels[at + 1], pixels[at])))
        return rows

    def settled(self, patience: float = 20) -> list[bytes]:
        """The picture once it has stopped changing."""
        before: list[bytes] = []
        until = time.monotonic() + patience
        while time.monotonic() < until:
            time.sleep(0.7)
            now = self.rows()
            if now == before:
                break
            before = now
        return before


@contextmanager
def screen() -> Iterator[Screen]:
    """An X server of our own on a free display."""
    with tempfile.TemporaryDirectory(prefix="perf_xl_screen_") as folder:
        server = subprocess.Popen([str(XVFB), "-displayfd", "1", "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", folder,
                                   "-nolisten", "tcp"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert server.stdout is not None
        try:
            number = server.stdout.readline().decode().strip()
            yield Screen(f":{number}", Path(folder) / "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait()
            server.stdout.close()


def png(rows: list[bytes]) -> bytes:
    """The picture as PNG."""
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", len(rows[0]) // 3, len(rows), 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", body) + part(b"IEND", b"")


def colours(rows: list[bytes]) -> dict[tuple[int, int, int], int]:
    """How many pixels of each colour."""
    counts: dict[tuple[int, int, int], int] = {}
    for row in rows:
        for at in range(0, len(row), 3):
            pixel = (row[at], row[at + 1], row[at + 2])
            counts[pixel] = counts.get(pixel, 0) + 1
    return counts
