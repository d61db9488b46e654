"""Names that every spreadsheet program accepts for a sheet."""

from __future__ import annotations

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\\r\n\t", ""))
_LONGEST = 31
_RESERVED = {"history", "历史记录"}


def safe_sheet_name(text: str, taken: set[str]) -> str:
    """At most 31 characters, none forbidden, unlike every name in `taken` whatever the case; adds it to `taken`."""
    base = text.translate(_FORBIDDEN).strip().strip("'").strip()[:_LONGEST] or "工作表"
    name, number = base, 2
    while name.casefold() in taken or name.casefold() in _RESERVED:
        tail = f"({number})"
        name, number = base[: _LONGEST - len(tail)] + tail, number + 1
    taken.add(name.casefold())
    return name


def project_sheet_name(no: int, project_name: str, taken: set[str]) -> str:
    """`7.公安局2023年安保维稳工作经费`, cut to what fits a tab comfortably."""
    return safe_sheet_name(f"{no}.{project_name}"[:24] if project_name else f"{no}.新项目", taken)


def quoted(sheet: str) -> str:
    """The sheet's name as formulas and links want it: in quotation marks, inner ones doubled."""
    return "'" + sheet.replace("'", "''") + "'"
