"""What is measured: the last noun decides."""

from __future__ import annotations

from functools import cache

from perf_xl.sense.conclusion import Thing, ThingRead
from perf_xl.sense.words import head_trust, heads, openings, stems


@cache
def read_thing(core: str) -> ThingRead:
    """What the prepared name measures. UNKNOWN with confidence 0 where nothing tells."""
    if not core:
        return ThingRead(Thing.UNKNOWN, 0.0)
    head, label = heads().at_end(core)
    stem = core[: len(core) - len(head)]
    trust = head_trust(head, core) if head else 0.0
    if trust and label == "share" and head.endswith("率") and len(head) > 1:
        head, stem = "率", core[:-1]
    if trust:
        return ThingRead(Thing(label), trust, head, stem)
    word, label = stems().at_end(core)
    if word and label != "lower":
        # 任务完成, 隐患整改: a deed without 率 or 数量.
        return ThingRead(Thing.TASK, 0.7, "", core)
    opening, _ = openings().at_start(core)
    if opening:
        return ThingRead(Thing.TASK, 0.7, "", core)
    return ThingRead(Thing.UNKNOWN, 0.0, "", core)
