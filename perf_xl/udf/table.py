"""The table of worksheet functions. Their Chinese descriptions stand in the messages, under `udf.NAME`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from perf_xl.udf import functions


class Udf(Struct, frozen=True):
    """`arguments` are their names; one ending in `?` may be left out, one ending in `:` is a plan of four cells.

    `function` takes cells and gives a cell; `beside` gives several, side by side.
    """

    name: str
    function: Callable[..., Any]
    arguments: tuple[str, ...]
    beside: bool = False

    @property
    def argument_names(self) -> tuple[str, ...]:
        return tuple(name.rstrip("?:") for name in self.arguments)


UDFS: tuple[Udf, ...] = (
    Udf("PERF_PLAN", functions.planned, ("plan:", "as_of")),
    Udf("PERF_PACE", functions.pace, ("spent", "budget")),
    Udf("PERF_GAP", functions.gap, ("spent", "budget", "plan:", "as_of")),
    Udf("PERF_LIGHT", functions.light, ("spent", "budget", "plan:", "as_of")),
    Udf("PERF_TARGET", functions.target, ("text", "part?"), beside=True),
    Udf("PERF_MET", functions.met, ("target", "actual")),
    Udf("PERF_SCORE", functions.score, ("target", "actual", "weight")),
    Udf("PERF_GRADE", functions.grade, ("score",)),
    Udf("PERF_CODE_OK", functions.code_ok, ("code",)),
    Udf("PERF_CHECK", functions.check, ("level2", "name", "target", "description?")),
)
WHY = "PERF_WHY"
WHY_ARGUMENTS = ("which", "first", "second?", "third?", "fourth?")


def udf_named(name: str) -> Udf | None:
    """PERF_GAP, perf_gap or gap; None for a name that no function has."""
    wanted = name.strip().upper()
    return next((udf for udf in UDFS if wanted in (udf.name, udf.name.removeprefix("PERF_"))), None)
