"""设置 of a workbook: what its people decided once, kept with it, by key.

Every room may ask for its own keys; a blank value means that nothing was decided. What the sheet offers stands in
`law/data/book_settings.toml`; rows that a user or a later version adds are kept under the words they stand under.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from perf_xl.law.reader import load

_BETWEEN = r"[;；、,，\n]+"


class Offered(Struct, frozen=True):
    """A setting that the sheet offers: `label` is its name for people, `note` what it is for."""

    key: str
    label: str
    note: str
    group: str


@cache
def offered() -> tuple[Offered, ...]:
    """Every setting in the order of the sheet."""
    return tuple(Offered(each["key"], each["label"], each["note"], group["title"])
                 for group in load("book_settings")["groups"] for each in group["settings"])


@cache
def key_named(label: str) -> str:
    """The key of the setting that the sheet calls `label`; the label itself for a row of the user's own."""
    return next((each.key for each in offered() if label in (each.label, each.key)), label)


class Settings(Struct, frozen=True):
    """Key and text of what is filled in; never blank, each key once.

    >>> Settings((("mail.to", "a@b.cn；c@d.cn"),)).several("mail.to")
    ('a@b.cn', 'c@d.cn')
    """

    filled: tuple[tuple[str, str], ...] = ()

    def text(self, key: str, default: str = "") -> str:
        """The value, or the default where nothing is filled in."""
        return dict(self.filled).get(key, default)

    def several(self, key: str) -> tuple[str, ...]:
        """A value that lists several, separated by ; 、 , or a new line."""
        return tuple(part.strip() for part in re.split(_BETWEEN, self.text(key)) if part.strip())

    def below(self, prefix: str) -> Mapping[str, str]:
        """All keys that begin with `prefix`, without it: `below("ledger.column.")` gives role to header."""
        return {key.removeprefix(prefix): text for key, text in self.filled if key.startswith(prefix)}

    def with_(self, changes: Mapping[str, str]) -> Settings:
        """The same with some values changed; a blank one takes the setting away."""
        merged = {**dict(self.filled), **changes}
        return Settings(tuple((key, text) for key, text in merged.items() if text))


NO_SETTINGS = Settings()
