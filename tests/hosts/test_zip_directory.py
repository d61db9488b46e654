"""A zip in the plain form is read without the library, and never otherwise than the library reads it."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perf_xl.hosts.zip_directory import BadZip, ZipEntry, _by_library, _plain, zip_directory


def zipped(names: list[str], comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, name in enumerate(names):
            archive.writestr(name, b"x" * number)
        archive.comment = comment
    return out.getvalue()


PLAIN = zipped(["[Content_Types].xml", "xl/workbook.xml", "xl/表.xml", "folder/"])


def test_the_plain_form_is_read_here() -> None:
    """Were it never taken, all other tests would still pass."""
    assert _plain(PLAIN) == _by_library(PLAIN)
    assert [entry.is_folder for entry in zip_directory(PLAIN)] == [False, False, False, True]


@pytest.mark.parametrize("data", [zipped(["a"], comment=b"c"), b"#!" + PLAIN, PLAIN + b"\0"],
                         ids=["comment", "something before", "something behind"])
def test_other_forms_are_left_to_the_library(data: bytes) -> None:
    assert _plain(data) is None


def test_an_empty_zip() -> None:
    assert zip_directory(zipped([])) == []


@pytest.mark.parametrize("data", [b"", b"PK", PLAIN[:-30], b"x" * 100])
def test_no_directory(data: bytes) -> None:
    with pytest.raises(BadZip):
        zip_directory(data)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(st.integers(PLAIN.index(b"PK\x01\x02"), len(PLAIN) - 1), st.integers(0, 255)), min_size=1, max_size=3))
def test_a_damaged_directory_is_read_as_the_library_reads_it(damage: list[tuple[int, int]]) -> None:
    bent = bytearray(PLAIN)
    for at, value in damage:
        bent[at] = value
    found = _plain(bytes(bent))
    if found is not None:
        assert found == _by_library(bytes(bent))


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1, max_size=8), max_size=5, unique=True))
def test_names_in_any_script(names: list[str]) -> None:
    found = zip_directory(zipped(names))
    assert [entry.name for entry in found] == names
    assert all(isinstance(entry, ZipEntry) for entry in found)
