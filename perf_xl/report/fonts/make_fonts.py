"""Cuts the two shipped fonts from Noto CJK: run by hand when the set of characters changes, not part of the package.

    python perf_xl/report/fonts/make_fonts.py NOTO_FOLDER UNIHAN_OTHER_MAPPINGS

`NOTO_FOLDER` holds NotoSerifCJK-Regular.ttc and NotoSansCJK-Regular.ttc (Debian: fonts-noto-cjk), the second argument
is Unihan_OtherMappings.txt or its .bz2 (Debian: unicode-data). Needs fontTools. Equal inputs give equal bytes.
"""

from __future__ import annotations

import bz2
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
SIMPLIFIED = 2      # the face of the collection drawn for simplified Chinese
# The licence lets nobody call a changed font by the name of the original; these names are ours.
FACES = {"Serif": "Perf Serif SC", "Sans": "Perf Sans SC"}
# Layout tables serve vertical text and other languages.
LEFT_OUT = ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG"]
SYMBOLS = (
    *range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2028), *range(0x2030, 0x203F), *range(0x2150, 0x2190),
    *range(0x2190, 0x219A), *range(0x2200, 0x2300), *range(0x2460, 0x2500), *range(0x2500, 0x2580),
    *range(0x25A0, 0x2600), *range(0x2600, 0x2680), 0x2713, 0x2714, 0x2717, 0x2718, 0x2E3A, *range(0x3000, 0x3040),
    *range(0x3220, 0x3244), *range(0x3251, 0x3260), *range(0x3280, 0x32C0), *range(0x3300, 0x3400),
    *range(0xFF01, 0xFF5F), *range(0xFFE0, 0xFFE7), 0xFFFD,
)


def gb2312() -> set[int]:
    """The characters of GB/T 2312-1980."""
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(char) for pair in pairs for char in pair.decode("gb2312", errors="ignore")}


def common_elsewhere() -> set[int]:
    """The common characters of Big5 and of JIS X 0208 (level 1 each): they slip into texts typed or scanned here."""
    big5 = (bytes([row, cell]) for row in range(0xA4, 0xC7) for cell in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    jis = (bytes([row, cell]) for row in range(0xB0, 0xD0) for cell in range(0xA1, 0xFF))
    pairs = (*((pair, "big5") for pair in big5), *((pair, "euc_jp") for pair in jis))
    return {ord(char) for pair, code in pairs for char in pair.decode(code, errors="ignore")}


def general_standard(mappings: Path) -> set[int]:
    """The 8105 characters of 通用规范汉字表 (2013), which Unicode lists as kTGH."""
    opened = bz2.open if mappings.suffix == ".bz2" else open
    with opened(mappings, "rt", encoding="utf-8") as lines:
        rows = (line.split("\t") for line in lines if not line.startswith("#"))
        return {int(row[0][2:], 16) for row in rows if len(row) > 1 and row[1] == "kTGH"}


def cut(source: Path, family: str, wanted: set[int], target: Path) -> None:
    font = TTFont(source, fontNumber=SIMPLIFIED, recalcTimestamp=False)
    options = subset.Options(hinting=False, desubroutinize=False, glyph_names=False, notdef_outline=True,
                             name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], name_languages=[0x409], layout_features=[])
    options.drop_tables += LEFT_OUT
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    plain = family.replace(" ", "")
    for number, text in {1: family, 3: f"{plain}-Regular;perf_xl", 4: family, 6: f"{plain}-Regular"}.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames = [f"{plain}-Regular"]
    top[0].FullName, top[0].FamilyName = family, family
    font.save(target)


def main(noto: str, mappings: str) -> None:
    wanted = gb2312() | common_elsewhere() | general_standard(Path(mappings)) | set(SYMBOLS)
    for face, family in FACES.items():
        target = HERE / f"{family.replace(' ', '')}.otf"
        cut(Path(noto) / f"Noto{face}CJK-Regular.ttc", family, wanted, target)
        print(target.name, target.stat().st_size)


if __name__ == "__main__":
    main(*sys.argv[1:])
