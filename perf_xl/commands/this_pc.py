"""What concerns this computer: doctor."""

from __future__ import annotations

from argparse import Namespace

from perf_xl.commands.shape import Shape
from perf_xl.commands.told import (
    FINDINGS,
    OK,
)


def arguments_doctor(shape: Shape) -> None:
    """Nothing to choose."""


def do_doctor(options: Namespace) -> int:
    from perf_xl.doctor import examine

    answers = examine()
    for answer in answers:
        print(answer.sentence(options.lang))
    return OK if all(answer.good for answer in answers) else FINDINGS
