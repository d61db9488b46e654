"""Findings of one file or of very many, printed as the files come. Nothing is held but what the form asks to stand last."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import StringIO
from types import SimpleNamespace as Namespace
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from perf_xl import actions
from perf_xl.commands.told import as_json, show
from perf_xl.messages.say import sentence
from perf_xl.rules.findings_json import CheckedFile, findings_json, findings_sarif

if TYPE_CHECKING:

    class FindingsOut(Protocol):
        """`add` for each file, then `end` once."""

        def add(self, checked: CheckedFile) -> None: ...

        def end(self) -> None: ...


def findings_out(options: Namespace, many: bool) -> FindingsOut:
    """In the format of the options. `many`: the findings may not fit into memory."""
    if options.format == "text":
        return _Text(options)
    return _Json(options.lang, many) if options.format == "json" else _Sarif()


class _Text:
    def __init__(self, options: Namespace) -> None:
        self._options = options

    def add(self, checked: CheckedFile) -> None:
        if checked.status != "checked":
            return
        last: object = object()
        for remark in checked.remarks:
            where = (remark.place.sheet, remark.project_name)
            if where != last:
                show(f"\n【{remark.place.sheet or checked.file}】{remark.project_code} {remark.project_name}".rstrip())
                last = where
            place = remark.place.cell or (sentence("show.line", self._options.lang, row=remark.place.row) if remark.place.row else "")
            show(f"  {remark.symbol} {remark.code} {place:<5} {remark.message}{remark.advice}（{remark.basis}）")
        show()
        show(actions.summary_line(checked, self._options.lang))

    def end(self) -> None:
        """Nothing is left to say."""


class _Json:
    """As `json.dumps(findings_json(files), indent=1)`. The findings stand after all files: they wait in a file of their own."""

    def __init__(self, lang: str, many: bool) -> None:
        self._lang = lang
        self._waiting: TextIO = _spool() if many else StringIO()
        self._files, self._findings = _List(sys.stdout, 1), _List(self._waiting, 1)
        head = as_json({"schema": findings_json([])["schema"]})
        sys.stdout.write(head.removesuffix("\n}") + ',\n "files": ')

    def add(self, checked: CheckedFile) -> None:
        made = findings_json([checked], self._lang)
        self._files.add(made["files"])
        self._findings.add(made["findings"])

    def end(self) -> None:
        self._files.end()
        self._findings.end()
        sys.stdout.write(',\n "findings": ')
        self._waiting.seek(0)
        while piece := self._waiting.read(1 << 16):
            sys.stdout.write(piece)
        self._waiting.close()
        print("\n}")


class _Sarif:
    """As `json.dumps(findings_sarif(files), indent=1)`: the results are the last thing in it."""

    def __init__(self) -> None:
        from perf_xl import __version__

        self._version = __version__
        before, self._after = as_json(findings_sarif([], __version__)).rsplit("[]", 1)
        sys.stdout.write(before)
        self._results = _List(sys.stdout, before.rsplit("\n", 1)[1].index('"'))

    def add(self, checked: CheckedFile) -> None:
        self._results.add(findings_sarif([checked], self._version)["runs"][0]["results"])

    def end(self) -> None:
        self._results.end()
        print(self._after)


class _List:
    """A list of JSON written some entries at a time, `depth` blanks deep."""

    def __init__(self, out: TextIO, depth: int) -> None:
        self._out, self._depth, self._empty = out, depth, True

    def add(self, entries: Sequence[Any]) -> None:
        if entries:
            # In strings a line feed is written \\n: every one of these begins a line of the list, which ends with "\n]".
            lines = as_json(entries)[1:-2].replace("\n", "\n" + " " * self._depth)
            self._out.write(("[" if self._empty else ",") + lines)
            self._empty = False

    def end(self) -> None:
        self._out.write("[]" if self._empty else "\n" + " " * self._depth + "]")


def _spool() -> TextIO:
    from tempfile import TemporaryFile

    return TemporaryFile("w+", encoding="utf-8", newline="")
