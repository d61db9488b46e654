"""XML from strangers: no DTD, no entities, no network, names without namespaces.

A document type declaration is where every XML attack begins, and no office program writes one: it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from xml.etree import ElementTree
from xml.parsers import expat

from perf_xl.errors import Unusable

_HEAD = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:<\?xml version="1\.[01]"(?: encoding="(?:utf|UTF)-8")?(?: standalone="(?:yes|no)")? ?\?>)?'
                   rb'\s*<[\w]')
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def local(name: str) -> str:
    """'{namespace}row' -> 'row'."""
    return name.rpartition("}")[2]


def is_plain(xml: bytes) -> bool:
    """Whether the bytes are UTF-8 and free of declarations, comments and CDATA, so that bytes can be searched."""
    return _HEAD.match(xml) is not None and (b"!" not in xml or b"<!" not in xml)


def tree(xml: bytes, part: str) -> ElementTree.Element:
    """A small part as a tree. Raises Unusable for broken XML and for a DTD."""
    if is_plain(xml):
        try:
            return ElementTree.fromstring(xml)
        except ElementTree.ParseError:
            raise Unusable("read.bad_xml", part=part) from None
    builder = ElementTree.TreeBuilder()
    walk((xml,), part, lambda name, facts: void(builder.start(name, facts)),
         lambda name: void(builder.end(name)), builder.data)
    return builder.close()


def void(_: object) -> None:
    """Drops what a builder gives back."""


def walk(chunks: Iterable[bytes], part: str, start: Start, end: End, text: Callable[[str], object]) -> None:
    """Read XML piece by piece; handlers get names without namespace. Raises Unusable for broken XML and for a DTD."""
    parser = expat.ParserCreate(namespace_separator="}")
    plain: dict[str, str] = {}

    def short(name: str) -> str:
        known = plain.get(name)
        if known is None:
            known = plain[name] = local(name)
        return known

    def doctype(*_: object) -> None:
        raise Unusable("read.dtd", part=part)

    parser.StartElementHandler = lambda name, facts: start(short(name), facts)
    parser.EndElementHandler = lambda name: end(short(name))
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    parser.buffer_text = True
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError):
        raise Unusable("read.bad_xml", part=part) from None
