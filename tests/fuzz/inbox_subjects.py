"""Mails and zips, given to `consolidate` as it takes what was handed in."""

from __future__ import annotations

from pathlib import Path

from perf_xl.desk.department_book import fate_line
from perf_xl.desk.gathering import take
from perf_xl.hosts.inbox import inlets
from perf_xl.messages.say import LANGUAGES


def attempt_mail(data: bytes, folder: Path) -> str:
    return _attempt(data, folder, "报送.eml")


def attempt_zip(data: bytes, folder: Path) -> str:
    return _attempt(data, folder, "报送.zip")


def _attempt(data: bytes, folder: Path, name: str) -> str:
    """Every file in it has a fate, told in a line of both languages; nothing is written; no file crashes the reader."""
    path = folder / name
    path.write_bytes(data)
    before = sorted(folder.rglob("*"))
    (inlet,) = inlets([path])
    fates = [each.fate for each in take(inlet)]
    assert sorted(folder.rglob("*")) == before, "something was written"
    assert fates, "the file got lost"
    for fate in fates:
        for lang in LANGUAGES:
            line = fate_line(fate, lang)
            assert len(line.splitlines()) == 1, f"{fate.reason}: {line!r}"
            assert not set(line) & set("\x1b\u202e\u202d\0"), f"{line!r}"
            line.encode()
        assert fate.reason != "consolidate.crashed", dict(fate.facts)
        assert "/../" not in f"/{fate.shown}/" or fate.fate != "taken", fate.shown
    taken = sum(fate.fate == "taken" for fate in fates)
    whole = [fate for fate in fates if fate.shown == name]
    if len(fates) == 1 and whole and not taken:
        return f"refused: {whole[0].reason}"
    return "workbooks taken" if taken else "nothing taken"
