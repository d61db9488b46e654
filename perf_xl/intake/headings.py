"""The lines that structure a document: parts, titles of tables, numbers before a heading."""

from __future__ import annotations

import re

from msgspec import Struct

from perf_xl.model.entry import OUTER_BLANKS

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_OPENINGS = (
    ("（一）", re.compile(r"[（(]\s*([一二三四五六七八九十百]{1,4})\s*[)）]\s*")),
    ("一、", re.compile(r"([一二三四五六七八九十百]{1,4})\s*[、.．]\s*")),
    ("（1）", re.compile(r"[（(]\s*(\d{1,3})\s*[)）]\s*")),
    ("1.", re.compile(r"(\d{1,3})\s*[.．、]\s*")),
)
_TITLE = re.compile(r"(?P<stem>.*?)绩效目标(?:申报|批复|审批|公开|审核)?表(?P<behind>\s*[（(][^（）()]{0,14}[)）])?", re.DOTALL)
_ANNEX = re.compile(r"附[件表]\s*[\d一二三四五六七八九十-]*\s*[：:.、]?\s*")
_WHOLE = re.compile(r"(?:部门|单位)?整体(?:支出)?(?:预算)?$")
_CONTINUED = re.compile(r"[（(]\s*续\s*\d*\s*[)）]|续表")
_PART = re.compile(r"第[一二三四五六]部分")
_LIST_OF_CONTENTS = re.compile(r"(?:\t|[.…·‥]{3,}\s*|\s{3,})\d{1,4}$")
_LONGEST_TITLE = 120


class Opening(Struct, frozen=True):
    """A number before a text: `style` is how the first of its kind looks, `body` the text behind it."""

    style: str
    number: int
    body: str


class Title(Struct, frozen=True):
    """The title of a project's table. `stem` is what stands between number and 绩效目标表."""

    number: int | None
    stem: str
    continued: bool = False


def opening_of(text: str) -> Opening | None:
    """`（一）加强…`, `一、总体…`, `1．…`, `1、…`; None where the text carries no number."""
    plain = text.strip(OUTER_BLANKS)
    for style, pattern in _OPENINGS:
        found = pattern.match(plain)
        if found:
            written = found.group(1)
            number = int(written) if written.isdecimal() else chinese_number(written)
            return Opening(style, number, plain[found.end():])
    return None


def chinese_number(text: str) -> int:
    """一 to 九百九十九 without 零: 十 -> 10, 二十三 -> 23."""
    total, current = 0, 0
    for character in text:
        if character in ("十", "百"):
            total += (current or 1) * (10 if character == "十" else 100)
            current = 0
        else:
            current = _DIGITS[character]
    return total + current


def title_of(text: str) -> Title | None:
    """The title of a project's table; None for anything else, the 部门整体绩效目标表 of part one included.

    >>> title_of("12.公安局2023年办案经费绩效目标表")
    Title(number=12, stem='公安局2023年办案经费', continued=False)
    """
    plain = text.strip(OUTER_BLANKS)
    if len(plain) > _LONGEST_TITLE or "\n" in plain or "表" not in plain:
        return None
    continued = _CONTINUED.search(plain) is not None
    plain = _ANNEX.sub("", _CONTINUED.sub("", plain).strip(OUTER_BLANKS), count=1)
    opening = opening_of(plain)
    found = _TITLE.fullmatch(opening.body if opening else plain)
    if not found or _WHOLE.search(found.group("stem")):
        return None
    return Title(opening.number if opening else None, found.group("stem"), continued)


def is_part_heading(text: str) -> bool:
    """`第二部分`, `第一部分 部门整体绩效目标`."""
    plain = text.strip(OUTER_BLANKS)
    return _PART.match(plain) is not None and len(plain) <= 40 and not plain.endswith(("。", "；"))


def is_part_two_caption(text: str) -> bool:
    """The line under 第二部分 that only announces the tables."""
    plain = re.sub(r"^[一二三四五六]、", "", "".join(text.split()))
    return re.fullmatch(r"(?:部门)?(?:预算)?项目(?:支出)?(?:预算)?绩效目标(?:情况)?", plain) is not None


def is_contents_line(text: str) -> bool:
    """A line of a table of contents: dots or a tab and a page number behind the heading."""
    return _LIST_OF_CONTENTS.search(text.rstrip()) is not None
