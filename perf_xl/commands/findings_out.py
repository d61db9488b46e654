"""Findings of one file or of very many, printed as the files come. Nothing is held but what the form asks to stand last."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
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
    """As `json.dumps(findings_json(files), indent=1)`. The findings stand after all files: those of many wait in a file of their own."""

    def __init__(self, lang: str, many: bool) -> None:
        self._lang = lang
        self._held: list[str] = []
        self._waiting = _spool() if many else None
        self._files, self._findings = _List(1, sys.stdout.write), _List(1, self._waiting.write if self._waiting else self._held.append)
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
        sys.stdout.writelines(self._held)
        if (waiting := self._waiting) is not None:
            waiting.seek(0)
            sys.stdout.writelines(iter(lambda: waiting.read(1 << 16), ""))
            waiting.close()
        print("\n}")


class _Sarif:
    """As `json.dumps(findings_sarif(files), indent=1)`: the results are the last thing in it."""

    def __init__(self) -> None:
        from perf_xl import __version__

        self._version = __version__
        before, self._after = as_json(findings_sarif([], __version__)).rsplit("[]", 1)
        sys.stdout.write(before)
        self._results = _List(before.rsplit("\n", 1)[1].index('"'), sys.stdout.write)

    def add(self, checked: CheckedFile) -> None:
        self._results.add(findings_sarif([checked], self._version)["runs"][0]["results"])

    def end(self) -> None:
        self._results.end()
        print(self._after)


class _List:
    """A list of objects of JSON written some at a time, `depth` blanks deep."""

    def __init__(self, depth: int, write: Callable[[str], object]) -> None:
        self._depth, self._write, self._empty = depth, write, True

    def add(self, entries: Sequence[dict[str, Any]]) -> None:
        if not entries:
            return
        deep: Any = entries
        for _ in range(self._depth):
            deep = [deep]
        text = as_json(deep)
        self._write(("[" if self._empty else ",") + "\n" + " " * (self._depth + 1))
        self._write(text[text.index("{"):text.rindex("}") + 1])
        self._empty = False

    def end(self) -> None:
        self._write("[]" if self._empty else "\n" + " " * self._depth + "]")


def _spool() -> TextIO:
    from tempfile import TemporaryFile

    return TemporaryFile("w+", encoding="utf-8", newline="")
