"""XML from strangers: no DTD, no entities, no network, names without namespaces.

A document type declaration is where every XML attack begins, and no office program writes one: it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from xml.etree import ElementTree
from xml.parsers import expat

from perf_xl.errors import Unusable
from perf_xl.law.limits import read_limits

_HEAD = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:<\?xml version="1\.[01]"(?: encoding="(?:utf|UTF)-8")?(?: standalone="(?:yes|no)")? ?\?>)?'
                   rb'\s*<[\w]')
_ENCODINGS = ("utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1")      # no other can hide a tag from a search
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def local(name: str) -> str:
    """'{namespace}row' -> 'row'."""
    return name.rpartition("}")[2]


def is_plain(xml: bytes) -> bool:
    """Whether the bytes are UTF-8 and free of declarations, comments and CDATA, so that bytes can be searched."""
    return _HEAD.match(xml) is not None and (b"!" not in xml or b"<!" not in xml)


def tree(xml: bytes, part: str) -> ElementTree.Element:
    """A small part as a tree. Raises Unusable for broken XML, for a DTD and for more tags than a tree should hold."""
    check_tags(xml, read_limits().small_part_tags, part)
    if is_plain(xml):
        try:
            return ElementTree.fromstring(xml)
        except ElementTree.ParseError:
            raise Unusable("read.bad_xml", part=part) from None
    builder = ElementTree.TreeBuilder()
    walk((xml,), part, lambda name, facts: void(builder.start(name, facts)),
         lambda name: void(builder.end(name)), builder.data)
    return builder.close()


def is_sound(xml: bytes) -> bool:
    """Whether the text of some elements is XML by itself: no tag left open, no prefix from elsewhere."""
    try:
        expat.ParserCreate(namespace_separator="}").Parse(b"<all>" + xml + b"</all>", True)
    except expat.ExpatError:
        return False
    return True


def check_tags(xml: bytes, limit: int, part: str) -> None:
    """Raises Unusable where there are more tags: counted before the memory for them is asked for."""
    # Opening and closing tags; in UTF-16 the byte is the same.
    if len(xml) > limit and (found := xml.count(b"<")) > 2 * limit:
        raise Unusable("read.too_many_tags", part=part, found=found // 2, limit=limit)


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

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in _ENCODINGS:
            raise Unusable("read.bad_xml", part=part)

    parser.XmlDeclHandler = declared
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
    finally:
        # Handlers and parser hold each other: let go, all that was read for them is free at once.
        parser.XmlDeclHandler = parser.StartElementHandler = parser.EndElementHandler = None
        parser.CharacterDataHandler = parser.StartDoctypeDeclHandler = None
