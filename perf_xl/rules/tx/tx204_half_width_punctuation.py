"""TX204 汉字之间用了英文标点

查什么：汉字与汉字之间有没有半角的逗号、分号、冒号、问号、叹号。
为什么：公文用全角标点。
怎么改：改成全角标点。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.department import Department
from perf_xl.rules.cells import between_han, cells, is_free_text
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found, replace_text
from perf_xl.rules.rule import rule

_FULL = dict(zip(",;:?!", "，；：？！", strict=True))


@rule(code="TX204", name="half-width-punctuation", about="department", severity="info", basis="practice")
def check(department: Department, context: Context) -> Iterator[Found]:
    for cell in filter(is_free_text, cells(context).holding(*_FULL)):
        text = cell.entry.text
        first = next(_between(text), None)
        if first is not None:
            right = _corrected(cell.entry.raw or text)
            yield found(cell.entry, cell.field, project=cell.project, indicator=cell.indicator,
                        shown=text[max(0, first - 6):first + 7],
                        fix=replace_text(cell.entry, right, "full_width_punctuation"))


def _between(text: str) -> Iterator[int]:
    return (at for at, character in enumerate(text) if character in _FULL and between_han(text, at, at + 1))


def _corrected(text: str) -> str:
    characters = list(text)
    for at in _between(text):
        characters[at] = _FULL[text[at]]
    return "".join(characters)
