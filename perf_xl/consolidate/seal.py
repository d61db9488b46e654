"""校验封存: a fingerprint over what a workbook says, and which fields changed since.

Without a key the seal tells honest changes, not forgery: whoever can read this page can seal again. With a key
(HMAC-SHA256) it shows who sealed.
"""

from __future__ import annotations

import hmac
from base64 import b32encode
from enum import StrEnum
from functools import cache
from hashlib import sha256
from json import dumps

from msgspec import Struct
from msgspec.structs import replace

from perf_xl.consolidate.difference import CHANGED, Change, compare
from perf_xl.consolidate.meaning import Said, SaidRow, SaidTable, meaning
from perf_xl.errors import Unusable
from perf_xl.model.department import Department
from perf_xl.model.place import NOWHERE
from perf_xl.model.seal import Receipt, Seal, SealedTable, receipt_text

_SHORT = 8          # letters of a field's digest: 40 bits
_LEAST_KEY = 16     # bytes
_LONGEST_NAME = 40


class Key(Struct, frozen=True):
    """Who seals, and the secret shared with those who verify."""

    name: str
    secret: bytes


class SealState(StrEnum):
    """Values are keys below `seal.state` of the messages."""

    NONE = "none"              # never sealed
    INTACT = "intact"          # says what it said; nobody signed, or no key was at hand
    SIGNED = "signed"          # says what it said, and the key fits
    FOREIGN_KEY = "foreign_key"    # says what it said; the signature is not by this key
    ALTERED = "altered"        # something was changed after sealing
    DAMAGED = "damaged"        # what the seal itself holds does not fit together


class Examined(Struct, frozen=True):
    """`changes` name every field that says something else than when sealed; their `before` is unknown."""

    state: SealState
    seal: Seal | None = None
    changes: tuple[Change, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the workbook still says what was checked."""
        return self.state in (SealState.INTACT, SealState.SIGNED, SealState.FOREIGN_KEY)


def key_from_text(text: str, book: str) -> Key:
    """First line: the name; second: the secret. Raises Unusable for a file that is no key."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    if len(lines) != 2 or len(lines[1].encode()) < _LEAST_KEY or len(lines[0]) > _LONGEST_NAME:
        raise Unusable("seal.no_key", path=book)
    return Key(lines[0], lines[1].encode())


def fingerprint(department: Department) -> str:
    """64 hex digits over everything the department says. Equal for two workbooks that say the same."""
    said = [[[part.field, part.value] for part in table.fields] + [len(table.rows)] for table in meaning(department)]
    return sha256(dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")).hexdigest()


def make_seal(department: Department, receipt: Receipt, key: Key | None = None) -> Seal:
    """The seal of what the department says now."""
    signed = replace(receipt, signer=key.name if key else "")
    seal = Seal(fingerprint(department), signed, tuple(map(_sealed, meaning(department))))
    return replace(seal, signature=_signature(seal, key)) if key else seal


def examine(department: Department, seal: Seal | None, key: Key | None = None) -> Examined:
    """Whether the department still says what was sealed, and if not, what changed where."""
    if seal is None:
        return Examined(SealState.NONE)
    changes = changes_since(department, seal)
    if changes:
        return Examined(SealState.ALTERED, seal, changes)
    if fingerprint(department) != seal.fingerprint or not seal.tables:
        return Examined(SealState.DAMAGED, seal)
    if not seal.signature or key is None:
        return Examined(SealState.INTACT, seal)
    fits = hmac.compare_digest(_signature(seal, key), seal.signature)
    return Examined(SealState.SIGNED if fits else SealState.FOREIGN_KEY, seal)


def changes_since(department: Department, seal: Seal) -> tuple[Change, ...]:
    """Every field whose digest differs; nothing where the seal carries no digests."""
    if not seal.tables:
        return ()
    now = meaning(department)
    digested = tuple(_digested(table) for table in now)
    found = compare(tuple(map(_remembered, seal.tables, [True] + [False] * len(seal.tables))), digested)
    texts = _texts(now)
    return tuple(_in_words(change, texts) for change in found)


def _digest(part: Said) -> str:
    if not part.value:
        return ""
    said = f"{part.field}\0{part.value}".encode("utf-8", "surrogatepass")
    return b32encode(sha256(said).digest())[:_SHORT].decode().lower()


def _digested(table: SaidTable) -> SaidTable:
    def cut(parts: tuple[Said, ...]) -> tuple[Said, ...]:
        return tuple(part._replace(value=_digest(part)) for part in parts)

    return replace(table, head=cut(table.head), rows=tuple(row._replace(parts=cut(row.parts)) for row in table.rows))


def _sealed(table: SaidTable) -> SealedTable:
    cut = _digested(table)
    return SealedTable(table.code, table.name, tuple(part.value for part in cut.head),
                       tuple((row.kind, row.values) for row in cut.rows))


def _remembered(table: SealedTable, own: bool) -> SaidTable:
    """A sealed table in the shape of one that can be read, with digests for values. Raises Unusable when it has no such shape."""
    head_fields, row_fields = _shape(own)
    try:
        head = tuple(Said(field, value) for field, value in zip(head_fields, table.head, strict=True))
        rows = tuple(SaidRow(kind, tuple(Said(field, value) for field, value in zip(row_fields[kind], values, strict=True)))
                     for kind, values in table.rows)
    except (ValueError, KeyError):
        raise Unusable("seal.damaged") from None
    return SaidTable(table.code, table.name, NOWHERE, head, rows)


@cache
def _shape(own: bool) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """The fields of a table, from an example that has one row of each kind."""
    from perf_xl.model.department import Safeguard, Theme
    from perf_xl.model.entry import BLANK
    from perf_xl.model.indicator import Indicator, Waiver
    from perf_xl.model.project import Project

    example = Department(themes=(Theme(BLANK),), safeguards=(Safeguard(BLANK),),
                         projects=(Project(indicators=(Indicator(0),), row_waivers=(Waiver(),)),))
    table = meaning(example)[0 if own else 1]
    return (tuple(part.field for part in table.head),
            {row.kind: tuple(part.field for part in row.parts) for row in table.rows})


def _texts(tables: tuple[SaidTable, ...]) -> dict[tuple[str, str], str]:
    """Digest -> text, by field: what a digest of now stands for."""
    return {(part.field, _digest(part)): part.value for table in tables for part in table.fields if part.value}


def _in_words(change: Change, texts: dict[tuple[str, str], str]) -> Change:
    after = texts.get((change.field, change.after), "") if change.kind == CHANGED else ""
    item = next((text for field in ("level3", "theme_title", "safeguard_title")
                 if (text := texts.get((field, change.item), ""))), "")
    return replace(change, before=None if change.before else "", after=after, item=item)


def _signature(seal: Seal, key: Key) -> str:
    tables = [[table.code, table.name, table.head, table.rows] for table in seal.tables]
    said = dumps([seal.fingerprint, receipt_text(seal.receipt), tables], ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key.secret, said.encode("utf-8", "surrogatepass"), sha256).hexdigest()
