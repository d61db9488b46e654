"""The upper part of the official table: labels and their values, from unit to 绩效目标.

Only the order of the cells counts: a value stands behind its label. So the reader serves tables whose rows are cut
differently, and text exports, which have no rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from perf_xl.intake.labels import bare, field_of, inline_field, is_money_caption, node_of
from perf_xl.intake.pieces import Cell, Paragraph, Piece, Pieces, trouble_at
from perf_xl.model.amount import unit_named
from perf_xl.model.department import Trouble
from perf_xl.model.entry import BLANK, Entry, written
from perf_xl.model.period import NODES

_MONEY = ("budget", "fiscal", "other")


class FormHead(Struct):
    """What the upper part says. `units_stated` are the money units named by labels such as 预算数（元）."""

    document: Pieces
    entries: dict[str, Entry] = field(default_factory=dict)
    plan: dict[int, Entry] = field(default_factory=dict)
    units_stated: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    last: str = ""
    purpose_due: bool = False

    def get(self, name: str) -> Entry:
        return self.entries.get(name, BLANK)

    def put(self, name: str, entry: Entry) -> None:
        """Keep the first filled value; a second, different one is reported."""
        self.last = name
        held = self.get(name)
        if held.is_blank:
            self.entries[name] = entry
        elif not entry.is_blank and bare(entry.text) != bare(held.text):
            self.troubles.append(trouble_at("field_twice", entry.place, entry.text, kept=held.text))

    def unplaced(self, piece: Piece) -> None:
        what = "cell_not_placed" if isinstance(piece, Cell) else "paragraph_not_placed"
        self.troubles.append(self.document.trouble(what, piece))


def read_head(document: Pieces, before: Sequence[Paragraph], cells: Sequence[Cell]) -> FormHead:
    """Read the cells above the indicator table, and the lines between title and table."""
    head = FormHead(document)
    for paragraph in before:
        _take_line(head, paragraph)
    position = 0
    while position < len(cells):
        cell = cells[position]
        kind = field_of(cell.text)
        if kind == "plan":
            position = _take_plan(head, cells, position + 1)
        elif kind and kind != "money":
            position = _take_labelled(head, cells, position, kind)
        else:
            if kind:
                head.purpose_due, head.last = "用途" in cell.text, "money"
                _note_unit(head, cell.text)
            elif not cell.is_blank:
                _take_unlabelled(head, cell)
            position += 1
    return head


def _take_labelled(head: FormHead, cells: Sequence[Cell], position: int, kind: str) -> int:
    """The value of a label is the next cell - of the same row, where rows are known - unless that is a label too."""
    label = cells[position]
    if kind in _MONEY:
        _note_unit(head, label.text)
    following = cells[position + 1] if position + 1 < len(cells) else None
    same_row = following is not None and (not label.table or following.line == label.line)
    if following is None or not same_row or field_of(following.text):
        head.put(kind, written("", head.document.place(label.line)))
        return position + 1
    if kind == "amount_unit" and unit_named(following.text) is None:
        head.put("unit", head.document.entry(following))
    else:
        head.put(kind, head.document.entry(following))
    return position + 2


def _is_sum(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _note_unit(head: FormHead, label: str) -> None:
    behind = bare(label).rpartition("(")[2]
    if behind.endswith("元)"):
        head.units_stated.append(behind.rstrip(")"))


def _take_unlabelled(head: FormHead, cell: Cell) -> None:
    entry = head.document.entry(cell)
    name, value = inline_field(cell.text)
    if is_money_caption(cell.text):
        head.put("amount_unit", entry)
    elif name:
        head.put(name, written(value, entry.place))
    elif head.last in ("", "amount_unit", "unit") and head.get("unit").is_blank:
        head.put("unit", entry)
    elif head.last == "money" and _is_sum(cell.text) and head.get("budget").is_blank:
        head.put("budget", entry)
    elif head.purpose_due and head.last in ("money", *_MONEY) and head.get("purpose").is_blank:
        head.put("purpose", entry)
    elif head.last == "goal":
        held = head.get("goal")
        joined = entry.raw if held.is_blank else f"{held.raw}\n{entry.raw}"
        head.entries["goal"] = written(joined, entry.place if held.is_blank else held.place)
    else:
        head.unplaced(cell)


def _take_line(head: FormHead, paragraph: Paragraph) -> None:
    """`预算单位：312001某某局  单位：万元` above the table, one or several to a line; the year is read elsewhere."""
    place = head.document.place(paragraph.line)
    left = []
    for part in paragraph.text.replace("\t", "    ").split("  "):
        name, value = inline_field(part)
        if is_money_caption(part):
            head.put("amount_unit", written(part, place))
        elif name:
            head.put(name, written(value, place))
        elif part.strip():
            left.append(part)
    if left and not is_year_line("".join(left)):
        head.unplaced(paragraph)
    head.last = ""


def is_year_line(text: str) -> bool:
    """`（2023年度）`."""
    plain = bare(text).strip("()")
    return len(plain) <= 6 and plain[:4].isdigit() and plain[4:] in ("年", "年度")


def _take_plan(head: FormHead, cells: Sequence[Cell], position: int) -> int:
    """The headings of the nodes with their figures, beside each other or in two rows. Returns where reading goes on."""
    head.last = "plan"
    end = position
    while end < len(cells) and not field_of(cells[end].text) and inline_field(cells[end].text)[0] == "":
        end += 1
    inside = cells[position:end]
    headings = [index for index, cell in enumerate(inside) if node_of(cell.text)[0]]
    if not headings:
        for cell in inside:
            if not cell.is_blank:
                head.unplaced(cell)
        return end
    for cell in inside[: headings[0]]:
        if not cell.is_blank:
            head.unplaced(cell)
    inside = inside[headings[0]:]
    together = len([cell for cell in inside[: len(headings)] if node_of(cell.text)[0]]) == len(headings)
    pairs = _in_two_rows(head, inside, len(headings)) if together else _side_by_side(head, inside)
    for heading, figure in pairs:
        _put_step(head, heading, figure)
    return end


def _in_two_rows(head: FormHead, inside: Sequence[Cell], count: int) -> list[tuple[Cell, Cell | None]]:
    """All headings, then all figures; a label or the blank of a merged one may stand before the figures."""
    headings, figures = inside[:count], list(inside[count:])
    if len(figures) > count and not _is_sum(figures[0].text):
        figures = figures[1:]
    if len(figures) < count:
        # Which figure is missing cannot be told: none is put under a heading that may not be its own.
        for cell in figures:
            if not cell.is_blank:
                head.troubles.append(head.document.trouble("plan_not_placed", cell))
        return [(heading, None) for heading in headings]
    for cell in figures[count:]:
        if not cell.is_blank:
            head.unplaced(cell)
    return list(zip(headings, figures[:count], strict=True))


def _side_by_side(head: FormHead, inside: Sequence[Cell]) -> list[tuple[Cell, Cell | None]]:
    """Each heading with the figure right behind it."""
    pairs: list[tuple[Cell, Cell | None]] = []
    for cell in inside:
        if node_of(cell.text)[0]:
            pairs.append((cell, None))
        elif pairs[-1][1] is None:
            pairs[-1] = (pairs[-1][0], cell)
        elif not cell.is_blank:
            head.unplaced(cell)
    return pairs


def _put_step(head: FormHead, heading: Cell, figure: Cell | None) -> None:
    node, exact = node_of(heading.text)
    if figure is not None and not exact and not figure.is_blank:
        head.troubles.append(head.document.trouble("plan_other_month", figure, heading=heading.text.strip()))
    if node in head.plan and not head.plan[node].is_blank:
        if figure is not None and not figure.is_blank:
            head.unplaced(figure)
        return
    assert node in NODES
    head.plan[node] = head.document.entry(figure) if figure is not None else written(
        "", head.document.place(heading.line))
