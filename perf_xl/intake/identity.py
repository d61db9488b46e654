"""Whose document it is and for which year, from the cover, the units and the codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from perf_xl.intake.pieces import Paragraph
from perf_xl.model.project import Project

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=\s*年)")
_FIGURES = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_CODE = re.compile(r"\d{6}(\d\d)[A-Z]")
_NAMED = re.compile(r"(?:部门|单位|部门[（(]单位[）)])(?:名称)?(?:[（(](?:公章|盖章)[)）])?\s*[：:]\s*(\S+)")
_COVER = re.compile(r"(?:20\d\d\s*年度?)?\s*(?P<name>[\u4e00-\u9fff（）()·]{3,30}?)(?:本级)?\s*(?:20\d\d\s*年度?)?"
                    r"(?:市级|省级|县级|区级)?(?:部门|单位)?(?:项目|整体)?(?:支出)?(?:预算)?(?:项目|整体)?(?:支出)?绩效(?:目标|文本|信息|公开).*")
_BODY = re.compile(r"[\u4e00-\u9fff（）()·]{2,28}(?:局|厅|委|委员会|办公室|办|院|部|会|中心|署|学校|处|馆|站|队|社|政府|大学|学院|法院|检察院)")
_OWN_LEVEL = re.compile(r"[（(]?(?:本级|机关|局机关|部门本级)[)）]?$")
_SHORTEST_NAME = 4


def department_name(cover: Sequence[Paragraph], named: Iterable[str], projects: Sequence[Project]) -> str:
    """The department's name: from the cover, from 主管部门 in the forms, else from the names of its 预算单位."""
    for paragraph in cover:
        text = paragraph.text.strip()
        found = _NAMED.match(text) or _COVER.fullmatch(text)
        if found:
            return found.group(1)
        if _BODY.fullmatch(text):
            return text
    stated = Counter(re.sub(r"^[\d\s\-—]+", "", name) for name in named if name)
    return stated.most_common(1)[0][0] if stated else _name_from_units(projects)


def _name_from_units(projects: Sequence[Project]) -> str:
    """The unit that calls itself 本级, without the word; else what the names begin with."""
    names = list(dict.fromkeys(project.unit_name for project in projects if project.unit_name))
    for name in names:
        if _OWN_LEVEL.search(name):
            return _OWN_LEVEL.sub("", name)
    if len(names) == 1:
        return names[0]
    common = _common_beginning(names)
    return common if len(common) >= _SHORTEST_NAME else ""


def _common_beginning(names: Sequence[str]) -> str:
    if not names:
        return ""
    first, last = min(names), max(names)
    length = next((index for index, character in enumerate(first) if last[index:index + 1] != character), len(first))
    return first[:length]


def only_unit_code(projects: Sequence[Project]) -> str:
    """The code of the 预算单位 when all projects are of one."""
    codes = {project.unit_code for project in projects}
    return codes.pop() if len(codes) == 1 else ""


def year_of(headings: Iterable[str], overall_goal: str, projects: Sequence[Project]) -> int | None:
    """The budget year: from title lines, else the overall goal, else most project names, else most project codes."""
    for heading in headings:
        found = _YEAR.search(heading)
        if found:
            return int(found.group(1))
    found = _YEAR.search(overall_goal)
    if found:
        return int(found.group(1))
    named = Counter(year for project in projects for year in set(_FIGURES.findall(project.name.text)))
    coded = Counter("20" + found.group(1) for project in projects if (found := _CODE.match(project.code.text)))
    for years in (named, coded):
        if years:
            return int(max(years, key=lambda year: (years[year], year)))
    return None
