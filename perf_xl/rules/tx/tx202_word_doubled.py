"""TX202 文字重复

查什么：有没有“的的”“率率”“。。”或同一个词连写两遍。
为什么：多半是粘贴时多按了一次。
怎么改：删去重复的字。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.law.wording import any_of, words
from perf_xl.model.department import Department
from perf_xl.rules.cells import cells, is_free_text, is_han
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, found
from perf_xl.rules.placeholder import placeholder_in
from perf_xl.rules.rule import rule

_TWICE = r"(\w{3,8})\1"
_MAYBE_TWICE = "([^\x1e]{3,8})\\1"      # whatever it is, within one text: found in half the time


@rule(code="TX202", name="word-doubled", about="department", severity="warning", basis="practice", confidence=0.8)
def check(department: Department, context: Context) -> Iterator[Found]:
    for cell in filter(is_free_text, cells(context).holding(*words("doubled"), patterns=(_MAYBE_TWICE,))):
        text = cell.entry.text
        start, end = _doubled_in(text)
        if end and not placeholder_in(text):
            around = text[max(0, start - 6):end + 6].replace("\n", "")
            yield found(cell.entry, cell.field, project=cell.project, indicator=cell.indicator, shown=around,
                        doubled=text[start:end])


def _doubled_in(text: str) -> tuple[int, int]:
    """Where something stands twice: from, to; (0, 0) where nothing does."""
    listed = any_of("doubled").search(text)
    if listed:
        return listed.start, listed.end
    if not re.search(_TWICE, text):
        return 0, 0
    twice = re.search(_TWICE, "".join(each if is_han(each) else " " for each in text))
    return twice.span() if twice else (0, 0)
