"""What can stop a command. Findings are values; these are not.

PerfError
├── Unusable      a file that cannot be read or written, an argument that makes no sense: exit code 2
└── Refused       a deliberate no (a book with errors is not sent)
"""

from __future__ import annotations

from perf_xl.messages.shown import on_one_line


class PerfError(Exception):
    """Carries a key of `messages` and the facts for its placeholders; the door turns it into one sentence.

    Names and pieces of files among the facts break neither that sentence nor the screen it is shown on.
    """

    def __init__(self, what: str, **facts: object) -> None:
        super().__init__(what, facts)
        self.what = what
        self.facts = {name: on_one_line(str(fact)) for name, fact in facts.items()}

    def __reduce__(self) -> tuple[object, ...]:
        """So that it crosses the border of a process."""
        return _again, (type(self), self.what, self.facts)


def _again(kind: type[PerfError], what: str, facts: dict[str, str]) -> PerfError:
    return kind(what, **facts)


class Unusable(PerfError):
    """The input or the target cannot be used."""


class Refused(PerfError):
    """The program could, but must not."""
