"""Mails and zips as offices send them, for the tests of the inbox."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from base64 import encodebytes
from email.header import Header
from urllib.parse import quote


def zipped(files: dict[str, bytes], encoding: str = "utf-8") -> bytes:
    """A zip whose names are written in an encoding; with gbk as Chinese Windows writes them: without telling."""
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2023, 1, 9, 8, 30, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    data = stored.getvalue()
    return data if encoding == "utf-8" else _renamed(data, list(files), encoding)


def _renamed(data: bytes, names: list[str], encoding: str) -> bytes:
    """The same zip put together by hand: the library refuses to write names that it does not tell the encoding of."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        contents = [archive.read(name) for name in names]
    out, directory = b"", b""
    for name, content in zip(names, contents, strict=True):
        raw = name.encode(encoding)
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(content) + packer.flush()
        head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0x43C0, 0x5629, zlib.crc32(content), len(packed), len(content), len(raw), 0)
        directory += b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + raw
        out += b"PK\3\4" + head + raw + packed
    end = struct.pack("<HHHHIIH", 0, 0, len(names), len(names), len(directory), len(out), 0)
    return out + directory + b"PK\5\6" + end


def mail(attachments: dict[str, bytes], style: str = "rfc2231", date: str = "Mon, 09 Jan 2023 10:00:00 +0800") -> bytes:
    """A mail with attachments whose names are written as RFC 2231, as RFC 2047 (in GBK), or as bare GBK bytes."""
    lines = [b"From: unit@example.org", b"To: bureau@example.org", f"Date: {date}".encode(), b"MIME-Version: 1.0",
             b"Subject: " + Header("绩效目标报送", "utf-8").encode().encode(),
             b'Content-Type: multipart/mixed; boundary="--=_x"', b"", b"----=_x",
             b"Content-Type: text/plain; charset=utf-8", b"Content-Transfer-Encoding: 8bit", b"", "请查收。".encode()]
    for name, content in attachments.items():
        lines += [b"----=_x", b"Content-Type: application/octet-stream",
                  b"Content-Disposition: attachment; " + _parameter(name, style), b"Content-Transfer-Encoding: base64", b"",
                  encodebytes(content).replace(b"\n", b"\r\n")]
    return b"\r\n".join([*lines, b"----=_x--", b""])


def _parameter(name: str, style: str) -> bytes:
    if style == "rfc2231":
        return f"filename*=utf-8''{quote(name)}".encode()
    if style == "rfc2231 in parts":
        quoted = quote(name)
        half = quoted.index("%", len(quoted) // 2)
        return f"filename*0*=utf-8''{quoted[:half]};\r\n filename*1*={quoted[half:]}".encode()
    if style == "rfc2047":
        return b'filename="' + Header(name, "gb2312").encode().replace("\n", "\r\n").encode() + b'"'
    return b'filename="' + name.encode("gbk") + b'"'
