"""The text of a ledger in pieces: nothing is lost between them, and no cell is cut through."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perf_xl.intake import ledger_text
from perf_xl.intake.ledger_text import utf8_pieces

MARGIN = 3


def pieces(path: Path, encoding: str, size: int) -> list[bytes]:
    taken = hashlib.sha256()
    found = [bytes(piece) for piece in utf8_pieces(path, encoding, size, MARGIN, taken.update)]
    assert taken.digest() == hashlib.sha256(path.read_bytes()).digest()
    assert all(piece.startswith(bytes(MARGIN)) and piece.endswith(bytes(MARGIN)) for piece in found)
    return [piece[MARGIN:-MARGIN] for piece in found]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.sampled_from('甲,"\r\n1'), max_size=60), st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"]),
       st.sampled_from([1, 2, 7, 1000]))
def test_pieces_are_the_whole_text(tmp_path: Path, text: str, encoding: str, size: int) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    found = pieces(path, encoding, size)
    assert b"".join(found) == (text + "\n" * (text != "" and not text.endswith("\n"))).encode()
    assert all(piece.endswith((b"\n", b"\r")) for piece in found)
    assert all(piece.count(b'"') % 2 == 0 for piece in found[:-1])


def test_a_mark_that_is_never_closed_does_not_hold_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_text, "_LONGEST_QUOTED", 40)
    path = tmp_path / "a.csv"
    path.write_text('1,"2\n' + "3,4\n" * 50, encoding="utf-8")
    assert len(pieces(path, "utf-8", 10)) > 5
