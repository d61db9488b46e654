"""Tables of contents: made from the headings of a report, and led back to them."""

from __future__ import annotations

from collections.abc import Iterable

from perf_xl.report.inert import on_one_line
from perf_xl.report.report import Block, Contents, Heading, Report


def contents_of(blocks: Iterable[Block], title: str = "目录", levels: tuple[int, ...] = (1, 2, 3, 4)) -> Contents:
    """The contents of the headings among `blocks` that stand at one of `levels`."""
    return Contents(title, tuple((block.level, on_one_line(block.text)) for block in blocks
                                 if isinstance(block, Heading) and block.level in levels))


def leads_to(report: Report, contents: Contents) -> tuple[int | None, ...]:
    """For each entry the index of its heading in `report.blocks`; None where no later heading says the same.

    Two headings of the same text are told apart by their order.
    """
    headings = [(index, (block.level, on_one_line(block.text)))
                for index, block in enumerate(report.blocks) if isinstance(block, Heading)]
    after = -1
    found: list[int | None] = []
    for level, text in contents.entries:
        wanted = (level, on_one_line(text))
        index = next((index for index, said in headings if index > after and said == wanted), None)
        after = after if index is None else index
        found.append(index)
    return tuple(found)
