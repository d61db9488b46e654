"""The command line: arguments in, action called, exit code out.

Exit codes: 0 nothing of severity error, 1 findings of severity error, 2 could not run.
"""

from __future__ import annotations

import errno
import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from perf_xl import __version__
from perf_xl.commands import doing
from perf_xl.errors import PerfError

OK, FINDINGS, COULD_NOT_RUN = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang = _language(arguments)
    _use_utf8()
    from perf_xl.commands.command_line import parsed

    try:
        options = parsed(arguments, lang)
    except SystemExit as ending:
        return int(ending.code or 0)
    options.lang = lang
    return _run(options)


def _run(options: Namespace) -> int:
    try:
        code = int(doing(options.command)(options))
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


if __name__ == "__main__":
    sys.exit(main())
