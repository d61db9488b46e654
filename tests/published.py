"""Where the published document lies: beside the checkout, or where PERF_XL_PUBLISHED says. Absent elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("PERF_XL_PUBLISHED")
              or Path(__file__).resolve().parents[2] / "shared" / "published")
TEXT = FOLDER / "baoding_psb_2023.txt"

needs_published = pytest.mark.skipif(not TEXT.exists(), reason="the published document is not beside this checkout")
