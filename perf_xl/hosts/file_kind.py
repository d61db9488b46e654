"""What a file really is, by its first bytes and its inside, not by its ending."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from perf_xl.hosts.zip_directory import BadZip, zip_directory

if TYPE_CHECKING:
    from perf_xl.hosts.ole import Ole


class FileKind(StrEnum):
    """Values are keys below `read.kind` of the messages, where the kind is named for the user."""

    XLSX = "xlsx"                # .xlsx, .xlsm, .xltx, .xltm
    XLS = "xls"                  # BIFF5 or BIFF8 in an OLE file
    XLSB = "xlsb"
    ODS = "ods"
    ET = "et"                    # WPS's own; inside like .xls
    LOCKED = "locked"            # needs a password to be opened
    DOCX = "docx"
    PPTX = "pptx"
    DOC = "doc"
    OFD = "ofd"
    OLE = "ole"                  # some other OLE file
    ZIP = "zip"
    BROKEN_ZIP = "broken_zip"    # begins like a zip, its end is missing
    PDF = "pdf"
    HTML = "html"                # exports of web systems often call this .xls
    XML = "xml"                  # XML spreadsheet 2003 and other XML
    ARCHIVE = "archive"          # rar, 7z
    IMAGE = "image"
    TEXT = "text"
    EMPTY = "empty"
    UNKNOWN = "unknown"


_MAGIC = ((b"%PDF", FileKind.PDF), (b"Rar!", FileKind.ARCHIVE), (b"7z\xbc\xaf", FileKind.ARCHIVE),
          (b"\x1f\x8b", FileKind.ARCHIVE), (b"\x89PNG", FileKind.IMAGE), (b"\xff\xd8\xff", FileKind.IMAGE),
          (b"GIF8", FileKind.IMAGE), (b"{\\rtf", FileKind.DOC))
_HTML = rb"\s*<(?:!doctype html|html|head|meta|table|style|body)"
_ZIP_MARKS = (("xl/workbook.bin", FileKind.XLSB), ("xl/workbook.xml", FileKind.XLSX),
              ("word/document.xml", FileKind.DOCX), ("ppt/presentation.xml", FileKind.PPTX), ("ofd.xml", FileKind.OFD))


def kind_of(data: bytes, name: str = "") -> FileKind:
    """The kind of a file's content; `name` only tells WPS's .et from .xls, which look alike inside."""
    if not data:
        return FileKind.EMPTY
    if data.startswith(b"PK"):
        return _kind_of_zip(data)
    from perf_xl.hosts.ole import OLE_MAGIC, Ole

    if data.startswith(OLE_MAGIC):
        return kind_of_ole(Ole(data), name)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if re.match(_HTML, head, re.IGNORECASE):
        return FileKind.HTML
    if head.lstrip().startswith(b"<?xml"):
        return FileKind.HTML if b"<html" in head.lower() else FileKind.XML
    return FileKind.TEXT if _is_text(head) else FileKind.UNKNOWN


def kind_of_parts(names: Iterable[str], mimetype: bytes = b"") -> FileKind:
    """The kind of a zip by the names of its entries."""
    if b"opendocument.spreadsheet" in mimetype:
        return FileKind.ODS
    present = {name.lower().replace("\\", "/").lstrip("/") for name in names}
    for mark, kind in _ZIP_MARKS:
        if mark in present:
            return kind
    if "[content_types].xml" in present and any(name.startswith("xl/worksheets/") for name in present):
        return FileKind.XLSX
    return FileKind.ZIP


def kind_of_ole(ole: Ole, name: str = "") -> FileKind:
    """The kind of an OLE file by the names of its streams."""
    streams = {stream.lower() for stream in ole.names}
    if "encryptedpackage" in streams:
        return FileKind.LOCKED
    if streams & {"workbook", "book"}:
        return FileKind.ET if name.lower().endswith((".et", ".ett")) else FileKind.XLS
    return FileKind.DOC if "worddocument" in streams else FileKind.OLE


def _kind_of_zip(data: bytes) -> FileKind:
    try:
        names = [entry.name for entry in zip_directory(data)]
    except BadZip:
        return FileKind.BROKEN_ZIP
    # An OpenDocument file stores its mimetype first and unpacked.
    return kind_of_parts(names, data[38:100] if names[:1] == ["mimetype"] else b"")


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in head:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            head[:-3 if len(head) > 4000 else None].decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
