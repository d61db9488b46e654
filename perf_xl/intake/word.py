"""Opens a Word file: what kind of file it is, its size before it is unpacked, its parts as hardened XML."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from perf_xl.errors import Unusable
from perf_xl.intake.pieces import Pieces

if TYPE_CHECKING:
    _Element = Any

_DOCUMENT = "word/document.xml"
_BIGGEST_PART = 100 * 1024 * 1024
_MOST_PARTS = 5_000
# Text of tables shrinks about forty-fold; a part that shrinks more, and is big, was made to burst.
_STRONGEST_RATIO, _RATIO_MATTERS_FROM = 250, 8 * 1024 * 1024


def read_word(data: bytes, book: str) -> Pieces:
    """The pieces of a .docx. Raises Unusable for anything else that is a zip file, and for damaged or hostile ones."""
    from perf_xl.intake.word_body import read_body
    from perf_xl.intake.word_contents import contents_styles
    from perf_xl.intake.word_numbering import Numbering

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check(package, book)
            body = _part(package, _DOCUMENT, book)
            numbering = _part(package, "word/numbering.xml", book)
            styles = _part(package, "word/styles.xml", book)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise Unusable("intake.damaged", file=book) from error
    except RuntimeError as error:      # zipfile: encrypted entry
        raise Unusable("intake.protected", file=book) from error
    return read_body(body, Numbering(numbering, styles), book, contents_styles(styles))


def refuse_ole(data: bytes, book: str) -> None:
    """Always raises Unusable: a protected .docx, an old .doc or an old workbook, told apart by their streams."""
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise Unusable("intake.protected", file=book)
    if holds("WordDocument"):
        raise Unusable("intake.old_word", file=book)
    raise Unusable("intake.is_workbook" if holds("Workbook") or holds("Book") else "intake.not_word", file=book)


def _check(package: zipfile.ZipFile, book: str) -> None:
    names = set(package.namelist())
    if any(name.startswith("xl/") for name in names):
        raise Unusable("intake.is_workbook", file=book)
    if _DOCUMENT not in names:
        raise Unusable("intake.not_word", file=book)
    if len(names) > _MOST_PARTS:
        raise Unusable("intake.suspicious", file=book)
    for name in (_DOCUMENT, "word/numbering.xml", "word/styles.xml"):
        if name not in names:
            continue
        info = package.getinfo(name)
        bursting = info.file_size > _RATIO_MATTERS_FROM and info.file_size > _STRONGEST_RATIO * info.compress_size
        if info.file_size > _BIGGEST_PART or bursting:
            raise Unusable("intake.suspicious", file=book)


def _part(package: zipfile.ZipFile, name: str, book: str) -> _Element | None:
    """The root of a part; None where the package has none. zipfile itself holds a part to its declared size."""
    from lxml import etree

    try:
        data = package.read(name)
    except KeyError:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
                             huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unusable("intake.damaged", file=book) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unusable("intake.suspicious", file=book)
    return root
