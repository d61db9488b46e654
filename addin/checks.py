"""What no validator tells us about the add-in. Each check returns sentences; none means it is sound."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

_CALLBACK = re.compile(r"on[A-Z]\w*|get[A-Z]\w*|loadImage")
# What MS-VBAL reserves: a declaration that uses one does not compile, and takes the whole project with it.
_RESERVED = frozenset("""abs addressof and any as boolean byref byte byval call case cbool cbyte ccur cdate cdbl cdec cint
clng close const csng cstr currency cvar cverr date debug declare dim do doevents double each else elseif empty end enum
erase event exit false fix for friend function get global gosub goto if implements imp in input int integer is len let
like lock long longlong longptr loop lset me mod new next not nothing null on open option optional or paramarray preserve
print private pset public put raiseevent redim resume return rset scale seek select set sgn shared single static stop
string sub tab then to true type typeof unlock until variant wend while with withevents write xor""".split())      # noqa: SIM905
_DECLARED = re.compile(r"\b(?:ByVal|ByRef|Dim|Const|Function|Sub) (\w+)|^\s*(?:Private|Public) (\w+)(?:\([^)]*\))? As ")
_LONGEST = {"keytip": 3, "label": 1024, "screentip": 1024, "supertip": 1024}


def check_ribbon(xml: bytes) -> Iterator[str]:
    """Ids and key tips twice, an image of ours and one of Office together, texts longer than Office allows."""
    elements = list(ET.fromstring(xml).iter())
    for attribute in ("id", "keytip"):
        counts = Counter(one.get(attribute) for one in elements if one.get(attribute))
        yield from (f"{attribute} {value!r} is used {count} times" for value, count in counts.items() if count > 1)
    for one in elements:
        if one.get("image") and one.get("imageMso"):
            yield f"{one.get('id')} has both image and imageMso"
        yield from (f"{one.get('id')}: {name} is longer than {limit}" for name, limit in _LONGEST.items()
                    if len(one.get(name, "")) > limit)


def check_callbacks(xml: bytes, modules: Mapping[str, str]) -> Iterator[str]:
    """Every callback of the ribbon is a public Sub that takes the control."""
    subs = set(re.findall(r"^Public Sub (\w+)\(control As IRibbonControl\)$", "\n".join(modules.values()), re.M))
    for one in ET.fromstring(xml).iter():
        for name, callback in one.attrib.items():
            if _CALLBACK.fullmatch(name) and callback not in subs:
                yield f"{callback} ({name} of {one.get('id')}) is no Sub with the right signature"


def check_commands(modules: Mapping[str, str], known: Collection[str]) -> Iterator[str]:
    """Every command that VBA starts exists in Python, and every command of Python can be started."""
    started = set(re.findall(r'PerfRun "(\w+)"', "\n".join(modules.values())))
    yield from (f"VBA starts {name!r}, which Python does not know" for name in sorted(started - set(known)))
    yield from (f"no button starts {name!r}" for name in sorted(set(known) - started))


def check_vba(modules: Mapping[str, str]) -> Iterator[str]:
    """ASCII only - anything else becomes ?? -, declared variables, and no reserved word as a name."""
    for name, source in modules.items():
        yield from (f"{name} line {number} is not ASCII" for number, line in enumerate(source.splitlines(), 1)
                    if not line.isascii())
        names = {name for line in source.splitlines() if not line.strip().startswith("'")
                 for pair in _DECLARED.findall(line) for name in pair if name}
        yield from (f"{name} uses the reserved word {word!r} as a name" for word in sorted(names)
                    if word.lower() in _RESERVED)
        if source.strip() and "Option Explicit" not in source:
            yield f"{name} has no Option Explicit"
        if source.startswith("Attribute") and f'VB_Name = "{name}"' not in source.splitlines()[0]:
            yield f"{name} calls itself otherwise"
