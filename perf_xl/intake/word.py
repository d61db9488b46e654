"""Opens a Word file: what kind of file it is, its size before it is unpacked, its parts as hardened XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perf_xl.errors import Unusable
from perf_xl.hosts.safe_xml import check_tags
from perf_xl.hosts.xlsx_guard import Package
from perf_xl.intake.pieces import Pieces
from perf_xl.law.limits import read_limits

if TYPE_CHECKING:
    _Element = Any

_DOCUMENT = "word/document.xml"
# The guard speaks of workbooks; of these troubles there is a sentence for documents.
_SAID_HERE = {"read.truncated": "intake.damaged", "read.damaged_part": "intake.damaged", "read.odd_zip": "intake.damaged",
              "read.locked_zip": "intake.protected"}


def read_word(data: bytes, book: str) -> Pieces:
    """The pieces of a .docx. Raises Unusable for anything else that is a zip file, and for damaged or hostile ones."""
    from perf_xl.intake.word_body import read_body
    from perf_xl.intake.word_contents import contents_styles
    from perf_xl.intake.word_numbering import Numbering

    try:
        package = Package(data)
        _check(package)
        body = _part(package, _DOCUMENT)
        numbering = _part(package, "word/numbering.xml")
        styles = _part(package, "word/styles.xml")
    except Unusable as trouble:
        known = _SAID_HERE.get(trouble.what)
        raise Unusable(known or trouble.what, file=book, book=book, **trouble.facts) from None
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


def _check(package: Package) -> None:
    if any(name.startswith("xl/") for name in package.names):
        raise Unusable("intake.is_workbook")
    if not package.has(_DOCUMENT):
        raise Unusable("intake.not_word")


def _part(package: Package, name: str) -> _Element | None:
    """The root of a part; None where the package has none."""
    from lxml import etree

    if not package.has(name):
        return None
    data = package.part(name, read_limits().word_part_mb)
    check_tags(data, read_limits().word_part_tags, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
                             huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unusable("intake.damaged") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unusable("intake.suspicious")
    return root
