"""How commands speak: findings and results to stdout, progress to a terminal, problems to stderr."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from datetime import date
from typing import Any

from perf_xl.actions import quiet
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


def watch() -> Any:
    """Progress on a terminal, never in a pipe."""
    if not sys.stderr.isatty():
        return quiet

    def draw(done: int, total: int, what: str) -> None:
        print(f"\r[{'█' * (20 * done // max(total, 1)):<20}] {done}/{total} {what[:40]:<40}", end="" if done < total else "\n",
              file=sys.stderr, flush=True)

    return draw


def print_json(data: object) -> None:
    print(whole(json.dumps(data, ensure_ascii=False, indent=1)))


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unusable("cli.bad_date", text=text) from None
