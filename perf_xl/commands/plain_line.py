"""A command line that says what it wants in full, understood without `argparse`: to load it and make its parser takes longer
than all else that comes before the command. Help, mistakes, abbreviations and whatever else is not plain are left to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

from perf_xl.commands import MODULES, arguments_of
from perf_xl.commands.shape import Shape

_MANY, _ONE_OR_NONE = ("*", "+"), "?"


class NotPlain(Exception):
    """Something that only the parser knows how to take."""


def plain_options(arguments: Sequence[str]) -> SimpleNamespace:
    """What the arguments say, the command first. Raises NotPlain."""
    command = arguments[0] if arguments else ""
    if command not in MODULES:
        raise NotPlain
    line = PlainLine()
    line.add_argument("--lang", choices=("zh", "en"))
    arguments_of(command)(Shape(line, lambda key: ""))
    options = line.read(arguments[1:])
    options.command = command
    return options


class PlainLine:
    """What a command takes, told as to an `ArgumentParser`."""

    def __init__(self) -> None:
        self._positionals: list[tuple[str, str | None, Callable[[str], Any], Sequence[str] | None]] = []
        self._options: dict[str, tuple[str, str, Callable[[str], Any], Sequence[str] | None]] = {}
        self._values: dict[str, Any] = {}
        self._required: set[str] = set()

    def add_argument(self, *names: str, action: str = "store", nargs: str | None = None, const: Any = None, default: Any = None,
                     type: Callable[[str], Any] = str, choices: Sequence[str] | None = None, required: bool = False,
                     metavar: str | None = None, help: str | None = None, dest: str = "") -> None:
        """As `ArgumentParser.add_argument`."""
        if not names[0].startswith("-"):
            self._positionals.append((names[0], nargs, type, choices))
            return
        dest = dest or next((name for name in names if name.startswith("--")), names[0]).lstrip("-").replace("-", "_")
        self._values[dest] = False if action == "store_true" else default
        if required:
            self._required.add(dest)
        for name in names:
            self._options[name] = dest, "not plain" if nargs else action, type, choices

    def read(self, arguments: Sequence[str]) -> SimpleNamespace:
        """As `ArgumentParser.parse_args`. Raises NotPlain."""
        values, given, words, waiting = dict(self._values), set[str](), list[str](), list(arguments)
        runs = 0                    # of words that belong to no option: the parser takes them one run at a time
        among_words = False
        while waiting:
            argument = waiting.pop(0)
            if not argument.startswith("-"):
                runs += not among_words
                among_words = True
                words.append(argument)
                continue
            among_words = False
            flag, is_joined, joined = argument.partition("=")
            if flag not in self._options or (is_joined and not joined):
                raise NotPlain
            dest, action, kind, choices = self._options[flag]
            given.add(dest)
            if action == "store_true" and not is_joined:
                values[dest] = True
            elif action in ("store", "append") and (is_joined or (waiting and not waiting[0].startswith("-"))):
                value = _meant(joined or waiting.pop(0), kind, choices)
                values[dest] = [*values[dest], value] if action == "append" else value
            else:
                raise NotPlain
        if runs > 1 or not self._required <= given:
            raise NotPlain
        return SimpleNamespace(**values, **self._words(words))

    def _words(self, words: list[str]) -> dict[str, Any]:
        """Those that belong to no option: one for each name, only the last may take another number of them."""
        found: dict[str, Any] = {}
        for at, (name, nargs, kind, choices) in enumerate(self._positionals):
            is_last = at == len(self._positionals) - 1
            if nargs in _MANY and is_last and (words or nargs == "*"):
                found[name] = [_meant(word, kind, choices) for word in words]
                words = []
            elif nargs == _ONE_OR_NONE and is_last and not words:
                found[name] = None
            elif words and (nargs is None or (nargs == _ONE_OR_NONE and is_last)):
                found[name] = _meant(words.pop(0), kind, choices)
            else:
                raise NotPlain
        if words:
            raise NotPlain
        return found


def _meant(text: str, kind: Callable[[str], Any], choices: Sequence[str] | None) -> Any:
    try:
        value = kind(text)
    except (ValueError, TypeError):
        raise NotPlain from None
    if choices is not None and value not in choices:
        raise NotPlain
    return value
