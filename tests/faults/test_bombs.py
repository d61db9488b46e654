"""Files made to burst are refused early, with little memory, in a sentence. `python -m tests.faults.bombs` tries the largest too."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults.bombs import BOMBS, tried

# Making these takes longer than all the others together.
_LARGE = {"shared strings of 1 GB", "sheet of 290 MB in uneven rows", "a million rows, filled", "text of 60 MB in one line", "styles of 45 MB",
          "Word file of 2 million tags", "Word text of 300 MB", "Word template of 250 MB", "sheet of 250 MB of blanks", "ledger of 300 MB in one line",
          "quoted-printable of 90 MB", "base64 of 140 MB", "mail with a header of 100 MB", "roster of 60 MB", "zip of 60,000 entries", "200,000 merged areas",
          "100,000 styles", "100,000 names", "3,000 sheets", "30,000 parts", "a text of 40 MB in 100 cells", "zips in zips"}


@pytest.mark.skipif(sys.platform == "win32", reason="memory is asked of /proc")
@pytest.mark.parametrize("name", [name for name in BOMBS if name not in _LARGE])
def test_a_bomb_is_refused_with_little_memory(name: str, tmp_path: Path) -> None:
    ending, make, allowed = BOMBS[name]
    path = tmp_path / f"文件.{ending}"
    path.write_bytes(make())
    found = tried(path)
    assert found["what"] in allowed
    assert isinstance(found["mb"], int)
    assert found["mb"] <= 300
    assert isinstance(found["seconds"], float)
    assert found["seconds"] <= 10
