"""TX301 两个名称连在一起

查什么：三级指标里是不是粘进了另一行的名称：前半截与描述无关，后半截才是。
为什么：多半是粘贴时没有清空原来的内容。
怎么改：删去多余的一半。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.rules.comparing import bigrams, core, named
from perf_xl.rules.context import Context
from perf_xl.rules.finding import Found, choose_text, found
from perf_xl.rules.rule import NotEnoughData, rule

_ENDS = re.compile(r"[率度数额量本]")
_LEAST_HEAD, _LEAST_TAIL = 4, 6


@rule(code="TX301", name="names-run-together", about="indicator", severity="warning", basis="practice", confidence=0.6)
def check(indicator: Indicator, project: Project, context: Context) -> Iterator[Found]:
    name, described = indicator.level3.text, bigrams(indicator.description.text)
    if not described or named(name) == named(indicator.description.text):
        raise NotEnoughData
    for end in _ENDS.finditer(name):
        head, tail = name[:end.end()], name[end.end():]
        if len(core(head)) < _LEAST_HEAD or len(core(tail)) < _LEAST_TAIL or tail[0] in "的同较比达与不和及或（(、":
            continue
        if not bigrams(head) & described and len(bigrams(tail) & described) > 1:
            yield found(indicator.level3, "level3", head=head, tail=tail,
                        fix=choose_text(indicator.level3, (tail, head), "one_of_two"))
            return
