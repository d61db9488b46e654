"""指标值: sign, number, measure - and whatever else people wrote into the cell."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import Enum
from functools import cache

from msgspec import Struct

from perf_xl.law.measures import Measure, leading_measure, measure_named
from perf_xl.law.reader import load
from perf_xl.law.word_list import WordList
from perf_xl.model.number import plain_text

# Everything that NFKC would flatten but that means something here stays as it is.
_KEEP = str.maketrans({"％": "%", "＞": ">", "＜": "<", "＝": "=", "（": "(", "）": ")", "，": ",", "：": ":", "～": "~"})
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_TO = "-~—–至到"
# Three and more Chinese characters in one pair of brackets take longer to make than the rest of the pattern.
_DATE = re.compile(
    r"(?:(?:20\d\d|当|本|次)年度?)?\s*(?:\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号]|\s*[底末]|\s*初|份)?|\d{1,2}\.\d{1,2}(?=\s*(?:号|前|之前|日期|日前|日之前)))"
    r"\s*(?:日期)?|20\d\d[-./](?:0?[1-9]|1[0-2])(?:[-./]\d{1,2})?|20\d\d年(?:[底末]|(?=之?前))?|(?:当|本)年[底末]|年[底末]|[1-4]季度末?|[一二]季度末?|[三四]季度末?"
)
_MONTHS = r"\d{1,2}\s*月"      # made when first asked for; ≥4月 is a duration; 4月 alone, 4月底 and 4月前 are dates
_DATE_TAIL = re.compile(r"\s*(?:之前|以前|前|内|日期|完成|前完成|底前|止|为止|日|号)*$")
_SHARE = "百分之"
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


class TargetKind(Enum):
    """How a 指标值 can be judged."""

    BLANK = "blank"
    NUMBER = "number"
    RANGE = "range"
    DATE = "date"
    WORDS = "words"       # no number at all: gradable level or slogan, for the rules to tell


class Target(Struct, frozen=True, gc=False):
    """A 指标值 understood.

    `sign` is one of ≥ > = < ≤ or '' (none written: judged as =); `sign_written` is as it stood. `number` (and `upper`
    of a range) are in `measure`. `rest` is text that belongs to none of them. `closing` is a sign written behind the
    number although one stands before it (≥90%以上), `closing_sign` what it means.
    """

    text: str
    kind: TargetKind
    sign: str = ""
    sign_written: str = ""
    number: Decimal | None = None
    upper: Decimal | None = None
    measure: Measure = Measure("", "")
    rest: str = ""
    closing: str = ""
    closing_sign: str = ""

    @property
    def effective_sign(self) -> str:
        """The sign by which an actual value is judged: none written means =."""
        return self.sign or "="

    @property
    def is_share(self) -> bool:
        return self.measure.kind == "share"

    def as_dict(self) -> dict[str, str] | None:
        """As the `dump` prints it; None where there is no number."""
        if self.number is None:
            return None
        printed = {"sign": self.sign, "number": plain_text(self.number), "measure": self.measure.usual,
                   "rest": self.rest}
        if self.upper is not None:
            printed["upper"] = plain_text(self.upper)
        return printed


@cache
def _signs() -> tuple[dict[str, str], WordList, dict[str, str]]:
    """What stands before a number -> its sign, the same as a list of words, what stands behind one -> its sign."""
    data = load("signs")
    before = {_flat(word): sign for sign, words in data["before"].items() for word in words}
    after = {_flat(word): sign for sign, words in data["after"].items() for word in words}
    return before, WordList(before), after


def _flat(text: str) -> str:
    """Half width for what has a half-width twin with the same meaning; other characters untouched."""
    return unicodedata.normalize("NFKC", text.translate(_KEEP)) if not text.isascii() else text


@cache
def read_target(text: str) -> Target:
    """Understand a 指标值. Never raises; what cannot be understood is `words` with everything in `rest`."""
    # NFKC would turn ㎡ into m2 and ℃ into °C: both are in the list of measures.
    plain = _flat(text).strip().strip("\"'“”‘’")
    if plain.startswith("(") and plain.endswith(")") and plain.count("(") == 1:
        plain = plain[1:-1].strip()
    if not plain:
        return Target(text, TargetKind.BLANK)
    before, words, after = _signs()
    sign = written = ""
    body = plain
    if opening := words.at_start(plain.lstrip()):
        behind = plain.lstrip()[len(opening):].lstrip()
        if _NUMBER.match(behind) or _DATE.match(behind) or behind.startswith(_SHARE):
            sign, written, body = before[opening], opening, behind
    dated = _read_date(text, sign, written, body)
    if dated and not (sign and re.fullmatch(_MONTHS, body)):
        return dated
    body = _spell_out_share(body)
    return _read_quantity(text, sign, written, body, after) or Target(text, TargetKind.WORDS, rest=plain)


def _read_date(text: str, sign: str, written: str, body: str) -> Target | None:
    found = _DATE.match(body)
    if not found or not _DATE_TAIL.match(body, found.end()):
        return None
    return Target(text, TargetKind.DATE, sign or "≤", written, measure=Measure(body, "日期", "date"))


def _read_quantity(text: str, sign: str, written: str, body: str, after: dict[str, str]) -> Target | None:
    first = _NUMBER.match(body)
    if not first:
        return None
    number, upper, end = _decimal(first.group()), None, first.end()
    middle = body[end:]
    unit_between = leading_measure(middle) if middle[:1] == "%" else ""
    behind = middle[len(unit_between):].lstrip()
    second = _NUMBER.match(body, len(body) - len(behind.lstrip(_TO).lstrip())) if behind.startswith(tuple(_TO)) else None
    if second and not second.group().startswith(("-", "+")):
        upper, end = _decimal(second.group()), second.end()
    tail = body[end:].strip()
    closing = max(filter(tail.endswith, after), key=len, default="")
    doubled = ""
    if closing and upper is None:
        if sign:
            doubled = closing
        else:
            written, sign = closing, after[closing]
        tail = tail.removesuffix(closing).strip()
    measure_text, rest = _cut_measure(tail)
    kind = TargetKind.NUMBER if upper is None else TargetKind.RANGE
    return Target(text, kind, sign, written, number, upper, measure_named(measure_text), rest,
                  doubled, after.get(doubled, ""))


def _cut_measure(tail: str) -> tuple[str, str]:
    """Split what stands behind the number into unit and remainder."""
    if not tail or measure_named(tail).is_known:
        return tail, ""
    inner = re.fullmatch(r"\(([^()]+)\)", tail)
    if inner and measure_named(inner.group(1)).is_known:
        return inner.group(1), ""
    # A short word without digits and punctuation is taken for a unit, if an unknown one.
    if re.fullmatch(r"[^\W\d_]{1,3}", tail) and not measure_named(tail[0]).is_known:
        return tail, ""
    known = leading_measure(tail)
    return known, tail[len(known):].strip()


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))


def _spell_out_share(body: str) -> str:
    """百分之九十五 -> 95%; 百分之95 -> 95%."""
    if not body.startswith(_SHARE):
        return body
    spelled = body.removeprefix(_SHARE)
    value = spelled if _NUMBER.fullmatch(spelled) else _chinese_number(spelled)
    return body if value is None else f"{value}%"


def _chinese_number(text: str) -> str | None:
    """零 to 一百, with decimals behind 点; None when it is no such number."""
    whole, _, decimals = text.partition("点")
    if whole in ("百", "一百"):
        value = 100
    elif "十" in whole:
        tens, _, ones = whole.partition("十")
        if tens not in ("", *_DIGITS) or ones not in ("", *_DIGITS):
            return None
        value = (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    elif whole in _DIGITS:
        value = _DIGITS[whole]
    else:
        return None
    if decimals and any(c not in _DIGITS for c in decimals):
        return None
    return f"{value}.{''.join(str(_DIGITS[c]) for c in decimals)}" if decimals else str(value)
