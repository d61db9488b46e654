"""Faults put into the parts of a workbook, with knowledge of what the parts mean; and into the zip around them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random
from xml.sax.saxutils import escape, quoteattr

from tests.fuzz.odd_texts import odd_text

Parts = dict[str, bytes]
_VALUE = re.compile(rb'([\w:]+)="([^"<>]*)"')
_ELEMENT = re.compile(rb"<(\w+)(?: [^<>]*)?(?:/>|>[^<>]*</\1>)")
_TAG = re.compile(rb"<[^<>]+>")
_TEXT = re.compile(rb">([^<>]+)<")
_REFERENCES = ("A1", "XFD1048576", "XFE1", "A1048577", "A0", "ZZZZ9", "a1", "$A$1", "", "1A", "A1:A1", "XFD1", "A1048576", "AAA99999999")
_AREAS = ("A1:XFD1048576", "B2:A1", "A1:A1", "A1", "A1:B2:C3", "A0:A0", "XFE1:XFF9", "A:C", "1:1048576", "#REF!", "", "C3:D4", "A1:P60")
_NUMBERS = ("-1", "0", "1", "2147483647", "2147483648", "4294967296", "9" * 25, "1e400", "NaN", "", " ", "true", "0x1", "１", "65535", "1.5")
_STATES = ("hidden", "veryHidden", "visible", "HIDDEN", "", "x")
_TYPES = ("s", "str", "inlineStr", "b", "e", "d", "n", "z", "")
_TARGETS = ("'表'!$A$1", "#REF!", "[1]Sheet1!$A$1", "A:A", "表!$A$1:$XFD$1048576", "''!A1", "'a''b'!B2", "1", "OFFSET(A1,1,1)", "表!A1,表!B2")
_LINKS = ("http://169.254.169.254/x.xlsx", "file:///etc/passwd", "\\\\host\\share\\x.xlsx", "../../../x", "/etc/passwd", "")


def mutated_workbook(parts: Parts, random: Random) -> bytes:
    """One to four faults in the parts; one time in six, faults in the finished zip as well."""
    found = dict(parts)
    for _ in range(random.choice((1, 1, 1, 2, 2, 4))):
        random.choice(_FAULTS)(found, random)
    data = packed(found, random)
    return broken_bytes(data, random) if random.random() < 1 / 6 else data


def packed(parts: Parts, random: Random | None = None) -> bytes:
    out = io.BytesIO()
    method = zipfile.ZIP_STORED if random and random.random() < 0.1 else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def broken_bytes(data: bytes, random: Random) -> bytes:
    """Cut short, bits flipped, a stretch removed, doubled or zeroed; often in the directory at the end."""
    found = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 8))):
        at = random.randrange(len(found)) if random.random() < 0.5 else len(found) - 1 - random.randrange(min(len(found), 900))
        size = random.choice((1, 1, 4, 64, 1000))
        action = random.randrange(6)
        if action == 0 and len(found) > 100:
            del found[max(at, 30):]
        elif action == 1:
            found[at] ^= 1 << random.randrange(8)
        elif action == 2 and len(found) > 2 * size:
            del found[at:at + size]
        elif action == 3:
            found[at:at] = found[at:at + size]
        elif action == 4:
            found[at:at + size] = bytes(min(size, len(found) - at))
        else:
            found[at:at + 4] = random.choice((b"\xff\xff\xff\xff", b"\0\0\0\x80", b"\0\0\0\0", b"\x01\0\0\0"))[:max(len(found) - at, 0)]
        if not found:
            return b"PK"
    return bytes(found)


def _part(parts: Parts, random: Random, *, ending: str = ".xml") -> str:
    """A part to work on: sheets and the list of sheets more often than pictures and themes."""
    names = sorted(name for name in parts if name.endswith(ending)) or sorted(parts)
    weighed = [name for name in names for _ in range(6 if "sheets/sheet" in name or "workbook.xml" in name else
                                                     3 if "styles" in name or "shared" in name.lower() else 1)]
    return random.choice(weighed)


def _at_random(pattern: re.Pattern[bytes], data: bytes, random: Random) -> re.Match[bytes] | None:
    """A match near a random place, found without walking the whole part."""
    at = random.randrange(len(data) or 1)
    return pattern.search(data, at) or pattern.search(data)


def _exchange(data: bytes, found: re.Match[bytes], group: int, by: bytes) -> bytes:
    return data[:found.start(group)] + by + data[found.end(group):]


def _odd_attribute(parts: Parts, random: Random) -> None:
    name = _part(parts, random, ending=random.choice((".xml", ".xml", ".xml", ".rels")))
    found = _at_random(_VALUE, parts[name], random)
    if found:
        parts[name] = _exchange(parts[name], found, 2, _odd_value(found[1].decode(), random))


def _odd_value(attribute: str, random: Random) -> bytes:
    listed = {"r": _REFERENCES, "ref": _AREAS, "sqref": _AREAS, "state": _STATES, "t": _TYPES, "Target": _LINKS}.get(attribute, _NUMBERS)
    text = random.choice(listed) if random.random() < 0.8 else odd_text(random)
    return quoteattr(text)[1:-1].encode("utf-8", "replace")


def _odd_cell(parts: Parts, random: Random) -> None:
    """A cell of a sheet gets another type, place or content."""
    sheets = sorted(name for name in parts if "sheets/sheet" in name)
    if not sheets:
        return
    name = random.choice(sheets)
    text = escape(odd_text(random))
    place = random.choice((*_REFERENCES[:5], "B3", "C4", "D10", "E11", "A2"))
    cell = random.choice((
        f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>', f'<c r="{place}"><v>{text}</v></c>',
        f'<c r="{place}" t="str"><f>{text}</f><v>{text}</v></c>', f'<c r="{place}"><f>{text}</f></c>', f'<c r="{place}" t="s"><v>{text}</v></c>',
        f'<c r="{place}" t="e"><v>#REF!</v></c>', f'<c r="{place}" s="{random.choice(_NUMBERS)}"><v>0.25</v></c>', "<c><v>7</v></c>",
        f'<c r="{place}" t="d"><v>{text}</v></c>', f'<c r="{place}" t="b"><v>{text}</v></c>')).encode("utf-8", "replace")
    data = parts[name]
    found = _at_random(re.compile(rb"<c [^<>]*(?:/>|>)"), data, random)
    end = data.find(b"</c>", found.start()) if found else -1
    if found and end > 0:
        parts[name] = data[:found.start()] + cell + (data[end + 4:] if random.random() < 0.8 else data[found.start():])


def _odd_content(parts: Parts, random: Random) -> None:
    """The text between two tags: shared strings, properties, formulas, names."""
    name = _part(parts, random)
    found = _at_random(_TEXT, parts[name], random)
    if found:
        parts[name] = _exchange(parts[name], found, 1, escape(odd_text(random)).encode("utf-8", "replace"))


def _element_doubled_moved_or_gone(parts: Parts, random: Random) -> None:
    name = _part(parts, random, ending=random.choice((".xml", ".xml", ".rels")))
    data = parts[name]
    found = _at_random(_ELEMENT, data, random)
    if not found:
        return
    action = random.randrange(4)
    if action == 0:
        parts[name] = data[:found.start()] + data[found.end():]
    elif action == 1:
        parts[name] = data[:found.end()] + found[0] * random.choice((1, 2, 300)) + data[found.end():]
    else:
        rest = data[:found.start()] + data[found.end():]
        other = _at_random(_TAG, rest, random)
        at = other.start() if other else 0
        parts[name] = rest[:at] + found[0] + rest[at:]


def _tag_damaged(parts: Parts, random: Random) -> None:
    name = _part(parts, random, ending=random.choice((".xml", ".rels")))
    found = _at_random(_TAG, parts[name], random)
    if found:
        by = random.choice((b"", b"<", b"<a>", b"<!-- " + found[0] + b" -->", b"<![CDATA[" + found[0] + b"]]>", found[0].replace(b"<", b"<x:", 1),
                            found[0].replace(b'"', b"'"), found[0].replace(b" ", b"\n  "), b"<?x y?>" + found[0], found[0].upper()))
        parts[name] = parts[name][:found.start()] + by + parts[name][found.end():]


def _part_gone_or_strange(parts: Parts, random: Random) -> None:
    name = _part(parts, random, ending=random.choice((".xml", ".rels", "")))
    action = random.randrange(6)
    if action == 0:
        del parts[name]
    elif action == 1:
        parts[random.choice(("../x.xml", "/etc/x", "xl/../../x", "C:\\x", "xl\\y.xml", name.upper(), "xl/vbaProject.bin", "a" * 300))] = parts[name]
    elif action == 2:
        parts[name] = random.choice((b"", b"\0", b"<a/>", b"\xff\xfe<\0a\0/\0>\0", b"PK\x05\x06" + bytes(18)))
    elif action == 3:
        parts[name] = parts[name][:random.randrange(len(parts[name]) + 1)]
    elif action == 4:
        parts[name] = parts[random.choice(sorted(parts))]
    else:
        parts[name] = broken_bytes(parts[name], random) if parts[name] else b""
    if not parts:
        parts["x"] = b"x"


def _names_merges_and_links(parts: Parts, random: Random) -> None:
    book = "xl/workbook.xml"
    number = random.choice((1, 3, 50))
    if random.random() < 0.5 and book in parts:
        name = escape(random.choice(("code", "budget", "Print_Area", "_xlnm.Print_Titles", "A1", odd_text(random)[:40])), {'"': "&quot;"})
        entry = f'<definedName name="{name}" localSheetId="{random.choice(_NUMBERS)}">{escape(random.choice(_TARGETS))}</definedName>'
        if b"<definedNames>" in parts[book]:
            parts[book] = parts[book].replace(b"<definedNames>", b"<definedNames>" + entry.encode("utf-8", "replace") * number, 1)
        return
    sheets = sorted(name for name in parts if "sheets/sheet" in name)
    if sheets:
        sheet, area = random.choice(sheets), random.choice(_AREAS).encode()
        more = b"<mergeCells>" + b'<mergeCell ref="%s"/>' % area * number + b"</mergeCells>"
        parts[sheet] = parts[sheet].replace(b"</sheetData>", b"</sheetData>" + more, 1)


def _whole_part_rewritten(parts: Parts, random: Random) -> None:
    """Another encoding, a byte order mark, a DTD, blanks, another order of attributes."""
    name = _part(parts, random)
    data = parts[name]
    action = random.randrange(5)
    if action == 0:
        parts[name] = data.decode("utf-8", "replace").replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    elif action == 1:
        parts[name] = b"\xef\xbb\xbf" + data
    elif action == 2:
        parts[name] = data.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY a "b">]>', 1)
    elif action == 3:
        parts[name] = data.replace(b"><", b">\r\n  <")
    else:
        parts[name] = data.replace(b'xmlns="', b'xmlns:x="', 1)


_FAULTS: tuple[Callable[[Parts, Random], None], ...] = (
    _odd_attribute, _odd_attribute, _odd_attribute, _odd_cell, _odd_cell, _odd_cell, _odd_content, _odd_content,
    _element_doubled_moved_or_gone, _element_doubled_moved_or_gone, _tag_damaged, _part_gone_or_strange, _names_merges_and_links,
    _whole_part_rewritten)
