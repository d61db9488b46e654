"""计量单位: which words are units, what each measures, and how people misspell them."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from perf_xl.law.reader import load
from perf_xl.law.word_list import WordList


class Measure(Struct, frozen=True, gc=False):
    """`usual` is the customary spelling ('%', '万元'); `kind` what it measures ('share', 'money'), '' if unknown."""

    written: str
    usual: str
    kind: str = ""
    misspelt: bool = False

    @property
    def is_known(self) -> bool:
        return bool(self.kind)


# 万辆, 千公里, 余人: a multiplier before a unit that is counted or measured.
_MULTIPLIED = ("people", "household", "event", "thing", "length", "area", "volume", "weight", "energy", "data", "money")


class _Book(Struct, frozen=True):
    kinds: dict[str, str]          # usual spelling or variant -> kind
    usual: dict[str, str]          # variant or typo -> usual
    typos: frozenset[str]
    known: WordList                # every known spelling


@cache
def _book() -> _Book:
    data = load("measures")
    kinds = {word: kind for kind, words in data["classes"].items() for word in words}
    usual: dict[str, str] = {}
    for table in ("spellings", "typos"):
        for right, variants in data[table].items():
            for variant in variants:
                usual[variant] = right
                kinds.setdefault(variant, kinds[right])
    typos = frozenset(word for words in data["typos"].values() for word in words)
    return _Book(kinds, usual, typos, WordList(kinds))


def measure_named(written: str) -> Measure:
    """What a unit as written means. Compounds (`元/人·月`, `万元/年`) take the kind of their first part."""
    book = _book()
    plain = written.replace("（", "(").replace("）", ")").replace(" ", "")
    if plain in book.kinds:
        return Measure(written, book.usual.get(plain, plain), book.kinds[plain], plain in book.typos)
    head, slash, tail = plain.replace("／", "/").replace("每", "/").partition("/")
    if slash and head in book.kinds and tail:
        parts = tail.replace("·", "/").replace("•", "/").replace(".", "/").split("/")
        if all(part.strip("0123456789") in book.kinds or not part for part in parts):
            return Measure(written, f"{book.usual.get(head, head)}/{tail}", book.kinds[head], head in book.typos)
    counted = plain.lstrip("万千百亿余多")
    if counted != plain and counted in book.kinds and book.kinds[counted] in _MULTIPLIED:
        return Measure(written, plain.lstrip("余多"), book.kinds[counted], counted in book.typos)
    return Measure(written, plain)


def leading_measure(text: str) -> str:
    """The longest known unit at the start of a text, with compound tails; '' if there is none."""
    known = _book().known
    end = len(known.at_start(text))
    while end and end < len(text) and text[end] in "/／·":
        further = known.at_start(text, end + 1)
        if not further:
            break
        end += 1 + len(further)
    return text[:end]
