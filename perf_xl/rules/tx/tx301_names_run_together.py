"""TX301 两个名称连在一起

查什么：三级指标里是不是粘进了另一行的名称：前半截与描述无关，后半截才是。
为什么：多半是粘贴时没有清空原来的内容。
怎么改：删去多余的一半。
"""

from __future__ import annotations

from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.comparing import bigrams, core, named
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, choose_text, found
from perf_xl.rules.rule import rule
from perf_xl.rules.subjects import Row, meaning, name_text, same_for

_ENDS = "率度数额量本"
_LEAST_HEAD, _LEAST_TAIL = 4, 6


@same_for(meaning)
def is_described_otherwise(row: Row) -> bool:
    description = row.indicator.description.text
    return len(core(description)) > 1 and named(row.indicator.level3.text) != named(description)


@same_for(name_text)
def is_long_enough(row: Row) -> bool:
    return len(core(row.indicator.level3.text)) >= _LEAST_HEAD + _LEAST_TAIL


@rule(code="TX301", name="names-run-together", about="indicator", severity="warning", basis="practice", confidence=0.6,
      needs=(is_described_otherwise,), where=(is_long_enough,))
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    name, described = indicator.level3.text, bigrams(indicator.description.text)
    for at, end in enumerate(name, 1):
        if end not in _ENDS:
            continue
        head, tail = name[:at], name[at:]
        if len(core(head)) < _LEAST_HEAD or len(core(tail)) < _LEAST_TAIL or tail[0] in "的同较比达与不和及或（(、":
            continue
        if bigrams(head) & described:
            return      # and so does every longer head
        if len(bigrams(tail) & described) > 1:
            yield found(indicator.level3, "level3", head=head, tail=tail,
                        fix=choose_text(indicator.level3, (tail, head), "one_of_two"))
            return
