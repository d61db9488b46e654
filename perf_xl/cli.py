"""The command line: arguments in, action called, exit code out.

Exit codes: 0 nothing of severity error, 1 findings of severity error, 2 could not run.
"""

from __future__ import annotations

import errno
import os
import sys
from argparse import ArgumentParser, HelpFormatter, Namespace
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from types import ModuleType

from perf_xl import __version__
from perf_xl.commands import MODULES
from perf_xl.errors import PerfError

OK, FINDINGS, COULD_NOT_RUN = 0, 1, 2
_USUAL_COLUMNS = 80


class _Parser(ArgumentParser):
    """Says in the user's language what was wrong, and how to get help."""

    lang = "zh"

    def error(self, message: str) -> None:  # type: ignore[override]
        from perf_xl.messages.say import sentence

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


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang = _language(arguments)
    _use_utf8()
    parser = _parser(lang, arguments)
    try:
        options = parser.parse_args(arguments)
    except SystemExit as ending:
        return int(ending.code or 0)
    options.lang = lang
    return _run(options)


def _run(options: Namespace) -> int:
    try:
        code = int(getattr(_module(options.command), f"do_{options.command.replace('-', '_')}")(options))
        sys.stdout.flush()
        return code
    except PerfError as problem:
        from perf_xl.messages.say import sentence

        print(sentence(problem.what, options.lang, **problem.facts), file=sys.stderr)
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        return COULD_NOT_RUN
    except BrokenPipeError:
        _say_no_more()       # the reader went away
        return OK
    except Exception as mistake:
        if os.environ.get("PERF_XL_TRACEBACK"):
            raise
        return _own_mistake(mistake, options.lang)


def _own_mistake(mistake: Exception, lang: str) -> int:
    """A sentence with the kind and the place of a mistake of ours. What it says may hold contents of cells: not told.

    A drive that is gone and memory that does not suffice are no mistakes of ours, wherever they show.
    """
    from perf_xl.messages.say import sentence

    if isinstance(mistake, MemoryError):
        print(sentence("cli.no_memory", lang), file=sys.stderr)
        return COULD_NOT_RUN
    if isinstance(mistake, OSError) and isinstance(mistake.filename, str | bytes):
        from perf_xl.messages.shown import on_one_line

        print(sentence("cli.out_of_reach", lang, path=on_one_line(os.fsdecode(mistake.filename)), reason=mistake.strerror), file=sys.stderr)
        return COULD_NOT_RUN
    if isinstance(mistake, OSError) and mistake.errno == errno.ENOSPC:
        print(sentence("cli.no_space", lang, reason=mistake.strerror), file=sys.stderr)
        _say_no_more()
        return COULD_NOT_RUN
    trace = mistake.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""
    print(sentence("cli.own_mistake", lang, kind=type(mistake).__name__, place=place, version=__version__), file=sys.stderr)
    return COULD_NOT_RUN


def _say_no_more() -> None:
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the process ends


def _language(arguments: list[str]) -> str:
    """`--lang` anywhere, else PERF_XL_LANG, else Chinese."""
    for index, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return "en" if argument.endswith("en") else "zh"
        if argument == "--lang" and index + 1 < len(arguments):
            return "en" if arguments[index + 1] == "en" else "zh"
    return "en" if os.environ.get("PERF_XL_LANG", "").startswith("en") else "zh"


def _use_utf8() -> None:
    """Chinese comes out whole whatever the console's code page: what it cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not stream.isatty():
            reconfigure(encoding="utf-8")
        elif reconfigure is not None:
            reconfigure(errors="replace")


def _parser(lang: str, arguments: Sequence[str]) -> ArgumentParser:
    """Knows every command by name, and the arguments of those that the command line mentions."""
    from perf_xl.commands.shape import Shape
    from perf_xl.messages.say import sentence

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
            getattr(_module(name), f"arguments_{name.replace('-', '_')}")(Shape(made, lang))
    return parser


def _module(command: str) -> ModuleType:
    return import_module(f"perf_xl.commands.{MODULES[command]}")


if __name__ == "__main__":
    sys.exit(main())
