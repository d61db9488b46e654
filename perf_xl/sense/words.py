"""The word lists, ready to be asked: which listed word ends a text, which stand in it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from perf_xl.law.reader import load
from perf_xl.law.word_list import LabelledWords, WordList


class Endings:
    """Words with a label each, found at the end of a text or at its beginning; the longest wins."""

    __slots__ = ("_firsts", "_labels", "_lasts", "_lengths")

    def __init__(self, labels: dict[str, str]) -> None:
        self._labels = labels
        self._lengths = sorted({*map(len, labels)}, reverse=True)
        self._firsts, self._lasts = {word[0] for word in labels}, {word[-1] for word in labels}

    def at_end(self, text: str) -> tuple[str, str]:
        """(word, label) of the longest listed word that ends the text; ('', '') if none does."""
        if text[-1:] in self._lasts:
            for length in self._lengths:
                label = self._labels.get(text[-length:])
                if label is not None:
                    return text[-length:], label
        return "", ""

    def at_start(self, text: str) -> tuple[str, str]:
        """The same at the beginning of the text."""
        if text[:1] in self._firsts:
            for length in self._lengths:
                label = self._labels.get(text[:length])
                if label is not None:
                    return text[:length], label
        return "", ""


def labelled(pairs: Iterable[tuple[str, Iterable[str]]]) -> Endings:
    """Endings from (label, words); of two labels for one word the first stays."""
    return Endings({word: label for label, words in reversed(tuple(pairs)) for word in words})


def _all_words(table: dict[str, Any]) -> list[str]:
    return [word for words in table.values() for word in words]


@cache
def heads() -> Endings:
    """Last nouns -> what is measured (a section of words_heads.toml)."""
    data = load("words_heads")
    return labelled((thing, table["endings"]) for thing, table in data.items()
                    if thing not in ("peel", "trust"))


@cache
def head_trust(head: str, core: str) -> float:
    """How surely a head tells what is measured: 1.0, 0.8 (likely), 0.7 (unsure), 0.0 (it belongs to a longer word)."""
    trust = load("words_heads")["trust"]
    if head in ("数", "量", "费") and core.endswith(tuple(trust["never"])):
        return 0.0
    return 0.8 if head in trust["likely"] else 0.7 if head in trust["unsure"] else 1.0


@cache
def listed(table: str, name: str) -> frozenset[str]:
    """One list of words_polarity.toml as a set."""
    return frozenset(load("words_polarity")[table][name])


@cache
def empty_endings() -> Endings:
    """Last nouns that say nothing: 情况, 指标."""
    return labelled([("", load("words_heads")["peel"]["endings"])])


@cache
def stems() -> Endings:
    """Words before the head -> bad, good, rather_good, lower, reduce, saving, increase, ambiguous."""
    data = load("words_polarity")
    change = [("saving", data["reduce"]["saving"]), ("reduce", data["reduce"]["words"]),
              ("increase", data["increase"]["words"]), ("ambiguous", data["ambiguous"]["words"])]
    return labelled([*change, *((label, _all_words(data[label])) for label in ("bad", "good", "rather_good", "lower"))])


@cache
def openings() -> Endings:
    """Verbs that open a name which is a sentence -> reduce, increase, bound."""
    return labelled(load("words_polarity")["opening"].items())


@cache
def negations() -> Endings:
    """not: turns good and bad round (未达标); against: a deed against something bad (防范风险)."""
    data = load("words_polarity")["negate"]
    return labelled([("not", data["not"]), ("against", data["against"])])


@cache
def counting_nouns() -> Endings:
    """The end of a head that only counts: 起数 of 事故起数."""
    return labelled([("", load("words_polarity")["counting"]["nouns"])])


@cache
def deeds() -> WordList:
    """Verbs that take something bad as their object: 化解, 帮扶."""
    return WordList(load("words_polarity")["deeds"]["words"])


@cache
def time_words() -> tuple[Endings, WordList, WordList]:
    """What a duration is of: at its end served/process; the two lists find either anywhere."""
    data = load("words_polarity")
    served, process = data["service_time"]["words"], data["process_time"]["words"]
    return labelled([("process", process), ("served", served)]), WordList(process), WordList(served)


@cache
def whole_shares() -> Endings:
    """Stems whose rate is a share of one whole and cannot pass 100 percent (whole), or hardly (nearly)."""
    data = load("words_shares")
    return labelled([("whole", data["whole"]["stems"]), ("nearly", data["nearly"]["stems"])])


# A word of `not_if` unmakes the role.
_UNMADE = "not "
_NONE = frozenset[str]()


@cache
def role_words(role: str) -> WordList:
    """The words that make a role."""
    return WordList(load("words_roles")[role]["contains"])


@cache
def _all_roles() -> LabelledWords:
    tables = load("words_roles").items()
    return LabelledWords([*((role, table["contains"]) for role, table in tables),
                          *((_UNMADE + role, table.get("not_if", ())) for role, table in tables)])


@cache
def roles_in(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The roles that words of the text make, and those that other words of it unmake."""
    labels = _all_roles().labels_in(text)
    if not labels:
        return _NONE, _NONE
    unmade = frozenset(label.removeprefix(_UNMADE) for label in labels if label.startswith(_UNMADE))
    return frozenset(label for label in labels if not label.startswith(_UNMADE)), unmade
