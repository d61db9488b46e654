"""Automatic numbers of a Word file: what a reader sees before a paragraph but its text does not hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    _Element = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = frozenset(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital",
                      "taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting", "japaneseDigitalTenThousand"))
_LEVELS = 9


class Numbering:
    """Counts through the document: ask once for each paragraph, in order."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._list_of: dict[str, str] = {}
        self._by_style: dict[str, tuple[str | None, int]] = {}
        self._based_on: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._read_styles(styles)

    def _read_lists(self, root: _Element) -> None:
        for abstract in root.findall(f"{W}abstractNum"):
            levels = {}
            for level in abstract.findall(f"{W}lvl"):
                form, text, start = (_value(level.find(f"{W}{tag}")) for tag in ("numFmt", "lvlText", "start"))
                levels[_whole(level.get(f"{W}ilvl"))] = (form or "decimal", text or "", _whole(start, 1))
            self._levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for number in root.findall(f"{W}num"):
            self._list_of[number.get(f"{W}numId", "")] = _value(number.find(f"{W}abstractNumId")) or ""

    def _read_styles(self, root: _Element) -> None:
        for style in root.findall(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            self._based_on[name] = _value(style.find(f"{W}basedOn")) or ""
            held = style.find(f"{W}pPr/{W}numPr")
            if held is not None:
                self._by_style[name] = (_value(held.find(f"{W}numId")), _whole(_value(held.find(f"{W}ilvl"))))

    def before(self, paragraph: _Element) -> str:
        """The number printed before a paragraph; '' for none and for bullets. Counts on."""
        number, level = self._asked(paragraph)
        levels = self._levels.get(self._list_of.get(number or "", ""), {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(self._list_of[number or ""], {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            counts.pop(deeper, None)

        def shown(found: re.Match[str]) -> str:
            position = int(found.group(1)) - 1
            form, _, start = levels.get(position, ("decimal", "", 1))
            return _written(counts.get(position, start), form)

        form, text, _ = levels[level]
        return "" if form in ("bullet", "none") else re.sub(r"%(\d)", shown, text)

    def _asked(self, paragraph: _Element) -> tuple[str | None, int]:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None, 0
        style, level = _value(properties.find(f"{W}pStyle")) or "", 0
        number: str | None = None
        held = properties.find(f"{W}numPr")
        if held is not None:
            number, level = _value(held.find(f"{W}numId")), _whole(_value(held.find(f"{W}ilvl")))
        seen: set[str] = set()
        while number is None and style and style not in seen:
            seen.add(style)
            number, level = self._by_style.get(style, (None, level))
            style = self._based_on.get(style, "")
        return number, level


def _value(element: _Element | None) -> str | None:
    found: str | None = None if element is None else element.get(f"{W}val")
    return found


def _whole(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else default


def _written(number: int, form: str) -> str:
    if form in _CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        digits = "零一二三四五六七八九"
        return (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (digits[ones] if ones else "")
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if form in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr(ord("a" if form == "lowerLetter" else "A") + number - 1)
    return str(number)
