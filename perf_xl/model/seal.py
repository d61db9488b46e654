"""校验封存: what a workbook said when it was checked, and what the check came to."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import fields


class SealedTable(Struct, frozen=True):
    """The digests of one table: of its head, and row by row with the kind of each row. A blank field has none ('')."""

    code: str
    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Receipt(Struct, frozen=True):
    """校验回执: when and by which rules, how many findings of each kind, how many accepted with a reason.

    `made` is ISO to the minute, `rules` names the version of the rules, `signer` who holds the key ('' without key).
    """

    made: str
    rules: str
    profile: str
    looked: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    waived: int = 0
    projects: int = 0
    total: str = ""
    signer: str = ""


class Seal(Struct, frozen=True):
    """`fingerprint` is over everything (64 hex digits), `tables` field by field; `signature` covers both and the receipt."""

    fingerprint: str
    receipt: Receipt
    tables: tuple[SealedTable, ...] = ()
    signature: str = ""

    @property
    def short(self) -> str:
        """Four groups that a person can read out on the telephone."""
        return "-".join(self.fingerprint[start:start + 4].upper() for start in range(0, 16, 4))


def receipt_text(receipt: Receipt) -> str:
    """One line, fields in order; what a document property holds."""
    return "|".join(str(getattr(receipt, field.name)).replace("|", "/") for field in fields(Receipt))


def receipt_from_text(text: str) -> Receipt | None:
    """None for a line that is no receipt."""
    parts = text.split("|")
    if len(parts) != len(fields(Receipt)):
        return None
    numbers = {"looked", "errors", "warnings", "infos", "waived", "projects"}
    try:
        return Receipt(**{field.name: int(part) if field.name in numbers else part
                          for field, part in zip(fields(Receipt), parts, strict=True)})  # type: ignore[arg-type]
    except ValueError:
        return None
