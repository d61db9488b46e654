"""What the program is made of is locked, listed and free; and it talks to nobody."""

from __future__ import annotations

import configparser
import json
import re
import socket
from pathlib import Path

import pytest

from perf_xl.cli import main
from perf_xl.demo import SAMPLE
from supply.lists import HOME, LOCKS, lock_text

FREE = re.compile(r"MIT|BSD|Apache|Python Software Foundation|PSF|Zlib|0BSD|CC0|ISC|Unlicense")


def locked(name: str) -> dict[str, str]:
    """Distribution -> version."""
    text = (HOME / f"{name}.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+) \\\n    --hash=sha256:[0-9a-f]{64}$", text, re.MULTILINE))


def wanted(section: str, key: str) -> set[str]:
    config = configparser.ConfigParser()
    config.read(HOME.parent / "setup.cfg", encoding="utf-8")
    lines = config[section][key].strip().splitlines()
    return {re.split(r"[ <>=;\[]", line.strip())[0].lower() for line in lines if ";" not in line}


@pytest.mark.parametrize("name", LOCKS)
def test_every_dependency_is_locked_with_its_hash(name: str) -> None:
    found = locked(name)
    text = (HOME / f"{name}.lock").read_text(encoding="utf-8")
    assert len(found) == text.count("==") == text.count("--hash=sha256:")
    assert wanted("options", "install_requires") <= found.keys()
    if name.startswith("tests"):
        assert wanted("options.extras_require", "test") <= found.keys()


def test_a_lock_is_what_pip_reads() -> None:
    entry = {"metadata": {"name": "Xy", "version": "1.0"}, "download_info": {"archive_info": {"hashes": {"sha256": "0" * 64}}}}
    assert lock_text("n", [entry]).splitlines()[1:] == ["xy==1.0 \\", "    --hash=sha256:" + "0" * 64]


def test_the_parts_list_names_what_is_locked_and_all_of_it_is_free() -> None:
    parts = json.loads((HOME / "sbom.cdx.json").read_text(encoding="utf-8"))
    assert (parts["bomFormat"], parts["specVersion"]) == ("CycloneDX", "1.5")
    assert {each["name"].lower(): each["version"] for each in parts["components"]} == locked("program-linux-cp311")
    licences = {each["name"]: each["licenses"][0]["license"]["name"] for each in parts["components"]}
    assert {name: text for name, text in licences.items() if not FREE.search(text)} == {}


def test_no_command_opens_a_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Mail is sent by `send` alone, and by the user's wish."""
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the program wanted a connection")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refused, raising=False)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    json_file, ledger, book = SAMPLE / "department.json", SAMPLE / "vouchers_2023.csv", tmp_path / "a.xlsx"
    for arguments in (["import", json_file, "-o", book], ["validate", book, "--mark", tmp_path / "b.xlsx"],
                      ["ledger", book, ledger, "-o", tmp_path / "c.xlsx"], ["progress", tmp_path / "c.xlsx", "--as-of", "2023-06-30"],
                      ["consolidate", book, "-o", tmp_path / "d.xlsx"], ["report", book, "-o", tmp_path / "e.docx"],
                      ["report", book, "-o", tmp_path / "e.pdf"], ["dump", book], ["doctor"], ["rules"]):
        assert main([str(each) for each in arguments]) in (0, 1), arguments
    capsys.readouterr()


def test_the_program_keeps_no_log() -> None:
    """What it says goes to the screen; cells are copied into no log file."""
    house = HOME.parent / "perf_xl"
    logging = [str(file.relative_to(house)) for file in house.rglob("*.py")
               if re.search(r"^\s*(import logging|from logging)", file.read_text(encoding="utf-8"), re.MULTILINE)]
    assert logging == []
