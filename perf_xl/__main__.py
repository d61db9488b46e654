"""`python -m perf_xl` is `perf-xl`."""

from __future__ import annotations

import sys

from perf_xl.cli import main

sys.exit(main())
