"""Draws the icons of icons.toml as PNG in 16, 32 and 64 pixels: `python -m addin.icons.draw`. Standard library only."""

from __future__ import annotations

import struct
import tomllib
import zlib
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
SIZES = (16, 32, 64)
_GRID = 32.0
_SAMPLES = 3            # per pixel and direction: smooth edges

Colour = tuple[int, int, int]
Inside = Callable[[float, float], bool]


def shapes_of(name: str) -> list[tuple[Inside, Colour]]:
    """The shapes of one icon, the last on top."""
    data = tomllib.loads((HERE / "icons.toml").read_text(encoding="utf-8"))
    shapes = []
    for line in data["icons"][name]:
        kind, colour, *numbers = line.split()
        rgb = data["colours"][colour]
        shapes.append((_KINDS[kind](*map(float, numbers)), (int(rgb[:2], 16), int(rgb[2:4], 16), int(rgb[4:], 16))))
    return shapes


def names() -> list[str]:
    return list(tomllib.loads((HERE / "icons.toml").read_text(encoding="utf-8"))["icons"])


def pixels(name: str, size: int) -> bytes:
    """Rows of red, green, blue, alpha."""
    shapes = list(reversed(shapes_of(name)))
    step = _GRID / size
    found = bytearray()
    for row in range(size):
        for column in range(size):
            found += _pixel(shapes, column * step, row * step, step)
    return bytes(found)


def _pixel(shapes: list[tuple[Inside, Colour]], left: float, top: float, step: float) -> bytes:
    hits = []
    for across in range(_SAMPLES):
        for down in range(_SAMPLES):
            x, y = left + (across + 0.5) * step / _SAMPLES, top + (down + 0.5) * step / _SAMPLES
            hits += [colour for inside, colour in shapes if inside(x, y)][:1]
    if not hits:
        return bytes(4)
    mean = [sum(colour[part] for colour in hits) // len(hits) for part in range(3)]
    return bytes((*mean, 255 * len(hits) // _SAMPLES**2))


def png(size: int, rgba: bytes) -> bytes:
    """A PNG file of the pixels."""
    rows = b"".join(b"\0" + rgba[row * size * 4:(row + 1) * size * 4] for row in range(size))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def decoded(file: bytes) -> bytes:
    """The pixels of a PNG that `png` wrote: compressed bytes differ between builds of zlib, pixels do not."""
    size = struct.unpack(">I", file[16:20])[0]
    length = struct.unpack(">I", file[33:37])[0]
    rows = zlib.decompress(file[41:41 + length])
    return b"".join(rows[row * (size * 4 + 1) + 1:(row + 1) * (size * 4 + 1)] for row in range(size))


def _disc(x: float, y: float, radius: float) -> Inside:
    return lambda px, py: (px - x) ** 2 + (py - y) ** 2 <= radius**2


def _rect(x: float, y: float, width: float, height: float) -> Inside:
    return lambda px, py: x <= px <= x + width and y <= py <= y + height


def _line(x1: float, y1: float, x2: float, y2: float, width: float) -> Inside:
    dx, dy = x2 - x1, y2 - y1
    square = dx * dx + dy * dy

    def inside(px: float, py: float) -> bool:
        along = max(0.0, min(1.0, ((px - x1) * dx + (py - y1) * dy) / square))
        return (px - x1 - along * dx) ** 2 + (py - y1 - along * dy) ** 2 <= (width / 2) ** 2

    return inside


def _poly(*numbers: float) -> Inside:
    corners = list(zip(numbers[::2], numbers[1::2], strict=True))

    def inside(px: float, py: float) -> bool:
        crossings = 0
        for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
            if (y1 > py) != (y2 > py) and px < (x2 - x1) * (py - y1) / (y2 - y1) + x1:
                crossings += 1
        return crossings % 2 == 1

    return inside


_KINDS: dict[str, Callable[..., Inside]] = {"disc": _disc, "rect": _rect, "line": _line, "poly": _poly}


def main() -> None:
    for name in names():
        for size in SIZES:
            (HERE / f"{name}_{size}.png").write_bytes(png(size, pixels(name, size)))


if __name__ == "__main__":
    main()
