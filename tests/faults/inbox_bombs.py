"""Files made to burst that come as mails, zips, templates, lists or exports."""

from __future__ import annotations

import io
import struct
import zipfile
from base64 import encodebytes

from tests.consolidate.mails import mail
from tests.fuzz import bases
from tests.hosts.crafted import zipped

_MIXED = b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"


def many_headers() -> bytes:
    return b"MIME-Version: 1.0\n" + b"".join(b"X-%d: %s\n" % (number, b"a" * 40) for number in range(100_000)) + b"\nbody"


def endless_header() -> bytes:
    return b"MIME-Version: 1.0\nSubject: " + b"a" * 100_000_000 + b"\n\nbody"


def folded_header() -> bytes:
    return b"MIME-Version: 1.0\nContent-Type: multipart/mixed;" + b"\n x=y;" * 1_000_000 + b"\n boundary=x\n\n--x\n\na\n--x--\n"


def many_attachments() -> bytes:
    return _MIXED + b"--x\nContent-Disposition: attachment; filename=a.xlsx\n\na\n" * 100_000 + b"--x--\n"


def one_name() -> bytes:
    """As many attachments as are allowed, all of one name."""
    return _MIXED + b"--x\nContent-Disposition: attachment; filename=a.xlsx\n\na\n" * 2_000 + b"--x--\n"


def deep_multiparts() -> bytes:
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(5_000))
    return b"MIME-Version: 1.0\n" + head + b"\nend"


def deep_mails() -> bytes:
    return b"MIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 5_000 + b"\nend"


def wide_names() -> bytes:
    """A file name in 100,000 sections of RFC 2231."""
    sections = b"".join(b";\n filename*%d*=a" % number for number in range(100_000))
    return _MIXED + b"--x\nContent-Disposition: attachment" + sections + b"\n\na\n--x--\n"


def quoted_printable() -> bytes:
    return _MIXED + b"--x\nContent-Disposition: attachment; filename=a.xlsx\nContent-Transfer-Encoding: quoted-printable\n\n" + b"=41" * 30_000_000 + b"\n--x--\n"


def base64() -> bytes:
    block = encodebytes(b"\0" * 57_000)
    return (_MIXED + b"--x\nContent-Disposition: attachment; filename=a.xlsx\nContent-Transfer-Encoding: base64\n\n" + block * 1_800 + b"\n--x--\n")


def zip_in_zip_in_mail() -> bytes:
    inner = zipped({f"{number}.zip": zipped({"a.xlsx": b"\0" * 1_000_000}) for number in range(10)})
    return mail({"附件.zip": inner})


def bomb_in_mail() -> bytes:
    return mail({"附件.zip": zipped({"a.xlsx": b"\0" * 90_000_000})})


def entries() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(60_000):
            archive.writestr(f"{number}.txt", b"")
    return out.getvalue()


def overlapping_entries() -> bytes:
    """A thousand names that lead to the same packed bytes."""
    base = zipped({"a.xlsx": bytes(range(256)) * 25_000})
    with zipfile.ZipFile(io.BytesIO(base)) as archive:
        info = archive.infolist()[0]
    raw = b"".join(b"PK\1\2" + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 33, info.CRC, info.compress_size, info.file_size, 8, 0, 0, 0, 0, 0, 0)
                   + b"%04d.txt" % number for number in range(1_000))
    local = base[:30] + b"a.xlsx" + base[30 + 6:]
    at = info.compress_size + 36
    return local[:at] + raw + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1_000, 1_000, len(raw), at, 0)


def template() -> bytes:
    parts = bases.parts(_shipped())
    return zipped({**parts, "word/document.xml": b"<document>" + b" " * 250_000_000 + b"</document>"})


def laughing_template() -> bytes:
    laughs = b'<!DOCTYPE a [<!ENTITY a0 "haha">' + b"".join(b'<!ENTITY a%d "&a%d;&a%d;">' % (n, n - 1, n - 1) for n in range(1, 40)) + b"]>"
    document = bases.parts(_shipped())["word/document.xml"]
    return zipped({**bases.parts(_shipped()), "word/document.xml": document.replace(b"?>", b"?>" + laughs, 1).replace("{{正文}}".encode(), b"&a39;")})


def _shipped() -> bytes:
    from perf_xl.report.word_template import template_bytes

    return template_bytes()


def endless_line() -> bytes:
    """A ledger export of 300 MB in one line, as GB18030."""
    return "项目编码,凭证日期,金额,摘要".encode("gb18030") + "，预算绩效目标管理".encode("gb18030") * 16_500_000


def endless_roster() -> bytes:
    return "312001,保定市公安局\n".encode() * 2_500_000
