"""Turns a key and its facts into a sentence.

A language is a folder (`zh`, `en`), a room of the house a file in it: `read.bad_zip` is the key `bad_zip` in
`zh/read.toml`. The sentences of the rules stand in a file per family, keyed by code: `zh/rules_TV.toml`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from perf_xl.kept import read_table

LANGUAGES = ("zh", "en")
_HERE = Path(__file__).parent


@cache
def _book(lang: str, room: str) -> dict[str, Any]:
    return read_table(os.path.join(_HERE, lang, f"{room}.toml"))


def sentence(key: str, lang: str = "zh", **facts: object) -> str:
    """The sentence for `room.key` with its placeholders filled. Raises KeyError (a mistake of ours) if unknown."""
    room, _, rest = key.partition(".")
    table: Any = _book(lang, room)
    for part in rest.split("."):
        table = table[part]
    return _fill(table, facts)


def rule_text(code: str, part: str, lang: str, facts: Mapping[str, object]) -> str:
    """`name`, `message` or `advice` of a rule. The fact `variant` chooses `message_<variant>` where there is one.

    The fact `sentence` names a sentence of another room (a reader's, about what it met), which then is the message.
    """
    if part == "message" and "sentence" in facts:
        with suppress(KeyError, FileNotFoundError):
            return sentence(str(facts["sentence"]), lang, **facts)
    return _fill(_rule_template(code, part, lang, facts.get("variant", "")), facts)


@cache
def _rule_template(code: str, part: str, lang: str, variant: object) -> str:
    table = _book(lang, f"rules_{code[:2]}")[code]
    return str(table.get(f"{part}_{variant}") or table[part])


def _fill(template: str, facts: Mapping[str, object]) -> str:
    return template.format_map(facts) if "{" in template else template


def all_sentences(lang: str) -> dict[str, str]:
    """Every dotted key of a language with its sentence, for the tests of the house."""
    found: dict[str, str] = {}

    def walk(table: Mapping[str, Any], path: str) -> None:
        for key, value in table.items():
            if isinstance(value, Mapping):
                walk(value, f"{path}.{key}")
            else:
                found[f"{path}.{key}"] = value

    for file in sorted((_HERE / lang).glob("*.toml")):
        walk(_book(lang, file.stem), file.stem)
    return found
