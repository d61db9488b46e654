"""Lists of words to be looked for in texts, ready at once: a pattern for the same words would take longer to make than
all its searches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct


class Spot(Struct, frozen=True, gc=False):
    """A listed word and where it begins in the text."""

    start: int
    word: str

    @property
    def end(self) -> int:
        return self.start + len(self.word)


class WordList:
    """Words of which the first in a text counts; of several that begin at one place, the longest."""

    __slots__ = ("_beginning",)

    def __init__(self, words: Iterable[str]) -> None:
        """Raises ValueError (a mistake of ours) for a blank word, which would stand everywhere."""
        beginning: dict[str, list[str]] = {}
        for word in sorted(words, key=len, reverse=True):
            if not word:
                raise ValueError("a blank word in a list")
            beginning.setdefault(word[0], []).append(word)
        self._beginning = beginning

    def search(self, text: str) -> Spot | None:
        """The first listed word."""
        beginning = self._beginning
        if beginning.keys().isdisjoint(text):
            return None
        for at, character in enumerate(text):
            if character in beginning:
                for word in beginning[character]:
                    if text.startswith(word, at):
                        return Spot(at, word)
        return None

    def at_start(self, text: str, start: int = 0) -> str:
        """The longest listed word that begins at the place; '' if none does."""
        for word in self._beginning.get(text[start:start + 1], ()):
            if text.startswith(word, start):
                return word
        return ""

    def without(self, text: str) -> str:
        """The text with every listed word taken out, from the left."""
        beginning, kept, end = self._beginning, "", 0
        for at, character in enumerate(text):
            if character in beginning and at >= end:
                word = self.at_start(text, at)
                if word:
                    kept += text[end:at]
                    end = at + len(word)
        return kept + text[end:]

    def cover(self, text: str) -> bool:
        """Whether nothing would be left without the listed words."""
        at = 0
        while at < len(text):
            word = self.at_start(text, at)
            if not word:
                return False
            at += len(word)
        return True


class LabelledWords:
    """Words of many lists, looked for at one go: which lists does a text touch?"""

    __slots__ = ("_beginning", "_firsts")

    def __init__(self, lists: Iterable[tuple[str, Iterable[str]]]) -> None:
        """From (label, words)."""
        beginning: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for label, words in lists:
            for word in words:
                beginning[word[0]].append((word, label))
        self._beginning, self._firsts = dict(beginning), frozenset(beginning)

    def labels_in(self, text: str) -> set[str]:
        """The labels of all words that stand anywhere in the text."""
        beginning = self._beginning
        return {label for first in self._firsts.intersection(text) for word, label in beginning[first] if word in text}
