"""Does the row stand under the right 二级指标?"""

from __future__ import annotations

from perf_xl.law.reader import load
from perf_xl.model.indicator import Indicator
from perf_xl.model.project import Project
from perf_xl.model.target import Target
from perf_xl.sense.conclusion import Polarity, Thing
from perf_xl.sense.direction import COST_LEVELS
from perf_xl.sense.sense import Sense
from perf_xl.sense.words import role_words

_COUNTED = ("people", "household", "event", "thing")


def speaks_of(role: str, *texts: str) -> bool:
    """Whether any of the texts holds a word of the role's list."""
    search = role_words(role).search
    return any(search(text) for text in texts)


def is_foreign_measure(sense: Sense, target: Target) -> bool:
    """The level holds no such measure: money under 时效, days under 成本."""
    return not target.rest and target.measure.kind in load("words_levels")["foreign"].get(sense.level2, ())


def is_plain_count(sense: Sense, target: Target) -> bool:
    """A count of people, cases or things that says nothing of quality."""
    words = load("words_levels")["quality_words"]["words"]
    return sense.what.is_count and sense.thing.confidence >= 0.9 and target.measure.kind in _COUNTED \
        and sense.polarity.polarity is not Polarity.BAD and not any(word in sense.name for word in words)


def is_head_count_as_cost(sense: Sense, target: Target) -> bool:
    """People or things, in people or things, where the cost in money belongs."""
    return sense.level2 in COST_LEVELS and sense.what.is_count and sense.thing.confidence >= 0.9 \
        and target.measure.kind in _COUNTED and not sense.plays("cost")


def is_not_timely(sense: Sense, indicator: Indicator, target: Target) -> bool:
    """Under 时效, but neither a time nor a date nor a word of promptness."""
    if sense.level2 != "时效指标" or target.measure.kind in ("time", "date") or sense.hint.kind == "time":
        return False
    if sense.what in (Thing.DURATION, Thing.DATE, Thing.PROMPTNESS) or sense.plays("fund_arrival", "execution"):
        return False
    return bool(sense.name) and not speaks_of("timeliness", sense.name, indicator.description.text, target.text)


def is_not_ecology(sense: Sense, indicator: Indicator) -> bool:
    """Under 生态效益 without a word of nature or environment."""
    return sense.level2 == "生态效益指标" and bool(sense.name) \
        and not speaks_of("ecology", sense.name, indicator.description.text)


def is_not_economic(sense: Sense, indicator: Indicator) -> bool:
    """Under 经济效益 without a word of money, trade or work."""
    return sense.level2 == "经济效益指标" and bool(sense.name) \
        and not speaks_of("economic", sense.name, indicator.description.text)


def is_rate_of_quality(sense: Sense) -> bool:
    """合格率, 结案率: how well, not how much."""
    words = load("words_levels")["quality_rates"]["words"]
    return sense.what is Thing.SHARE and sense.thing.confidence >= 0.9 and any(map(sense.thing.stem.endswith, words))


def is_misplaced_in_satisfaction(sense: Sense, target: Target) -> bool:
    """A count, a sum or a time under 满意度."""
    words = load("words_levels")["satisfaction_words"]["words"]
    return sense.level2 == "服务对象满意度指标" and target.measure.kind in (*_COUNTED, "money", "time") \
        and not any(word in sense.name for word in words)


def pays_people(project: Project, indicator: Indicator) -> bool:
    """The project's product is the payment itself: wages, subsidies, aid."""
    return speaks_of("benefit_payment", project.name.text, project.purpose.text, indicator.level3.text)
