"""validate and consolidate, killed and run again: finished files are not opened, the answer is that of a run left alone."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from perf_xl.cli import main
from perf_xl.commands import told
from perf_xl.desk.gathering import beside
from perf_xl.hosts.alone import alone
from tests.consolidate.books import book, unit
from tests.under_way.runs import in_turn, killed, post, spoil

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return post(tmp_path_factory.mktemp("邮袋") / "收件箱")


@pytest.fixture
def inbox(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "收件箱"))


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]):
    def run(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return code, out, err

    return run


def consolidation(inbox: Path, target: Path) -> tuple[object, ...]:
    return "consolidate", inbox, "-o", target, "--format", "json"


@pytest.mark.parametrize(("jobs", "after"), [(1, 1), (1, 57), (2, 30)])
def test_a_consolidation_goes_on(jobs: int, after: int, inbox: Path, tmp_path: Path, run) -> None:
    target = tmp_path / "汇总.xlsx"
    command = (*consolidation(inbox, target), "--jobs", jobs)
    undisturbed = run(*command)
    drawn = target.read_bytes()
    assert not beside(target).exists()
    target.unlink()
    killed(after, *command)
    assert not target.exists()
    assert beside(target).exists()
    spoil(in_turn(inbox, "consolidate")[:after])
    assert run(*command) == undisturbed
    assert target.read_bytes() == drawn
    assert sorted(path.name for path in tmp_path.iterdir()) == ["收件箱", "汇总.xlsx"]


@pytest.mark.parametrize(("jobs", "form"), [(1, "text"), (1, "sarif"), (2, "json")])
def test_a_validation_goes_on(jobs: int, form: str, inbox: Path, tmp_path: Path, run) -> None:
    command = ("validate", inbox, "--format", form, "--jobs", jobs)
    undisturbed = run(*command)
    state = tmp_path / "接着做"
    killed(4, *command, "--resume", state)
    spoil(in_turn(inbox, "validate")[:4])
    assert run(*command, "--resume", state) == undisturbed
    assert not state.exists()


def test_what_changed_is_read_again_and_what_came_is_read(inbox: Path, tmp_path: Path, run) -> None:
    target = tmp_path / "汇总.xlsx"
    killed(50, *consolidation(inbox, target))
    (inbox / "05本级.xlsx").write_bytes(book(unit(6)))
    os.utime(inbox / "15莲池.xlsx", ns=(1, 1))
    (inbox / "45压缩.zip").unlink()
    (inbox / "00新到.xlsx").write_bytes(book(unit(7)))
    resumed = run(*consolidation(inbox, target))
    drawn = target.read_bytes()
    assert run(*consolidation(inbox, target)) == resumed
    assert target.read_bytes() == drawn


def test_a_validation_with_another_question_reads_again(inbox: Path, tmp_path: Path, run) -> None:
    state, files = tmp_path / "接着做", in_turn(inbox, "validate")
    killed(4, "validate", inbox, "--resume", state)
    kept = state.read_bytes()
    for question in (("--profile", "2021"), ("--select", "TV"), ("--ignore", "TV"), ("--lang", "en")):
        command = ("validate", files[0], *question) if question[0] != "--lang" else ("--lang", "en", "validate", files[0])
        state.write_bytes(kept)
        assert run(*command, "--resume", state) == run(*command)
        assert not state.exists()


def test_keys_are_part_of_the_question_and_stand_nowhere(inbox: Path, tmp_path: Path, run) -> None:
    target, secret = tmp_path / "汇总.xlsx", "0123456789abcdef-secret"
    (tmp_path / "一.key").write_text(f"财政局\n{secret}\n", encoding="utf-8")
    (tmp_path / "二.key").write_text(f"财政局\n{secret}x\n", encoding="utf-8")
    first = (*consolidation(inbox, target), "--key", tmp_path / "一.key")
    killed(40, *first)
    kept = beside(target).read_bytes()
    assert secret.encode() not in kept
    spoil(in_turn(inbox, "consolidate")[:40])
    other = run(*consolidation(inbox, target), "--key", tmp_path / "二.key")
    assert '"taken"' not in other[1].split("莲池")[0]          # what was spoiled was opened
    beside(target).write_bytes(kept)
    assert '"taken"' in run(*first)[1]


def test_few_files_leave_nothing_beside_the_workbook_even_if_killed(inbox: Path, tmp_path: Path, run) -> None:
    for path in in_turn(inbox, "consolidate")[20:]:
        path.unlink()
    killed(10, *consolidation(inbox, tmp_path / "汇总.xlsx"))
    assert [path.name for path in tmp_path.iterdir()] == ["收件箱"]


def test_what_is_kept_in_the_folder_itself_is_not_handed_in(inbox: Path, run) -> None:
    target = inbox / "汇总.xlsx"
    undisturbed = run(*consolidation(inbox, target))
    target.unlink()
    killed(30, *consolidation(inbox, target))
    assert beside(target).parent == inbox
    assert beside(target).exists()
    assert run(*consolidation(inbox, target)) == undisturbed
    killed(3, "validate", inbox, "--resume", inbox / "接着做.xlsx")
    assert run("validate", inbox, "--resume", inbox / "接着做.xlsx") == run("validate", inbox)


def test_a_workbook_that_could_not_be_written_needs_no_reading_again(inbox: Path, tmp_path: Path, run) -> None:
    target = tmp_path / "汇总.xlsx"
    undisturbed = run(*consolidation(inbox, target))
    lock = tmp_path / "~$汇总.xlsx"
    lock.write_bytes(b"")
    assert run(*consolidation(inbox, target))[0] == 2
    lock.unlink()
    spoil(in_turn(inbox, "consolidate"))
    assert run(*consolidation(inbox, target)) == undisturbed
    assert not beside(target).exists()


def test_where_nothing_could_be_taken_nothing_stays(inbox: Path, tmp_path: Path, run) -> None:
    spoil(in_turn(inbox, "consolidate"))
    assert run(*consolidation(inbox, tmp_path / "汇总.xlsx"))[0] == 2
    assert [path.name for path in tmp_path.iterdir()] == ["收件箱"]


def test_files_out_of_reach_are_tried_again(inbox: Path, tmp_path: Path, run) -> None:
    state, link = tmp_path / "接着做", inbox / "00断了.xlsx"
    (inbox / "有.xlsx").write_bytes(book(unit(6)))
    os.symlink(tmp_path / "网络盘.xlsx", link)
    assert run("validate", link, inbox / "有.xlsx")[0] == 2
    killed(1, "validate", link, inbox / "有.xlsx", "--resume", state)
    (tmp_path / "网络盘.xlsx").write_bytes(book(unit(7)))
    assert run("validate", link, inbox / "有.xlsx", "--resume", state)[0] in (0, 1)


def test_something_else_under_that_name_is_left_alone(inbox: Path, tmp_path: Path, run) -> None:
    target, letter = tmp_path / "汇总.xlsx", "重要的信".encode()
    beside(target).write_bytes(letter)
    assert run(*consolidation(inbox, target))[0] == 1
    assert target.exists()
    assert beside(target).read_bytes() == letter
    code, out, err = run("validate", inbox, "--format", "json", "--resume", beside(target))
    assert (code, out) == (2, "")
    assert "别的内容" in err
    assert beside(target).read_bytes() == letter
    beside(target).unlink()
    beside(target).mkdir()
    assert run(*consolidation(inbox, target))[0] == 1          # nothing can be kept, a workbook is made all the same
    assert run("validate", inbox, "--resume", tmp_path)[0] == 2
    assert run("validate", inbox, "--resume", tmp_path / "没有" / "接着做")[0] == 2
    assert run("validate", inbox / "05本级.xlsx", "--resume", tmp_path / "接着做", "--mark", tmp_path / "a.xlsx")[0] == 2


def test_one_run_at_a_time(inbox: Path, tmp_path: Path, run) -> None:
    target = tmp_path / "汇总.xlsx"
    beside(target).write_bytes(b"")
    with alone(beside(target), "under_way.busy"):
        assert run(*consolidation(inbox, target))[0] == 1      # a workbook all the same
        code, out, err = run("validate", inbox, "--resume", beside(target))
    assert (code, out) == (2, "")
    assert "另一次运行" in err


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_closed_folder_ends_in_the_sentence_that_it_always_did(inbox: Path, tmp_path: Path, run) -> None:
    (tmp_path / "只读").mkdir(mode=0o500)
    code, _, err = run(*consolidation(inbox, tmp_path / "只读" / "汇总.xlsx"))
    assert code == 2
    assert "没有写入权限" in err


def test_progress_says_how_many_were_taken_over(inbox: Path, tmp_path: Path, run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        written = ""

        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> int:
            self.written += text
            return len(text)

        def flush(self) -> None:
            pass

    state, terminal = tmp_path / "接着做", Terminal()
    killed(4, "validate", inbox, "--resume", state)
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(told, "_columns", lambda: 200)
    run("validate", inbox, "--resume", state)
    first = terminal.written.split("\r")[1]
    assert "4/7" in first
    assert "其中 4 个上次已读" in first
    assert "7/7" in terminal.written
