"""What became of one file that was handed in. Never a silent skip."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from perf_xl.consolidate.seal import Examined, SealState
from perf_xl.model.department import Department
from perf_xl.model.monitoring import Interim
from perf_xl.model.voucher import Spending

TAKEN = "taken"                # its projects stand in the department's workbook
OLDER = "older"                # another file of the same unit was taken instead
DOUBLED = "doubled"            # says the same as another file
EMPTY = "empty"                # nothing in it: 0 bytes, or a template nobody filled in
FOREIGN = "foreign"            # no workbook of this form: a picture, a document, some other table
LOCKED = "locked"              # a password, no permission, or the lock file of an office program
UNREADABLE = "unreadable"      # damaged, of a format that is not read, or beyond a limit
OPENED = "opened"              # a zip or mail; its files follow one by one
FATES = (TAKEN, OLDER, DOUBLED, EMPTY, FOREIGN, LOCKED, UNREADABLE, OPENED)
HARMLESS = "inbox.lock_file"


class Fate(Struct, frozen=True):
    """`name` is how the file is shown (folder/zip/file), `path` the file on disk that it came out of.

    `reason` is a message key with its `facts`; `other` the file that was taken instead; `unit` whose it is.
    """

    path: Path
    fate: str
    projects: int = 0
    reason: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    name: str = ""
    unit: str = ""
    other: str = ""
    seal: SealState = SealState.NONE
    submission: int | None = None

    @property
    def shown(self) -> str:
        return self.name or self.path.name

    @property
    def is_trouble(self) -> bool:
        """Something may be missing because this file could not be used."""
        return self.fate in (UNREADABLE, LOCKED) and self.reason != HARMLESS


class Received(Struct, frozen=True):
    """One file after reading: its fate so far, and what it says where it is a filled-in workbook.

    `when` it was sent or stored; `fingerprint` over what it says. It can be pickled, so that files may be read by
    other processes.
    """

    fate: Fate
    department: Department | None = None
    fingerprint: str = ""
    when: datetime | None = None
    examined: Examined = Examined(SealState.NONE)
    spending: Spending | None = None
    interims: tuple[tuple[tuple[int, int], Interim], ...] = ()
