"""What a command takes, said in few words; every help text comes from the messages."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Shape:
    """The arguments of one command."""

    def __init__(self, parser: ArgumentParser, say: Callable[[str], str]) -> None:
        """`say` gives the help text of a key."""
        self._parser, self._say = parser, say

    def positional(self, name: str, many: bool = False, needed: bool = True) -> None:
        """A path; `many`: one or more. Not `needed`: it may be left out."""
        times = ("+" if needed else "*") if many else (None if needed else "?")
        self._parser.add_argument(name, nargs=times, type=Path, metavar=name.upper(), help=self._say(f"arg_{name}"))

    def word(self, name: str, choices: tuple[str, ...] | None = None) -> None:
        """A word that is no path: a code, a name, one of `choices`."""
        self._parser.add_argument(name, choices=choices, metavar=None if choices else name.upper(), help=self._say(f"arg_{name}"))

    def option(self, flag: str, help_key: str, **settings: Any) -> None:
        """One `--flag`, its help under `help.<help_key>`; `settings` as in argparse."""
        self._parser.add_argument(flag, help=self._say(help_key), **settings)

    def output(self, required: bool = True) -> None:
        self._parser.add_argument("-o", "--output", dest="output", type=Path, required=required, metavar="OUT", help=self._say("output"))

    def formats(self, *kinds: str) -> None:
        """`--format`; the first kind is the one without asking."""
        self._parser.add_argument("--format", choices=kinds, default=kinds[0], help=self._say("format"))
