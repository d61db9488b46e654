"""Which fonts set a text: the two shipped ones, and system fonts only for characters they lack.

Shipped fonts first keeps the pages and bytes equal on every machine.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

if TYPE_CHECKING:
    import typst

FOLDER = Path(__file__).parent / "fonts"
SERIF, SANS = "Perf Serif SC", "Perf Sans SC"
_UNSEEN = frozenset(map(ord, "\n\t \u3000\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"))


class Fonts(Struct, frozen=True):
    """`more` are system families to be tried after the shipped ones; `missing` the characters no font draws."""

    more: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def for_typst(self) -> typst.Fonts:
        """The fonts as typst takes them; without the system's, which take time to find, where they are not needed."""
        import typst

        return typst.Fonts(include_system_fonts=bool(self.more), include_embedded_fonts=False, font_paths=[str(FOLDER)])


def fonts_for(text: Iterable[str]) -> Fonts:
    """The fonts that draw every character of `text`. System fonts are looked at only if the shipped ones do not do."""
    wanted = {ord(char) for piece in text for char in piece} - _UNSEEN - shipped_characters()
    if not wanted:
        return Fonts()
    families: list[str] = []
    for family, path, index in _system_fonts():
        drawn = _covered(path, index) & wanted
        if drawn:
            families.append(family)
            wanted -= drawn
        if not wanted:
            break
    return Fonts(tuple(families), tuple(map(chr, sorted(wanted))))


def shipped_characters() -> frozenset[int]:
    """The code points that both shipped fonts draw."""
    serif, sans = (_covered(FOLDER / f"{family.replace(' ', '')}.otf", 0) for family in (SERIF, SANS))
    return serif & sans


def _system_fonts() -> list[tuple[str, Path, int]]:
    """Family, file and face of the upright system fonts, in an order that does not depend on the disk."""
    import typst

    found = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts()
    return sorted({(info.family, Path(info.path), info.index) for info in found
                   if info.path and info.style == "normal" and 300 <= info.weight <= 500})


@cache
def _covered(path: Path, face: int) -> frozenset[int]:
    """The code points in a font's character map; none where the file cannot be understood."""
    try:
        with path.open("rb") as file:
            return frozenset(_mapped(_character_map(file, face)))
    except (OSError, struct.error, ValueError):
        return frozenset()


def _character_map(file: BinaryIO, face: int) -> bytes:
    """The `cmap` table of a TrueType or OpenType file or of one face of a collection."""
    start = 0
    if file.read(4) == b"ttcf":
        file.seek(12 + 4 * face)
        (start,) = struct.unpack(">I", file.read(4))
    file.seek(start + 4)
    (tables,) = struct.unpack(">H", file.read(2))
    file.seek(start + 12)
    directory = file.read(16 * tables)
    for tag, _, offset, length in struct.iter_unpack(">4sIII", directory):
        if tag == b"cmap":
            file.seek(offset)
            return file.read(length)
    raise ValueError("no cmap")


def _mapped(cmap: bytes) -> set[int]:
    """Code points of the Unicode subtables of format 4 (up to U+FFFF) and 12 (all)."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    found: set[int] = set()
    for platform, encoding, offset in struct.iter_unpack(">HHI", cmap[4:4 + 8 * count]):
        (kind,) = struct.unpack_from(">H", cmap, offset)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            if kind == 12:
                found |= _groups(cmap, offset)
            elif kind == 4:
                found |= _segments(cmap, offset)
    return found


def _groups(cmap: bytes, at: int) -> set[int]:
    (count,) = struct.unpack_from(">I", cmap, at + 12)
    groups = cmap[at + 16:at + 16 + 12 * count]
    return {code for first, last, _ in struct.iter_unpack(">III", groups) if last < 0x110000
            for code in range(first, last + 1)}


def _segments(cmap: bytes, at: int) -> set[int]:
    (twice,) = struct.unpack_from(">H", cmap, at + 6)
    ends = struct.unpack_from(f">{twice // 2}H", cmap, at + 14)
    starts = struct.unpack_from(f">{twice // 2}H", cmap, at + 16 + twice)
    return {code for first, last in zip(starts, ends, strict=True) for code in range(first, min(last, 0xFFFE) + 1)}
