"""Nothing that runs goes on from us: a changed copy carries neither macros nor a signature that no longer holds."""

from __future__ import annotations

from perf_xl.errors import Unusable
from perf_xl.hosts.patch.package import Package
from perf_xl.hosts.patch.relations import Relations
from perf_xl.hosts.patch.workbook import WorkbookPart

_PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def drop_macros(package: Package, book: WorkbookPart) -> None:
    """Take VBA projects and signatures out. Raises Unusable for macros that stand in sheets of their own."""
    present = {name: name.lower() for name in package.names()}
    if any("/macrosheets/" in name for name in present.values()):
        raise Unusable("write.macro_sheet", path=package.book)
    doomed = [part for part, name in present.items() if name.rpartition("/")[2].startswith("vba") and not name.endswith(".rels")]
    if doomed or "macroEnabled" in package.content_type(book.part):
        package.register(book.part, _PLAIN)
    signatures = [part for part, name in present.items() if name.startswith("_xmlsignatures/") and not name.endswith(".rels")]
    package_links = Relations(package, "")
    for part in doomed:
        if book.links.identity(part):
            book.links.remove(part)
        package.drop(part)
    for part in signatures:
        if package_links.identity(part):
            package_links.remove(part)
        package.drop(part)
