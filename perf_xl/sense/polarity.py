"""Good or bad: the last meaningful word before the head decides, changes and negations turn it."""

from __future__ import annotations

from functools import cache

from perf_xl.sense.conclusion import Polarity, PolarityRead, Thing, ThingRead
from perf_xl.sense.words import counting_nouns, deeds, listed, negations, openings, stems, time_words

_OPEN = PolarityRead(Polarity.OPEN, 0.0)


@cache
def read_polarity(read: ThingRead) -> PolarityRead:
    """Whether more of it is better, from the head and what stands before it."""
    if read.thing is Thing.SATISFACTION:
        bad = read.stem.endswith("不")
        return PolarityRead(Polarity.BAD if bad else Polarity.GOOD, 1.0, read.head)
    if read.thing is Thing.STANDARD:
        return _OPEN
    if read.thing is Thing.MONEY:
        return _money(read)
    if read.thing in (Thing.DURATION, Thing.DATE):
        return _duration(read)
    stem = read.stem + read.head if read.head in ("降幅", "减幅", "增幅", "涨幅", "增速") else _of_the_head(read)
    told = _of_stem(stem)
    if told.confidence:
        return _shaded(told, read)
    if read.thing is Thing.SHARE and stems().at_start(read.stem)[1] == "good":
        # 安全销毁爆炸物品率: verb and object before the head.
        return PolarityRead(Polarity.GOOD, 0.8, stems().at_start(read.stem)[0])
    if read.thing is Thing.PROMPTNESS:
        return PolarityRead(Polarity.OPEN, 0.5, read.head)
    if read.thing is Thing.TASK:
        return _sentence(read.stem)
    if read.thing in (Thing.SHARE, Thing.PEOPLE, Thing.HOUSEHOLDS, Thing.EVENTS, Thing.THINGS):
        return PolarityRead(Polarity.GOOD, 0.4, read.head)
    return _OPEN


def _of_the_head(read: ThingRead) -> str:
    """破案数, 下降幅度: a head of several words carries its own meaning in front of 数, 率, 幅度."""
    noun, _ = counting_nouns().at_end(read.head)
    return read.stem + read.head[: len(read.head) - len(noun)] if noun else read.stem


def _shaded(told: PolarityRead, read: ThingRead) -> PolarityRead:
    """A count of something good is surer good than sure: 培训人数 may have a ceiling."""
    if told.change == "avoid" and read.thing is Thing.SHARE:
        # 降低投诉率: the rate itself, or by how much it falls?
        return PolarityRead(Polarity.OPEN, 0.5, told.words, "reduce")
    if read.thing.is_count and told.polarity is Polarity.BAD and told.words not in listed("sure_events", "words"):
        # 隐患, 投诉 and the like are also counted as work done.
        return PolarityRead(told.polarity, min(told.confidence, 0.8), told.words, told.change)
    if read.thing.is_count and told.polarity is Polarity.GOOD:
        return PolarityRead(told.polarity, min(told.confidence, 0.7), told.words, told.change)
    if read.thing in (Thing.SCORE, Thing.TASK, Thing.PROMPTNESS) or read.thing.is_quantity:
        return PolarityRead(told.polarity, min(told.confidence, 0.8), told.words, told.change)
    return told


def _of_stem(stem: str) -> PolarityRead:
    word, label = stems().at_end(stem)
    if not word:
        return _sentence(stem)
    before = stem[: len(stem) - len(word)]
    if label in ("reduce", "saving", "increase"):
        return _changed(label, word, before)
    if label == "ambiguous":
        return PolarityRead(Polarity.OPEN, 0.9, word, "control" if word == "控制" else "")
    if label == "rather_good":
        return PolarityRead(Polarity.GOOD, 0.6, word)
    if label == "lower":
        return PolarityRead(Polarity.BAD, 0.6, word)
    polarity = Polarity.GOOD if label == "good" else Polarity.BAD
    negation, how = negations().at_end(before)
    if negation and how == "not":
        return PolarityRead(polarity.turned, 0.9, negation + word)
    if label == "bad":
        avoided = negation or openings().at_end(before)[1] == "reduce"
        if avoided:
            return PolarityRead(Polarity.GOOD, 0.7, word, "avoid")
        deed = deeds().search(before)
        if deed and word not in listed("bad", "quality"):
            # 化解矛盾率, 帮扶贫困户数: verb and object.
            return PolarityRead(Polarity.GOOD, 0.6, deed.word + word)
        opening, how = openings().at_start(stem)
        if how in ("reduce", "bound"):
            # 减少案件发生率: the rate itself, or by how much it falls? Both are written.
            return PolarityRead(Polarity.OPEN, 0.5, opening + word, "reduce")
    # 发生 and 隐患 alone may stand for anything that occurs.
    return PolarityRead(polarity, 0.95 if len(word) > 1 else 0.8, word)


def _changed(label: str, word: str, before: str) -> PolarityRead:
    """下降率, 节约率, 增长率: what changes decides."""
    noun, _ = counting_nouns().at_end(before)
    of = _of_stem(before[: len(before) - len(noun)].removesuffix("率"))
    change = "increase" if label == "increase" else "reduce"
    if label == "increase":
        if of.confidence >= 0.6 and of.polarity is not Polarity.OPEN:
            return PolarityRead(of.polarity, min(of.confidence, 0.9), of.words + word, change)
        return PolarityRead(Polarity.GOOD, 0.6, word, change)
    if label == "saving":
        return PolarityRead(Polarity.GOOD, 0.95, word, change)
    if of.polarity is Polarity.BAD:
        return PolarityRead(Polarity.GOOD, 0.95, of.words + word, change)
    if of.polarity is Polarity.GOOD and of.confidence >= 0.9:
        return PolarityRead(Polarity.BAD, 0.7, of.words + word, change)
    return PolarityRead(Polarity.GOOD, 0.7, word, change)


def _sentence(text: str) -> PolarityRead:
    """Names that are sentences: 提高破案率, 销毁爆炸物品."""
    opening, how = openings().at_start(text)
    if how == "increase":
        return PolarityRead(Polarity.GOOD, 0.7, opening)
    if how == "reduce":
        return PolarityRead(Polarity.OPEN, 0.5, opening, "reduce")
    return _OPEN


def _money(read: ThingRead) -> PolarityRead:
    told, label = stems().at_end(read.stem)
    if label in ("saving", "reduce") or openings().at_start(read.stem)[1] == "reduce" \
            or stems().at_start(read.stem)[1] in ("saving", "reduce"):
        return PolarityRead(Polarity.GOOD, 0.9, told + read.head, "reduce")
    if "损失" in read.head:
        saved = any(word in read.stem for word in listed("money", "saved_loss"))
        return PolarityRead(Polarity.GOOD if saved else Polarity.BAD, 0.95, read.head)
    if read.head in listed("money", "gains") or label == "increase":
        return PolarityRead(Polarity.GOOD, 0.9, read.head)
    if read.head in listed("money", "surely_spent"):
        return PolarityRead(Polarity.BAD, 0.95, read.head)
    if read.head in listed("money", "likely_spent"):
        return PolarityRead(Polarity.BAD, 0.8, read.head)
    return PolarityRead(Polarity.OPEN, 0.5, read.head)


def _duration(read: ThingRead) -> PolarityRead:
    ends, process, served = time_words()
    stem = read.stem or read.head
    told, label = stems().at_end(stem)
    if label in ("reduce", "saving"):
        return PolarityRead(Polarity.GOOD, 0.9, told, "reduce")
    word, kind = ends.at_end(stem)
    if kind != "process" and read.head in listed("duration_heads", "limit"):
        return PolarityRead(Polarity.BAD, 0.8, read.head)
    if kind == "served" or read.head in listed("duration_heads", "served"):
        return PolarityRead(Polarity.GOOD, 0.7, word or read.head)
    serves = served.search(stem)
    if kind == "process" and not serves:
        return PolarityRead(Polarity.BAD, 0.95, word)
    inside = process.search(stem)
    if inside and not serves:
        return PolarityRead(Polarity.BAD, 0.8, inside.word)
    if read.head in listed("duration_heads", "process"):
        return PolarityRead(Polarity.BAD, 0.8, read.head)
    return PolarityRead(Polarity.OPEN, 0.4, read.head)
