"""Mail addresses as people write them: `张三 <zhangsan@example.cn>`. Nothing that could begin another header passes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from perf_xl.errors import Unusable

_SPEC = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                   r"@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*")
_WRITTEN = re.compile(r"\s*(?:\"?(?P<name>[^\"<>]*?)\"?\s*<(?P<inner>[^<>\s]+)>|(?P<bare>[^<>\s]+))\s*")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BETWEEN = re.compile("[;；,，、]")
_LONGEST = 254


class Mailbox(Struct, frozen=True):
    """`spec` is the bare address; `name` may be Chinese or blank."""

    spec: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.name} <{self.spec}>" if self.name else self.spec


def read_mailbox(text: str) -> Mailbox:
    """Raises Unusable `mail.bad_address` for anything that is not exactly one address."""
    found = _WRITTEN.fullmatch(text)
    spec = (found["inner"] or found["bare"]) if found else ""
    name = ((found["name"] or "") if found else "").strip()
    if _CONTROL.search(text.strip()) or len(spec) > _LONGEST or not _SPEC.fullmatch(spec):
        raise Unusable("mail.bad_address", text=_CONTROL.sub("�", text)[:80])
    return Mailbox(spec, name)


def read_mailboxes(texts: Iterable[str]) -> tuple[Mailbox, ...]:
    """Each address once, in order; a text may list several with ; between. Raises Unusable for the first that is none."""
    found: dict[str, Mailbox] = {}
    for part in (part for text in texts for part in _BETWEEN.split(text) if part.strip()):
        box = read_mailbox(part)
        found.setdefault(box.spec.lower(), box)
    return tuple(found.values())
