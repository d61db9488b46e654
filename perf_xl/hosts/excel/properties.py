"""Document properties of an open workbook: the core ones and our own."""

from __future__ import annotations

from typing import Any

from perf_xl.picture.blueprint import CORE_PROPERTIES

_READ = ("title", "subject")
_TEXT = 4       # msoPropertyTypeString


def read_properties(book: Any) -> dict[str, str]:
    """Custom properties by name, two calls for each of the few there are, and those core ones that hold anything."""
    custom = book.api.CustomDocumentProperties
    items = [custom.Item(number) for number in range(1, custom.Count + 1)]
    core = book.api.BuiltinDocumentProperties
    held = {name: core.Item(name.capitalize()).Value for name in _READ}
    return {name: str(value) for name, value in held.items() if value} | {str(item.Name): str(item.Value) for item in items}


def write_property(book: Any, name: str, value: str) -> None:
    """Set a property; '' removes a custom one and empties a core one."""
    if name in CORE_PROPERTIES:
        book.api.BuiltinDocumentProperties.Item(name.capitalize()).Value = value
        return
    custom = book.api.CustomDocumentProperties
    for number in range(custom.Count, 0, -1):
        if custom.Item(number).Name == name:
            custom.Item(number).Delete()
    if value:
        custom.Add(name, False, _TEXT, value)
