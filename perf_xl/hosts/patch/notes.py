"""Notes on the cells of one sheet. Notes of users stay; ours are told by their first line.

Where a user's note is on the same cell already, ours stands below it and goes alone. Conversations (threaded
comments) are left as they are: what is written into them from outside is lost.
"""

from __future__ import annotations

from perf_xl.hosts.note_box import AUTHOR, FONT, HEADING, SIZE, box, headed
from perf_xl.hosts.patch.note_shape import EMPTY, NoteShapes, Ruler
from perf_xl.hosts.patch.order import WORKSHEET, child, name_of, need, space_of
from perf_xl.hosts.patch.package import Element, Package
from perf_xl.hosts.patch.relations import Relations
from perf_xl.hosts.patch.strings import add_text, rich_text
from perf_xl.model.place import cell_name

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_EMPTY = f'<comments xmlns="{_MAIN}"><authors/><commentList/></comments>'.encode()
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"


class SheetNotes:
    """The notes of one sheet part; `finish` writes the boxes and drops parts that became empty."""

    def __init__(self, package: Package, sheet: str) -> None:
        self._package = package
        self._sheet = sheet
        self._links = Relations(package, sheet)
        self._comments = next(iter(self._links.of("comments")), "")
        self._vml_part = ""
        self._shapes = NoteShapes("")
        self._ruler: Ruler | None = None
        self._by_cell: dict[str, Element] | None = None
        self._ours: int | None = None      # our number among the authors

    def set(self, row: int, column: int, text: str) -> None:
        """Put our note on a cell, or take it off with ''."""
        name = cell_name(row, column)
        comment = self._known().get(name)
        if comment is not None and self._is_conversation(comment):
            return
        gone = False
        if comment is not None and HEADING in rich_text(comment[0]):
            self._package.tree(self._comments, change=True)
            gone = _cut_ours(comment)
            if gone:
                comment.getparent().remove(comment)
                del self._known()[name]
                comment = None
        if text:
            self._add(row, column, name, comment, text)
        elif gone:
            self._open_vml()
            self._shapes.drop(row, column)

    def finish(self) -> None:
        """Carry the changes into the package."""
        if not self._vml_part:
            return
        if not self._known() and self._comments:
            self._links.remove(self._comments)
            self._package.drop(self._comments)
        if self._shapes:
            self._package.put(self._vml_part, str(self._shapes).encode(errors="surrogateescape"))
        else:
            self._links.remove(self._vml_part)
            self._package.drop(self._vml_part)
            root = self._package.tree(self._sheet, change=True)
            drawing = child(root, "legacyDrawing")
            if drawing is not None:
                root.remove(drawing)

    def _add(self, row: int, column: int, name: str, comment: Element | None, text: str) -> None:
        root = self._open_comments()
        space = space_of(root)
        if comment is None:
            listed = need(root, "commentList", ["authors", "commentList", "extLst"])
            comment = listed.makeelement(f"{space}comment", ref=name, authorId=str(self._author(root)))
            listed.append(comment)
            comment.append(comment.makeelement(f"{space}text"))
            self._known()[name] = comment
            shown = headed(text)
            _add_run(comment[0], shown)
        else:
            body = child(comment, "text")
            assert body is not None
            _add_run(body, f"\n{headed(text)}")
            shown = rich_text(body)
        self._open_vml()
        if self._ruler is None:
            self._ruler = Ruler(self._package.tree(self._sheet))
        self._shapes.put(row, column, self._ruler.anchor(row, column, *box(shown)))

    def _known(self) -> dict[str, Element]:
        if self._by_cell is None:
            listed = child(self._package.tree(self._comments), "commentList") if self._comments else None
            self._by_cell = {node.get("ref"): node for node in (listed if listed is not None else ())
                             if name_of(node) == "comment"}
        return self._by_cell

    def _is_conversation(self, comment: Element) -> bool:
        authors = child(self._package.tree(self._comments), "authors")
        number = int(comment.get("authorId", "0"))
        author = authors[number].text if authors is not None and number < len(authors) else ""
        return (author or "").startswith("tc={")

    def _author(self, root: Element) -> int:
        if self._ours is not None:
            return self._ours
        authors = need(root, "authors", ["authors", "commentList", "extLst"])
        for index, node in enumerate(authors):
            if node.text == AUTHOR:
                self._ours = index
                return index
        add_text(authors, f"{space_of(root)}author", AUTHOR)
        self._ours = len(authors) - 1
        return self._ours

    def _open_comments(self) -> Element:
        if not self._comments:
            self._comments = self._package.free_name("xl/comments{}.xml")
            self._package.put(self._comments, _EMPTY, _COMMENTS_TYPE)
            self._links.add("comments", self._comments)
        return self._package.tree(self._comments, change=True)

    def _open_vml(self) -> None:
        if self._vml_part:
            return
        drawing = child(self._package.tree(self._sheet), "legacyDrawing")
        self._vml_part = self._links.part(drawing.get(_LINKS)) if drawing is not None else ""
        if self._vml_part in self._package and self._vml_part:
            self._shapes = NoteShapes(self._package.read(self._vml_part).decode("utf-8-sig", errors="surrogateescape"))
            return
        self._vml_part, self._shapes = self._package.free_name("xl/drawings/vmlDrawing{}.vml"), NoteShapes(EMPTY)
        self._package.put(self._vml_part, b"")
        self._package.register_extension("vml", _VML_TYPE)
        root = self._package.tree(self._sheet, change=True)
        identity = self._links.add("vmlDrawing", self._vml_part)
        need(root, "legacyDrawing", WORKSHEET).set(_LINKS, identity)


def _add_run(body: Element, text: str) -> None:
    """Our text as a run of its own. A body of plain text becomes a run first: the two do not stand together."""
    from lxml.etree import SubElement

    space = space_of(body)
    for plain in [node for node in body if name_of(node) == "t"]:
        run = body.makeelement(f"{space}r")
        plain.addprevious(run)
        run.append(plain)
    run = SubElement(body, f"{space}r")
    look = SubElement(run, f"{space}rPr")
    SubElement(look, f"{space}sz", val=str(SIZE))
    SubElement(look, f"{space}color", indexed="81")
    SubElement(look, f"{space}rFont", val=FONT)
    SubElement(look, f"{space}charset", val="134")
    add_text(run, f"{space}t", text)


def _cut_ours(comment: Element) -> bool:
    """Take our text out of a note; tells whether nothing is left of it."""
    body = child(comment, "text")
    if body is None:
        return True
    start = rich_text(body).find(HEADING)
    if start < 0:
        return False
    kept = len(rich_text(body)[:start].rstrip("\n"))
    for text in list(body.iter(f"{space_of(body)}t")):
        length = len(text.text or "")
        text.text = (text.text or "")[:kept]
        kept = max(0, kept - length)
        if not text.text:
            holder = text if text.getparent() is body else text.getparent()
            if holder.getparent() is not None:
                holder.getparent().remove(holder)
    return not rich_text(body)
