"""项目编码: its 21 characters, its check character, and the nearest known code to a misspelt one.

Layout: six digits 行政区划, two digits year, one letter kind (R 人员类, Y 运转类, T 特定目标类, P as published by one
city), twelve characters serial. Check character: observed on 54 published codes of 保定市 (130600…P00), where it holds
without exception. Codes of other places end in a plain serial, so there a mismatch proves nothing.

>>> read_code("13060022P00R6BL100478")
ProjectCode(text='13060022P00R6BL100478', region='130600', year=2022, kind='P', serial='00R6BL100478')
>>> check_character("13060022P00R6BL10047")
'8'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from operator import mul

from msgspec import Struct

LENGTH = 21
CHECK_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"    # without I O S V Z
_PATTERN = re.compile(r"(\d{6})(\d{2})([A-Z])([0-9A-Z]{12})", re.ASCII)
_CHECKED_FAMILY = re.compile(r"130600\d{2}P00", re.ASCII)
_VALUE = {character: value for value, character in enumerate(CHECK_ALPHABET)}
_WEIGHTS = tuple(pow(3, place, len(CHECK_ALPHABET)) for place in range(LENGTH - 1))
# Characters that are taken for one another when a code is typed from paper; the code itself uses the first.
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "S": "5", "Z": "2", "B": "8", "Q": "0", "V": "U", "G": "6"})


class ProjectCode(Struct, frozen=True):
    """A well-formed code, read."""

    text: str
    region: str
    year: int
    kind: str
    serial: str

    @property
    def has_check_character(self) -> bool:
        """Whether the code belongs to the family whose last character is known to be a check character."""
        return bool(_CHECKED_FAMILY.match(self.text))

    @property
    def checks(self) -> bool | None:
        """Whether the check character agrees; None where the family has none that is known."""
        return check_character(self.text[:-1]) == self.text[-1] if self.has_check_character else None


_LONGEST_GUESSED = 200      # a longer text is no mistyped code


def tidy_code(text: str) -> str:
    """Full width to half width, blanks and quotation marks out, letters upper case.

    >>> tidy_code(" '１３０６００22p00r6bl100478 ")
    '13060022P00R6BL100478'
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(character for character in plain if not character.isspace() and character not in "'\"`‘’“”\u200b\ufeff")


def read_code(text: str) -> ProjectCode | None:
    """The code, read as it stands; None when it does not have the 21 characters of the pattern."""
    found = _PATTERN.fullmatch(text)
    if not found:
        return None
    region, year, kind, serial = found.groups()
    return ProjectCode(text, region, 2000 + int(year), kind, serial)


def check_character(first_twenty: str) -> str | None:
    """The 21st character for the first twenty: sum of position values times 3^i mod 31, counted back from 30.

    None when a character lies outside the check alphabet. Raises ValueError for any other length.
    """
    if len(first_twenty) != LENGTH - 1:
        raise ValueError(f"{LENGTH - 1} characters wanted, {len(first_twenty)} given")
    try:
        total = sum(map(mul, map(_VALUE.__getitem__, first_twenty), _WEIGHTS))
    except KeyError:
        return None
    modulus = len(CHECK_ALPHABET)
    return CHECK_ALPHABET[(modulus - 1 - total) % modulus]


def nearest_code(text: str, known: Collection[str]) -> str | None:
    """The one known code that `text` was probably meant to be; None when there is none, or more than one.

    Looked for in this order, the first step with exactly one answer decides: same up to look-alikes (O for 0,
    I for 1), two neighbours exchanged, one character wrong, missing or too many, two characters wrong. Where a step
    has several answers, those whose check character agrees are preferred. A code whose own check character agrees was
    not mistyped: it is another project's, and nothing is suggested.
    """
    wrong = tidy_code(text[:_LONGEST_GUESSED])
    if wrong in known:
        return wrong
    read = read_code(wrong)
    if read is not None and read.checks:
        return None
    for step in (_alike, _swapped, _one_edit, _two_wrong):
        candidates = sorted(set(step(wrong, known)))
        if len(candidates) > 1:
            candidates = [code for code in candidates if (read := read_code(code)) is not None and read.checks]
        if candidates:
            return candidates[0] if len(candidates) == 1 else None
    return None


def _alike(wrong: str, known: Collection[str]) -> Iterator[str]:
    shape = wrong.translate(_LOOK_ALIKES)
    return (code for code in known if code.translate(_LOOK_ALIKES) == shape)


def _swapped(wrong: str, known: Collection[str]) -> Iterator[str]:
    for place in range(len(wrong) - 1):
        other = wrong[:place] + wrong[place + 1] + wrong[place] + wrong[place + 2:]
        if other in known:
            yield other


def _one_edit(wrong: str, known: Collection[str]) -> Iterator[str]:
    return (code for code in known if abs(len(code) - len(wrong)) <= 1 and _differ_by_one(wrong, code))


def _two_wrong(wrong: str, known: Collection[str]) -> Iterator[str]:
    """Two characters replaced; only where a check character vouches for the known code and against the typed one."""
    return (code for code in known if len(code) == len(wrong) == LENGTH and (read := read_code(code)) is not None
            and read.checks and sum(a != b for a, b in zip(wrong, code, strict=True)) == 2)


def _differ_by_one(one: str, other: str) -> bool:
    """Whether one character was replaced, left out or put in."""
    short, long = sorted((one, other), key=len)
    place = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[place + (len(short) == len(long)):] == long[place + 1:]
