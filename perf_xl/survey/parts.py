"""Which workbooks stand together in one part of the tables. Pure.

The parts follow from the paths alone, not from what was surveyed before: a store that grew from a county to a province has the same
parts as one that was made of the province at once. One more workbook, or one less, changes its own part, seldom a neighbour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b

from perf_xl.survey.records import Source

MOST = 1000              # workbooks in a part: what is held in memory, and done again after a kill


def parts_of(sources: Sequence[Source], most: int = MOST) -> Iterator[tuple[str, Sequence[Source]]]:
    """The name of each part and its workbooks. `sources` are in order of path, each path once."""
    yield from _cut(sources, [_drawn(each.key) for each in sources], most)


def _cut(sources: Sequence[Source], lots: Sequence[str], most: int) -> Iterator[tuple[str, Sequence[Source]]]:
    """Too many are cut before the one with the smallest lot: a cut that stays where it is whatever comes or goes elsewhere."""
    if len(sources) <= most:
        if sources:
            yield f"part-{lots[0]}", sources
        return
    at = min(range(1, len(sources)), key=lots.__getitem__)
    yield from _cut(sources[:at], lots[:at], most)
    yield from _cut(sources[at:], lots[at:], most)


def _drawn(key: str) -> str:
    """The lot of a workbook, the same everywhere."""
    return blake2b(key.encode(), digest_size=8).hexdigest()
