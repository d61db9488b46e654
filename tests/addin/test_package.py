"""perf_xl.xlam: the same bytes, nothing lost in it, and sound by our own checks (Microsoft's: tests/test_ooxml.py)."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from addin import build, checks
from addin.icons import draw
from addin.ribbon_xml import NAMESPACE_2010, custom_ui, read_ribbon
from perf_xl.buttons import COMMANDS


@pytest.fixture(scope="module")
def package() -> bytes:
    return build.assemble()


def test_the_package_in_the_tree_is_what_its_sources_give(package: bytes) -> None:
    assert build.TARGET.read_bytes() == package
    assert build.assemble() == package


def test_the_command_of_the_build_says_so_too(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
                                              tmp_path: Path) -> None:
    assert build.main(["--check"]) == 0
    assert capsys.readouterr().out == "same bytes\n"
    monkeypatch.setattr(build, "TARGET", tmp_path / "perf_xl.xlam")
    assert build.main(["--check"]) == 1
    assert "python -m addin.build" in capsys.readouterr().err
    assert build.main([]) == 0
    assert build.main(["--check"]) == 0
    monkeypatch.setattr(build, "problems", lambda: iter(["something"]))
    assert build.main(["--check"]) == 1


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_module_reads_back_unchanged(package: bytes) -> None:
    from oletools.olevba import VBA_Parser

    parser = VBA_Parser("perf_xl.xlam", data=package)
    read = {Path(name).stem: text for _, _, name, text in parser.extract_macros()}
    parser.close()
    written = build.vba_modules(read_ribbon())
    assert set(written) <= set(read)
    for name, source in written.items():
        assert read[name].replace("\r\n", "\n").rstrip() == source.rstrip(), name


def test_our_own_checks_find_nothing() -> None:
    assert list(build.problems()) == []


def test_texts_of_the_add_in_stand_in_its_sheet(package: bytes) -> None:
    sheet = zipfile.ZipFile(io.BytesIO(package)).read("xl/worksheets/sheet1.xml").decode()
    for key, text in build.ui_texts():
        assert f">{key}<" in sheet
        assert f">{escape(text)}<" in sheet
    used = {key for source in build.vba_modules(read_ribbon()).values() for key in _keys(source)}
    assert used <= {key for key, _ in build.ui_texts()}


def _keys(source: str) -> list[str]:
    return [part.split('"')[0] for part in source.split('UiText("')[1:]]


RIBBON = custom_ui(read_ribbon(), NAMESPACE_2010)


@pytest.mark.parametrize(("old", "new", "said"), [
    (b'id="PerfFix"', b'id="PerfValidate"', "is used 2 times"),
    (b'image="fix"', b'image="fix" imageMso="Undo"', "both image and imageMso"),
    (b'keytip="F"', b'keytip="FFFF"', "longer than 3"),
])
def test_a_broken_ribbon_is_noticed(old: bytes, new: bytes, said: str) -> None:
    assert old in RIBBON
    assert any(said in line for line in checks.check_ribbon(RIBBON.replace(old, new)))


def test_a_callback_without_a_sub_is_noticed() -> None:
    modules = build.vba_modules(read_ribbon())
    assert list(checks.check_callbacks(RIBBON, modules)) == []
    wrong = {**modules, "PerfCallbacks": modules["PerfCallbacks"].replace("OnFix(control As IRibbonControl)", "OnFix()")}
    assert any("OnFix" in line for line in checks.check_callbacks(RIBBON, wrong))


def test_a_command_unknown_to_python_is_noticed() -> None:
    modules = {"M": 'PerfRun "validate"\nPerfRun "valdate"'}
    assert any("valdate" in line for line in checks.check_commands(modules, COMMANDS))
    assert list(checks.check_commands(modules, ["validate", "valdate"])) == []


def test_chinese_in_vba_is_noticed() -> None:
    assert list(checks.check_vba({"M": 'Attribute VB_Name = "M"\nOption Explicit\n\' 校验'})) == ["M line 3 is not ASCII"]


@pytest.mark.parametrize("name", sorted(build.vba_modules(read_ribbon())))
def test_another_parser_of_vba_takes_every_module(name: str) -> None:
    """LibreOffice compiles them too; this one also takes those that only Windows can run."""
    from pyopenvba import interpreter

    source = build.vba_modules(read_ribbon())[name]
    lines = [line.replace("WithEvents ", "") for line in source.splitlines() if not line.lstrip().startswith(("#", "Attribute", "VERSION"))]
    parsed = interpreter.parse_module("\n".join(lines))
    assert parsed is not None
    with pytest.raises(Exception, match=r"."):
        interpreter.parse_module("\n".join(lines).replace("End Function", "End Funktion", 1).replace("End Sub", "End Suub", 1))


def test_a_reserved_word_as_a_name_is_noticed() -> None:
    head = 'Attribute VB_Name = "M"\nOption Explicit\n'
    assert list(checks.check_vba({"M": head + "Public Function F(ByVal function As Variant) As Variant"})) == [
        "M uses the reserved word 'function' as a name"]
    assert list(checks.check_vba({"M": head + "Dim date As Variant"})) == ["M uses the reserved word 'date' as a name"]
    assert list(checks.check_vba({"M": head + "Dim name As String\n' Dim date As Variant"})) == []


def test_every_button_has_its_icon_as_drawn() -> None:
    folder = Path(draw.__file__).parent
    assert set(draw.names()) == set(COMMANDS)
    for name in draw.names():
        assert draw.decoded((folder / f"{name}_16.png").read_bytes()) == draw.pixels(name, 16)
    assert len({draw.pixels(name, 16) for name in draw.names()}) == len(COMMANDS)
