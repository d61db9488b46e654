"""The command line: arguments in, action called, exit code out.

Exit codes: 0 nothing of severity error, 1 findings of severity error, 2 could not run.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from perf_xl import __version__
from perf_xl.errors import PerfError

OK, FINDINGS, COULD_NOT_RUN = 0, 1, 2


class _Parser(ArgumentParser):
    """Says in the user's language what was wrong, and how to get help."""

    lang = "zh"

    def error(self, message: str) -> None:  # type: ignore[override]
        from perf_xl.messages.say import sentence

        self.exit(COULD_NOT_RUN, sentence("cli.wrong_arguments", self.lang, reason=message, command=self.prog) + "\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang = _language(arguments)
    _use_utf8()
    parser = _parser(lang)
    try:
        options = parser.parse_args(arguments)
    except SystemExit as ending:
        return int(ending.code or 0)
    options.lang = lang
    return _run(options)


def _run(options: Namespace) -> int:
    from perf_xl import commands

    try:
        return int(getattr(commands, f"do_{options.command.replace('-', '_')}")(options))
    except PerfError as problem:
        from perf_xl.messages.say import sentence

        print(sentence(problem.what, options.lang, **problem.facts), file=sys.stderr)
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        return COULD_NOT_RUN
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - the reader went away; nothing to say
        return OK


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


def _parser(lang: str) -> ArgumentParser:
    from perf_xl.messages.say import sentence

    def say(key: str) -> str:
        return sentence(f"help.{key}", lang)

    _Parser.lang = lang
    parser = _Parser(prog="perf-xl", description=say("product"), add_help=False)
    parser.add_argument("-h", "--help", action="help", help=say("help"))
    parser.add_argument("--version", action="version", version=f"perf-xl {__version__}", help=say("version"))
    parser.add_argument("--lang", choices=("zh", "en"), help=say("lang"))
    commands = parser.add_subparsers(dest="command", required=True, metavar=say("command"))

    def command(name: str, *positional: str) -> ArgumentParser:
        made: ArgumentParser = commands.add_parser(name, help=say(name.replace("-", "_")), add_help=False,
                                                   description=say(name.replace("-", "_")))
        made.add_argument("-h", "--help", action="help", help=say("help"))
        made.add_argument("--lang", choices=("zh", "en"), help=say("lang"))
        for each in positional:
            many = each.endswith("...")
            made.add_argument(each.removesuffix("..."), nargs="+" if many else None, type=Path,
                              metavar=each.removesuffix("...").upper(), help=say(f"arg_{each.removesuffix('...')}"))
        return made

    def output(made: ArgumentParser, required: bool = True, option: str = "-o") -> None:
        made.add_argument(option, "--output", dest="output", type=Path, required=required, metavar="OUT", help=say("output"))

    def formats(made: ArgumentParser, *kinds: str) -> None:
        made.add_argument("--format", choices=kinds, default="text", help=say("format"))

    output(command("demo"), required=False)

    made = command("template")
    output(made)
    made.add_argument("--department", default="", metavar="NAME", help=say("department"))
    made.add_argument("--unit", default="", metavar="CODE+NAME", help=say("unit"))
    made.add_argument("--year", type=int, help=say("year"))
    made.add_argument("--projects", type=int, default=1, metavar="N", help=say("projects"))
    made.add_argument("--profile", default="2015", metavar="2015|2021", help=say("profile"))

    made = command("import", "document")
    output(made, required=False)
    made.add_argument("--split", type=Path, metavar="DIR", help=say("split"))
    made.add_argument("--year", type=int, help=say("year"))

    made = command("validate", "books...")
    formats(made, "text", "json", "sarif")
    made.add_argument("--mark", type=Path, metavar="OUT.xlsx", help=say("mark"))
    made.add_argument("--profile", metavar="2015|2021", help=say("profile"))
    made.add_argument("--fix", choices=("safe",), help=say("fix"))
    made.add_argument("--select", action="append", default=[], metavar="CODES", help=say("select"))
    made.add_argument("--ignore", action="append", default=[], metavar="CODES", help=say("ignore"))

    made = command("ledger", "book", "exports...")
    output(made)
    formats(made, "text", "json")

    made = command("progress", "book")
    made.add_argument("--as-of", required=True, metavar="DATE", help=say("as_of"))
    made.add_argument("--ledger", type=Path, action="append", default=[], metavar="FILE", help=say("ledger_file"))
    formats(made, "text", "json")
    output(made, required=False)

    made = command("consolidate", "paths...")
    output(made)
    made.add_argument("--report", type=Path, metavar="OUT.docx", help=say("report_file"))
    made.add_argument("--pdf", type=Path, metavar="OUT.pdf", help=say("pdf_file"))
    formats(made, "text", "json")

    made = command("report", "book")
    output(made)
    made.add_argument("--kind", choices=("targets", "progress", "monitoring"), default="targets", help=say("kind"))
    made.add_argument("--as-of", metavar="DATE", help=say("as_of"))

    made = command("dump", "book")
    made.add_argument("--year", type=int, help=say("year"))
    output(command("load", "json"))
    command("doctor")
    formats(command("rules"), "text", "json")
    made = command("rule")
    made.add_argument("code", metavar="CODE", help=say("arg_code"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
