"""Assembles perf_xl.xlam from text: `python -m addin.build` writes it into the package, `--check` only compares.

The same sources give the same bytes on every machine: parts are sorted, stored without compression, and carry a fixed date.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from addin.checks import check_callbacks, check_commands, check_ribbon, check_vba
from addin.ribbon_xml import NAMESPACE_2007, NAMESPACE_2010, Tab, callbacks, custom_ui, read_ribbon
from addin.udf_wrappers import descriptions, wrappers

HERE = Path(__file__).parent
TARGET = HERE.parent / "perf_xl" / "addin" / "data" / "perf_xl.xlam"
_EXTENSIBILITY = "http://schemas.microsoft.com/office/{year}/relationships/ui/extensibility"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_PARTS = (("customUI.xml", NAMESPACE_2007, "2006", 32), ("customUI14.xml", NAMESPACE_2010, "2007", 64))


def vba_modules(tab: Tab) -> dict[str, str]:
    """Name and source of every module, generated ones included. The one class is the add-in's own ThisWorkbook."""
    written = {path.stem: path.read_text(encoding="ascii")
               for pattern in ("*.bas", "*.cls") for path in sorted((HERE / "vba").glob(pattern))}
    return {**written, "PerfCallbacks": callbacks(tab), "PerfUdfs": wrappers()}


def ui_texts() -> list[tuple[str, str]]:
    """What VBA shows: sentences, then the explanations of the worksheet functions."""
    with (HERE / "ui_text.csv").open(encoding="utf-8", newline="") as file:
        return [*((row["key"], row["text"]) for row in csv.DictReader(file)), *descriptions()]


def assemble(modules: Mapping[str, str] | None = None) -> bytes:
    """The add-in as bytes. `modules` replaces the VBA, for tests."""
    tab = read_ribbon()
    parts = _office_parts(modules if modules is not None else vba_modules(tab))
    parts["xl/worksheets/sheet1.xml"] = _with_texts(parts["xl/worksheets/sheet1.xml"])
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"<Default Extension=\"rels\"", b'<Default Extension="png" ContentType="image/png"/><Default Extension="rels"', 1)
    links = ""
    for number, (name, namespace, year, size) in enumerate(_PARTS, 1):
        parts[f"customUI/{name}"] = custom_ui(tab, namespace)
        parts[f"customUI/_rels/{name}.rels"] = _image_links(tab, size)
        links += (f'<Relationship Id="perf{number}" Type="{_EXTENSIBILITY.format(year=year)}" '
                  f'Target="customUI/{name}"/>')
    for button in tab.buttons():
        for size in (32, 64):
            parts[f"customUI/images/{button.command}_{size}.png"] = \
                (HERE / "icons" / f"{button.command}_{size}.png").read_bytes()
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", links.encode() + b"</Relationships>")
    return _zipped(parts)


def _office_parts(modules: Mapping[str, str]) -> dict[str, bytes]:
    """An empty add-in with our modules, taken apart."""
    from pyopenvba import ExcelFile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "perf_xl.xlam"
        book = ExcelFile.create_new(path)
        project = book.vba_project()
        project.delete_module("Module1")
        for name, source in sorted(modules.items()):
            lines = source.replace("\r\n", "\n").replace("\n", "\r\n")
            if name in project.module_names():
                book.set_module(name, lines)
            else:
                project.add_module(name, lines)
        book.save()
        book.close()
        faults = ExcelFile(path).validate()
        if faults:
            raise ValueError("; ".join(faults))
        with zipfile.ZipFile(path) as package:
            return {name: package.read(name) for name in package.namelist()}


def _with_texts(sheet: bytes) -> bytes:
    """The texts as inline strings in columns A and B."""
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{escape(key)}</t></is></c>'
        f'<c r="B{number}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c></row>'
        for number, (key, text) in enumerate(ui_texts(), 1))
    changed = sheet.replace(b"<sheetData/>", f"<sheetData>{rows}</sheetData>".encode())
    return re.sub(rb'<dimension ref="[^"]*"/>', f'<dimension ref="A1:B{len(ui_texts())}"/>'.encode(), changed)


def _image_links(tab: Tab, size: int) -> bytes:
    links = "".join(f'<Relationship Id="{one.command}" Type="{_IMAGE}" Target="images/{one.command}_{size}.png"/>'
                    for one in tab.buttons())
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns='
            f'"http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>').encode()


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """Content types first, as Office writes them; nothing compressed, because compressors differ."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name in sorted(parts, key=lambda part: (part != "[Content_Types].xml", part)):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            package.writestr(info, parts[name])
    return stream.getvalue()


def problems() -> Iterator[str]:
    """Everything our own checks find in the sources."""
    from perf_xl.buttons import COMMANDS

    tab = read_ribbon()
    modules = vba_modules(tab)
    for _, namespace, _, _ in _PARTS:
        xml = custom_ui(tab, namespace)
        yield from check_ribbon(xml)
        yield from check_callbacks(xml, modules)
    yield from check_commands(modules, COMMANDS)
    yield from check_vba(modules)


def main(arguments: list[str]) -> int:
    found = list(dict.fromkeys(problems()))
    if found:
        print("\n".join(found), file=sys.stderr)
        return 1
    made = assemble()
    if "--check" in arguments:
        same = TARGET.exists() and TARGET.read_bytes() == made
        print("same bytes" if same else "perf_xl.xlam is not what its sources give: run python -m addin.build",
              file=sys.stdout if same else sys.stderr)
        return 0 if same else 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(made)
    print(f"{TARGET} ({len(made)} bytes)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
