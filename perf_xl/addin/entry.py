"""What a button starts: `python -m perf_xl.addin.entry ID`. Reads the request, runs the command, answers with one word.

`done`: finished or explained to the user; `failed`: nothing could be shown, VBA must speak. Sentences go to the user
through Excel itself, never through this answer or the error stream, so that Chinese survives.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from perf_xl.addin.mailbox import alive, is_id, take
from perf_xl.addin.places import Places, places, read_pairs, write_pairs
from perf_xl.buttons import press
from perf_xl.errors import PerfError, Unusable
from perf_xl.messages.say import sentence

_LARGEST_LOG = 1_000_000

FindBook = Callable[[int, str], Any]


def run(identity: str, at: Places, find_book: FindBook) -> str:
    """Carry out the request of that id; returns and writes the answer. '' where another process has the request."""
    if not is_id(identity):
        return "failed"
    taken = take(at, identity)
    if taken is None:
        return ""
    with alive(taken):
        try:
            answer = _carry_out(read_pairs(taken), at, find_book)
        except Exception as mistake:  # noqa: BLE001 - the last door: whatever happens must end in the log and an answer
            _log(at.log, mistake)
            answer = "failed"
        write_pairs(at.runs / f"{identity}.result", {"answer": answer})
    return answer


def _carry_out(request: dict[str, str], at: Places, find_book: FindBook) -> str:
    from perf_xl.hosts.excel import ExcelHost

    host = ExcelHost(find_book(int(request["hwnd"]), request["book"]))
    try:
        text = press(request["command"], host, datetime.now())
    except PerfError as known:
        text = sentence(known.what, **known.facts)
    except Exception as mistake:  # noqa: BLE001 - a fault of ours: told to the user, written down for us
        _log(at.log, mistake)
        text = sentence("addin.crashed", log=at.log)
    if text:
        host.tell(text)
    else:
        host.show("")
    return "done"


def _log(path: Path, mistake: BaseException) -> None:
    """Kinds and places only: what a mistake says may be the content of a cell."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > _LARGEST_LOG:
        path.replace(path.with_suffix(".old.log"))
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{''.join(_places(mistake))}\n")


def _places(mistake: BaseException | None) -> Iterator[str]:
    """The way to it, line by line, the one that led to it first."""
    if mistake is not None:
        yield from _places(mistake.__cause__ or mistake.__context__)
        yield from traceback.format_tb(mistake.__traceback__)
        yield f"{type(mistake).__qualname__}\n"


def main(arguments: list[str]) -> int:
    from perf_xl.hosts.excel.attach import book_of

    if len(arguments) != 1:
        raise Unusable("addin.no_request")
    return 1 if run(arguments[0], places(), book_of) == "failed" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
