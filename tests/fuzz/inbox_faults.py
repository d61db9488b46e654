"""Mails and zips as no mail program wrote them, with knowledge of what their parts mean."""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode
from collections.abc import Callable
from email.header import Header
from random import Random
from urllib.parse import quote

from tests.fuzz import bases
from tests.fuzz.odd_texts import odd_text
from tests.fuzz.workbook_faults import broken_bytes, mutated_workbook, packed

_NAMES = ("绩效.xlsx", "312001公安局①.xlsx", "绩效目标表.XLSX", "a.zip", "winmail.dat", "转发.eml", "报送.msg", "表.xls", "附件", "说明.docx",
          "../../绩效.xlsx", "/etc/passwd", "C:\\Windows\\a.xlsx", "..\\..\\a.xlsx", "a/b/c.xlsx", "CON.xlsx", "a.xlsx:x.exe", "~$绩效.xlsx",
          "", ".", "..", "a\0b.xlsx", "gpj\u202exslx.xlsx", "a" * 300 + ".xlsx", "绩效" * 150 + ".xlsx", "a\r\nBcc: x@y.cn", '"a";b=".xlsx',
          "x.xlsx.", "x.xlsx ", "\ufeffx.xlsx", "=?utf-8?B?eA==?=.xlsx")
_CHARSETS = ("utf-8", "gbk", "gb2312", "gb18030", "big5", "utf-16", "us-ascii", "unknown-8bit", "x-nonsense", "", "idna", "rot13", "zlib", "utf-7", "a" * 60)
_CODINGS = ("base64", "quoted-printable", "7bit", "8bit", "binary", "x-uuencode", "BASE64", "base64 ", "none", "")
_TYPES = ("application/octet-stream", "application/vnd.ms-excel", "text/plain", "text/html", "application/ms-tnef", "message/rfc822",
          "multipart/mixed", "message/delivery-status", "message/partial", "multipart/alternative", "application/pkcs7-mime", "a/b/c", "text", "")


def _attachment(random: Random) -> bytes:
    """A workbook, sound or not, a zip, a mail, or anything."""
    choice = random.random()
    if choice < 0.35:
        return packed(bases.workbooks()[-1])
    if choice < 0.5:
        return mutated_workbook(bases.workbooks()[-1], random)
    if choice < 0.6:
        return make_zip(random, deeper=False)
    if choice < 0.65:
        return b"\x78\x9f\x3e\x22" + random.randbytes(40)           # a TNEF of Outlook begins like this
    if choice < 0.75:
        return bases.old_workbook()[:random.choice((512, 2000, 10_000))]
    return odd_text(random).encode(random.choice(("utf-8", "gb18030")), "replace")


# --- mails

def make_mail(random: Random) -> bytes:
    """A mail with attachments; its head, boundaries, names, codings or bytes are wrong."""
    data = _mail(random, 0)
    for _ in range(random.choice((0, 0, 1, 1, 2))):
        data = random.choice(_MAIL_FAULTS)(data, random)
    return broken_bytes(data, random) if random.random() < 0.15 else data


def _mail(random: Random, depth: int) -> bytes:
    boundary = random.choice(("--=_x", "x", "", "a" * 80, "=_" + odd_text(random)[:20], 'a"b')).encode("utf-8", "replace")
    head = [b"From: unit@example.cn", b"To: bureau@example.cn", b"Date: " + random.choice((
        b"Mon, 09 Jan 2023 10:00:00 +0800", b"", b"99 Xxx 99999 99:99:99 +9999", b"Mon, 09 Jan 0000 10:00:00 -0000", "2023年1月9日".encode())),
        b"MIME-Version: 1.0", b"Subject: " + _words(odd_text(random)[:80], random)]
    if random.random() < 0.1:
        head += [b"X-A%d: %s" % (number, b"b" * 40) for number in range(random.choice((5, 300, 3000)))]
    head.append(b"Content-Type: multipart/%s; boundary=\"%s\"" % (random.choice((b"mixed", b"mixed", b"related", b"digest")), boundary))
    out = [*head, b"", b"--" + boundary, b"Content-Type: text/plain; charset=" + random.choice(_CHARSETS).encode(), b"", "请查收。".encode("gbk")]
    for _ in range(random.choice((1, 1, 2, 3, 20))):
        out += [b"--" + boundary, *_part(random, depth)]
    if random.random() < 0.9:
        out.append(b"--" + boundary + b"--")
    return random.choice((b"\r\n", b"\r\n", b"\n", b"\r")).join([*out, b""])


def _part(random: Random, depth: int) -> list[bytes]:
    if depth < 3 and random.random() < 0.15:
        return [b"Content-Type: " + random.choice((b"message/rfc822", b"multipart/mixed; boundary=y")), b"", _mail(random, depth + 1)]
    name, coding = (random.choice(_NAMES) if random.random() < 0.8 else odd_text(random)[:200]), random.choice(_CODINGS[:random.choice((1, 10))])
    lines = [b"Content-Type: " + random.choice(_TYPES).encode() + random.choice((b"", b"; charset=" + random.choice(_CHARSETS).encode()))]
    if random.random() < 0.95:
        lines.append(b"Content-Disposition: " + random.choice((b"attachment", b"inline", b"", b"x; y")) + b"; " + _parameter(name, random))
    lines.append(b"Content-Transfer-Encoding: " + coding.encode())
    return [*lines, b"", _coded(_attachment(random), coding, random)]


def _parameter(name: str, random: Random) -> bytes:
    """A file name in one of the ways in which programs write it."""
    charset = random.choice(_CHARSETS)
    way = random.randrange(6)
    if way == 0:
        return f"filename*={charset}''{quote(name, errors='replace')}".encode()
    if way == 1:
        quoted = quote(name, errors="replace")
        cut = random.randrange(len(quoted) + 1)
        pieces = [f"filename*0*={charset}''{quoted[:cut]}", f"filename*{random.choice((1, 1, 2, 99999999999))}*={quoted[cut:]}"]
        return "; ".join(random.sample(pieces, 2)).encode()
    if way == 2:
        return b'filename="' + _words(name, random) + b'"'
    encoded = name.encode(random.choice(("gbk", "utf-8", "big5")), "replace").replace(b"\0", b"")
    return b'filename="' + encoded + b'"' if way < 5 else b"filename=" + encoded


def _words(text: str, random: Random) -> bytes:
    """RFC 2047: in one word or in several, cut inside of characters, damaged, in a charset that is none."""
    charset, data = random.choice(_CHARSETS), text.encode(random.choice(("gbk", "utf-8")), "replace")
    if random.random() < 0.3:
        return Header(text.encode("utf-8", "replace").decode(), "utf-8").encode().encode("utf-8", "replace")
    size = random.choice((5, 30, 1000))
    words = [b"=?%s?%s?%s?=" % (charset.encode(), random.choice((b"B", b"b", b"Q", b"x")), b64encode(data[at:at + size]).rstrip(random.choice((b"", b"="))))
             for at in range(0, len(data), size)]
    return random.choice((b" ", b"\r\n ", b"")).join(words)


def _coded(data: bytes, coding: str, random: Random) -> bytes:
    if coding.strip().lower() == "base64":
        text = b64encode(data)
        lines = [text[at:at + 76] for at in range(0, len(text), 76)]
        if random.random() < 0.2 and lines:
            lines[random.randrange(len(lines))] = random.choice((b"=", b"====", "坏".encode(), b"A", b"\0", b"-----"))
        return b"\r\n".join(lines)
    if coding == "quoted-printable":
        return b"".join(b"=%02X" % each for each in data[:3000]) + random.choice((b"", b"=", b"=Z"))
    if coding == "x-uuencode":
        return b"begin 666 a.xlsx\n" + random.randbytes(60) + b"\nend"
    return data


def _head_line_put_in(data: bytes, random: Random) -> bytes:
    line = random.choice((b"Content-Type: multipart/mixed", b"Content-Transfer-Encoding: base64", b": a", b"\tgoes on", b"A" * 5000 + b": b", b"X: " + b"\xff" * 300,
                          b"Content-Type: message/external-body; access-type=local-file; name=/etc/passwd", b"From x", b"MIME-Version: 9"))
    at = data.find(b"\n", random.randrange(len(data))) + 1
    return data[:at] + line + b"\r\n" + data[at:]


def _line_gone(data: bytes, random: Random) -> bytes:
    at = data.find(b"\n", random.randrange(len(data))) + 1
    end = data.find(b"\n", at)
    return data[:at] + data[end + 1:] if end > 0 else data


def _part_repeated(data: bytes, random: Random) -> bytes:
    pieces = data.split(b"\n--")
    at = random.randrange(len(pieces))
    times = random.choice((2, 2, 50))
    return b"\n--".join([*pieces[:at], *[pieces[at]] * (times if len(data) < 200_000 else 2), *pieces[at + 1:]])


_MAIL_FAULTS: tuple[Callable[[bytes, Random], bytes], ...] = (_head_line_put_in, _head_line_put_in, _line_gone, _part_repeated)


# --- zips

def make_zip(random: Random, deeper: bool = True) -> bytes:
    """A zip put together by hand: names, sizes, places and flags may all lie."""
    out, entries = b"", []
    for _ in range(random.choice((1, 2, 2, 3, 40))):
        name = random.choice(_NAMES) if random.random() < 0.85 else odd_text(random)[:200]
        content = make_zip(random, False) if deeper and random.random() < 0.1 else _attachment_in_zip(random)
        entries.append(_entry(name, content, len(out), random))
        out += entries[-1][0]
    if random.random() < 0.1:
        entries *= random.choice((2, 5))                              # several names of the directory lead to one place
    directory = b"".join(central for _, central in entries)
    count = len(entries) if random.random() < 0.9 else random.choice((0, 1, 65535))
    end = struct.pack("<HHHHIIH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), len(out), 0)
    data = out + directory + b"PK\5\6" + end
    return broken_bytes(data, random) if random.random() < 0.2 else data


def _attachment_in_zip(random: Random) -> bytes:
    choice = random.random()
    if choice < 0.6:
        return packed(bases.workbooks()[-1])
    if choice < 0.7:
        return b"From: a@b.cn\r\nMIME-Version: 1.0\r\nSubject: x\r\n\r\nhalf a mail"
    return (odd_text(random).encode("utf-8", "replace") * random.choice((1, 1, 1000)))[:3_000_000]


def _entry(name: str, content: bytes, at: int, random: Random) -> tuple[bytes, bytes]:
    """Local head with data, and what the directory says of it."""
    raw = name.encode(random.choice(("utf-8", "gbk", "gbk", "cp437")), "replace")[:60_000]
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    method, data = (8, packer.compress(content) + packer.flush()) if random.random() < 0.8 else (0, content)
    method = method if random.random() < 0.95 else random.choice((1, 9, 12, 14, 93, 99))
    flags = random.choice((0, 0, 0, 0x800, 0x800, 0x1, 0x8, 0x20, 0xFFFF))
    lie = random.random() < 0.1
    size = random.choice((0, 1, 100, len(content) + 1, 0xFFFFFFFF)) if lie else len(content)
    extra = random.choice((b"", b"", b"", b"up" + struct.pack("<H", 5 + len(raw)) + b"\1\0\0\0\0" + raw, b"\1\0\xff\xff", b"\1\0\x08\0" + b"\xff" * 8))
    when = random.choice(((0x43C0, 0x5629), (0, 0), (0xFFFF, 0xFFFF)))
    head = struct.pack("<HHHHHIIIHH", 20, flags, method, *when, zlib.crc32(content), len(data), size, len(raw), len(extra))
    place = at if random.random() < 0.95 else random.choice((0, at + 1, 0xFFFFFFF0))
    return (b"PK\3\4" + head + raw + extra + data,
            b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, place) + raw + extra)
