"""LibreOffice is killed while a button works on a document that is open in it: the file on disk is as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from perf_xl import actions
from perf_xl.buttons import press
from perf_xl.demo import SAMPLE
from perf_xl.hosts.calc import office as calc_office
from perf_xl.hosts.calc_engine import activate
from perf_xl.hosts.excel import ExcelHost
from perf_xl.model.as_json import to_json
from tests.buttons.conftest import NOW
from tests.office import needs_office

pytestmark = needs_office


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[calc_office.Office]:
    started = calc_office.start(tmp_path_factory.mktemp("office") / "profile")
    yield started
    started.kill()


@pytest.mark.parametrize("button", ["validate", "fix"])
def test_a_killed_office_leaves_the_file_as_it_was(button: str, office: calc_office.Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    department = actions.load_json(SAMPLE / "department.json")
    path = tmp_path / "预算.xlsx"
    actions.write_book(replace(department, projects=department.projects[:2]), path)
    before, said = path.read_bytes(), to_json(actions.open_department(path).department)
    host = ExcelHost(activate(office).books.open(str(path)))
    whole, applied = ExcelHost.apply, []

    def apply(self: ExcelHost, changes: Sequence[Any]) -> Any:
        """The second half of the changes finds nobody."""
        applied.append(len(changes))
        if len(changes) > 1 or len(applied) > 1:
            whole(self, changes[:len(changes) // 2])
            office.kill()
        return whole(self, changes)

    monkeypatch.setattr(ExcelHost, "apply", apply)
    with pytest.raises(Exception, match=r"."):
        press(button, host, NOW)
    assert applied
    assert not office.alive
    assert path.read_bytes() == before
    assert to_json(actions.open_department(path).department) == said
    again = calc_office.start(tmp_path / "profile")
    try:
        assert activate(again).books.open(str(path)).sheets[0].range("A1:C9").value is not None
    finally:
        again.kill()
