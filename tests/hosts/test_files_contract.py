"""The host over files keeps the contract of all hosts."""

from __future__ import annotations

from pathlib import Path

from perf_xl.hosts.files import FilesHost
from perf_xl.hosts.xlsx_draw import draw
from perf_xl.picture.blueprint import Blueprint
from tests.hosts.host_contract import HostContract


class TestFilesHost(HostContract):
    def make_host(self, folder: Path, start: Blueprint) -> FilesHost:
        draw(start, folder / "原件.xlsx")
        return FilesHost(folder / "原件.xlsx", folder / "副本.xlsx")
