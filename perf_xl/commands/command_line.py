"""What the command line says, and what is said about a wrong one."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, HelpFormatter, Namespace
from collections.abc import Sequence
from functools import cache

from perf_xl import __version__
from perf_xl.commands import MODULES, arguments_of
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import COULD_NOT_RUN
from perf_xl.messages.say import sentence

_USUAL_COLUMNS = 80


class _Parser(ArgumentParser):
    """Says in the user's language what was wrong, and how to get help."""

    lang = "zh"

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(COULD_NOT_RUN, sentence("cli.wrong_arguments", self.lang, reason=message, command=self.prog) + "\n")

    def _get_formatter(self) -> HelpFormatter:
        """Told the width, it loads nothing to find it out - for every argument, not only for help."""
        return HelpFormatter(self.prog, width=_columns() - 2)


@cache
def _columns() -> int:
    """Of the terminal, or of whatever the user says."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _USUAL_COLUMNS  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return _USUAL_COLUMNS


def parsed(arguments: Sequence[str], lang: str) -> Namespace:
    """What the arguments say. Raises SystemExit when that was told at once: help, the version, what is wrong with them."""
    return _parser(lang, arguments).parse_args(arguments)


def _parser(lang: str, arguments: Sequence[str]) -> ArgumentParser:
    """Knows every command by name, and the arguments of those that the command line mentions."""

    def say(key: str) -> str:
        return sentence(f"help.{key}", lang)

    _Parser.lang = lang
    parser = _Parser(prog="perf-xl", description=say("product"), add_help=False)
    parser.add_argument("-h", "--help", action="help", help=say("help"))
    parser.add_argument("--version", action="version", version=f"perf-xl {__version__}", help=say("version"))
    parser.add_argument("--lang", choices=("zh", "en"), help=say("lang"))
    # Told its own name, it need not lay out a help text to find it.
    commands = parser.add_subparsers(dest="command", required=True, metavar=say("command"), prog=parser.prog)
    # With the command in its usual place nothing but it needs a parser; else all are there, for the help and for the complaint.
    named = arguments[:1] if arguments and arguments[0] in MODULES else MODULES
    for name in named:
        made = commands.add_parser(name, help=say(name.replace("-", "_")), add_help=False, description=say(name.replace("-", "_")))
        if name in arguments:
            made.add_argument("-h", "--help", action="help", help=say("help"))
            made.add_argument("--lang", choices=("zh", "en"), help=say("lang"))
            arguments_of(name)(Shape(made, say))
    return parser
