"""Part one of the document: 总体绩效目标, 分项绩效目标, 工作保障措施."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct, field

from perf_xl.intake.headings import is_part_heading, is_part_two_caption, opening_of
from perf_xl.intake.pieces import Paragraph, Pieces
from perf_xl.model.department import Safeguard, Theme, Trouble
from perf_xl.model.entry import BLANK, OUTER_BLANKS, Entry, written

_SECTIONS = (
    ("overall", re.compile(r"(?:部门|单位)?(?:年度)?(?:整体|总体)(?:绩效)?目标(?=[：:]|$)")),
    ("themes", re.compile(r"(?:部门|单位)?分项(?:绩效)?(?:目标|指标)(?=[：:]|$)")),
    ("safeguards", re.compile(r"[^，。；：:]{0,16}保障措施(?=[：:]|$)")),
)
_GOAL = re.compile(r"\s*(?:绩效|工作)?目标\s*[：:]")
_INDICATORS = re.compile(r"\s*(?:绩效|考核)?指标\s*[：:]")
_GOAL_INSIDE = re.compile(r"绩效目标\s*[：:]")
_INDICATORS_INSIDE = re.compile(r"绩效指标\s*[：:]")
_TITLE_END = re.compile(r"[。：:]|\s")
_WHOLE_HEADING = re.compile(r"(?:第一部分)?\s*(?:部门|单位)(?:整体|总体)(?:支出)?绩效目标")


class PartOne(Struct):
    """What part one says. `cover` is what stands before it: the title lines of the document."""

    overall_goal: Entry = BLANK
    themes: tuple[Theme, ...] = ()
    safeguards: tuple[Safeguard, ...] = ()
    cover: tuple[Paragraph, ...] = ()
    troubles: tuple[Trouble, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.overall_goal.is_blank and not self.themes and not self.safeguards


class _Block(Struct):
    """A heading or item with the paragraphs below it."""

    head: str
    line: int
    below: list[Paragraph] = field(default_factory=list)


def read_part_one(document: Pieces, paragraphs: Sequence[Paragraph]) -> PartOne:
    """Read the paragraphs before the tables. Never raises; a section nobody knows is a trouble with its line."""
    cover, sections, unknown = _sections(paragraphs)
    part = PartOne(cover=tuple(cover))
    part.overall_goal = _joined(document, sections.get("overall", ()))
    part.themes = tuple(_theme(document, block) for block in _items(sections.get("themes", ()), _unnumbered_themes))
    part.safeguards = tuple(_safeguard(document, block)
                            for block in _items(sections.get("safeguards", ()), _each_alone))
    part.troubles = tuple(document.trouble("paragraph_not_placed", paragraph) for paragraph in unknown)
    return part


def _sections(paragraphs: Iterable[Paragraph]) -> tuple[list[Paragraph], dict[str, list[Paragraph]], list[Paragraph]]:
    """Cover lines, the paragraphs of each section, and those of sections that no form has."""
    cover: list[Paragraph] = []
    unknown: list[Paragraph] = []
    sections: dict[str, list[Paragraph]] = {}
    current = cover
    for paragraph in paragraphs:
        name, rest = _section_of(paragraph.text)
        if name:
            current = sections.setdefault(name, [])
            if rest.strip(OUTER_BLANKS):
                current.append(Paragraph(rest, paragraph.line))
        elif is_part_heading(paragraph.text) or is_part_two_caption(paragraph.text) or _is_whole(paragraph.text):
            continue
        elif sections and _is_section_heading(paragraph.text, sections):
            unknown.append(paragraph)
            current = unknown
        else:
            current.append(paragraph)
    return cover, sections, unknown


def _section_of(text: str) -> tuple[str, str]:
    """The section that a heading opens, and the text on the same line behind its colon."""
    opening = opening_of(text)
    if opening and opening.style not in ("一、", "1."):
        return "", ""
    plain = (opening.body if opening else text).strip(OUTER_BLANKS)
    for name, pattern in _SECTIONS:
        found = pattern.match(plain)
        if found and (opening or found.end() == len(plain)) and not (name == "overall" and _is_whole(text)):
            return name, plain[found.end():].lstrip("：:")
    return "", ""


def _is_whole(text: str) -> bool:
    """The caption 部门整体绩效目标 itself."""
    return _WHOLE_HEADING.fullmatch(text.strip(OUTER_BLANKS)) is not None


def _is_section_heading(text: str, sections: dict[str, list[Paragraph]]) -> bool:
    """A further `四、…` heading; the text of a goal may be numbered likewise, but then with whole sentences."""
    opening = opening_of(text)
    return (opening is not None and opening.style == "一、" and "safeguards" in sections
            and opening.number > len(sections) and len(opening.body) <= 24 and not opening.body.endswith("。"))


def _joined(document: Pieces, paragraphs: Sequence[Paragraph]) -> Entry:
    texts = [paragraph.text.strip(OUTER_BLANKS) for paragraph in paragraphs]
    return written("\n".join(texts), document.place(paragraphs[0].line)) if paragraphs else BLANK


def _items(paragraphs: Sequence[Paragraph], unnumbered: Callable[[Sequence[Paragraph]], list[_Block]]) -> list[_Block]:
    """Cut a section at the numbers of its items: those that look like the first and count on from it."""
    first = opening_of(paragraphs[0].text) if paragraphs else None
    if first is None:
        return unnumbered(paragraphs)
    blocks: list[_Block] = []
    for paragraph in paragraphs:
        opening = opening_of(paragraph.text)
        if opening and opening.style == first.style and (not blocks or opening.style in ("（一）", "一、")
                                                         or opening.number == len(blocks) + 1):
            blocks.append(_Block(opening.body, paragraph.line))
        else:
            blocks[-1].below.append(paragraph)
    return blocks


def _unnumbered_themes(paragraphs: Sequence[Paragraph]) -> list[_Block]:
    """Without numbers, the line before 绩效目标： is a title."""
    blocks: list[_Block] = []
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1].text if index + 1 < len(paragraphs) else ""
        labelled = _GOAL.match(paragraph.text) or _INDICATORS.match(paragraph.text)
        if not blocks or (not labelled and _GOAL.match(following)):
            blocks.append(_Block("" if labelled else paragraph.text, paragraph.line,
                                 [paragraph] if labelled else []))
        else:
            blocks[-1].below.append(paragraph)
    return blocks


def _each_alone(paragraphs: Sequence[Paragraph]) -> list[_Block]:
    return [_Block(paragraph.text, paragraph.line) for paragraph in paragraphs]


def _theme(document: Pieces, block: _Block) -> Theme:
    """Unlabelled text belongs to what it follows: to the goal, or to the indicators once these have begun."""
    inside = _GOAL_INSIDE.search(block.head)
    title, rest = (block.head[:inside.start()], block.head[inside.start():]) if inside else (block.head, "")
    lines = ([Paragraph(rest, block.line)] if rest else []) + block.below
    parts: dict[str, list[Paragraph]] = {"goal": [], "indicators": []}
    current = "goal"
    for paragraph in lines:
        text = paragraph.text
        goal = _GOAL.match(text)
        if goal:
            current, text = "goal", text[goal.end():]
        label = _INDICATORS.match(text) if not goal else None
        if label:
            current, text = "indicators", text[label.end():]
        within = _INDICATORS_INSIDE.search(text) if goal else None
        if within:
            parts["goal"].append(Paragraph(text[:within.start()], paragraph.line))
            current, text = "indicators", text[within.end():]
        parts[current].append(Paragraph(text, paragraph.line))
    return Theme(written(title.rstrip("。"), document.place(block.line)),
                 _joined(document, parts["goal"]), _joined(document, parts["indicators"]))


def _safeguard(document: Pieces, block: _Block) -> Safeguard:
    """`加强组织领导。成立…`: the title ends at the first full stop, colon or blank."""
    head = block.head.strip(OUTER_BLANKS)
    end = _TITLE_END.search(head)
    title, text = (head[:end.start()], head[end.end():]) if end else (head, "")
    below = [paragraph.text.strip(OUTER_BLANKS) for paragraph in block.below]
    whole = "\n".join(part for part in (text.strip(OUTER_BLANKS), *below) if part)
    return Safeguard(written(title, document.place(block.line)), written(whole, document.place(block.line)))
