"""How commands speak: findings and results to stdout, progress to a terminal, problems to stderr."""

from __future__ import annotations

import math
import sys
import time
from argparse import Namespace
from datetime import date
from typing import Any
from unicodedata import east_asian_width

import msgspec

from perf_xl.errors import Unusable
from perf_xl.messages.say import sentence
from perf_xl.messages.shown import shown, whole

OK, FINDINGS, COULD_NOT_RUN = 0, 1, 2


def show(text: str = "") -> None:
    """Print what may hold text of a received file: characters that would steer a terminal are shown as a mark."""
    print(shown(text))


def tell(options: Namespace, key: str, **facts: object) -> None:
    show(sentence(f"show.{key}", options.lang, **facts))


def trouble_text(options: Namespace, trouble: Any) -> str:
    where = trouble.place
    place = f"{where.book} {where.sheet} {where.cell}".strip() if where.sheet else (
        f"{where.book} {sentence('show.line', options.lang, row=where.row)}" if where.row else where.book)
    return f"{place}：{sentence(trouble.what, options.lang, **dict(trouble.facts))}"


def tell_troubles(options: Namespace, troubles: Any) -> None:
    for each in troubles:
        show(f"  ▲ {trouble_text(options, each)}")


def tell_missing(options: Namespace, characters: tuple[str, ...]) -> None:
    if characters:
        print(sentence("show.no_font", options.lang, characters="".join(characters)), file=sys.stderr)


class Watch:
    """Progress with rate and time left on a terminal, never in a pipe."""

    _EVERY = 0.1         # seconds between two drawings

    def __init__(self, lang: str) -> None:
        self._lang, self._visible = lang, sys.stderr.isatty()
        self._began = self._drawn = time.monotonic()
        self._first: int | None = None

    def __call__(self, done: int, total: int, what: str) -> None:
        """`done` of `total` so far; `what` is at hand. The rate counts from what was done when it was first told."""
        if self._first is None:
            self._first, self._began = done, time.monotonic()
        now = time.monotonic()
        if not self._visible or (done < total and now - self._drawn < self._EVERY):
            return
        self._drawn = now
        rate = (done - self._first) / max(now - self._began, 0.001)
        left = sentence("show.left_unknown", self._lang) if not rate else self._time((total - done) / rate)
        line = sentence("show.watching", self._lang, bar="█" * (20 * done // max(total, 1)), done=done, total=total, rate=f"{rate:.1f}",
                        left=left, what=shown(what))
        print("\r" + _as_wide(line, _columns() - 1), end="" if done < total else "\n", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Takes the line away, so that something else can be said in its place."""
        if self._visible and self._first is not None:
            print("\r" + _as_wide("", _columns() - 1), end="\r", file=sys.stderr, flush=True)

    def _time(self, seconds: float) -> str:
        minutes = math.ceil(seconds / 60)
        key = "left_hours" if minutes >= 90 else "left_minutes"
        return sentence(f"show.{key}", self._lang, hours=minutes // 60, minutes=minutes % 60 if minutes >= 90 else minutes)


def _columns() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _as_wide(text: str, columns: int) -> str:
    """Cut or filled up to so many columns; a Chinese character takes two."""
    taken, kept = 0, []
    for character in text:
        taken += 2 if east_asian_width(character) in "WF" else 1
        if taken > columns:
            break
        kept.append(character)
    line = "".join(kept)
    return line + " " * (columns - sum(2 if east_asian_width(each) in "WF" else 1 for each in line))


def print_json(data: object) -> None:
    print(as_json(data))


def as_json(data: object) -> str:
    """Byte for byte `json.dumps(data, ensure_ascii=False, indent=1)`, whose indented form is written in Python, character by
    character; texts with halves of characters are made whole."""
    try:
        return msgspec.json.format(msgspec.json.encode(data), indent=1).decode()
    except UnicodeEncodeError:
        import json

        return whole(json.dumps(data, ensure_ascii=False, indent=1))


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unusable("cli.bad_date", text=text) from None
