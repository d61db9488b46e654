"""Excel's Workbook, as far as the host uses it: document properties."""

from __future__ import annotations

from typing import Any

_CORE = {"Title": "Title", "Subject": "Subject", "Author": "Author", "Comments": "Description"}
_KEYWORDS = "Keywords"
_REMOVABLE = 128      # com.sun.star.beans.PropertyAttribute.REMOVABLE


class NativeBook:
    """`document` is the live document itself."""

    def __init__(self, document: Any) -> None:
        self.document = document

    @property
    def CustomDocumentProperties(self) -> CustomProperties:
        return CustomProperties(self.document.DocumentProperties.UserDefinedProperties)

    @property
    def BuiltinDocumentProperties(self) -> CoreProperties:
        return CoreProperties(self.document.DocumentProperties)


class CustomProperties:
    def __init__(self, bag: Any) -> None:
        self._bag = bag

    def _names(self) -> list[str]:
        return [one.Name for one in self._bag.getPropertySetInfo().getProperties()]

    @property
    def Count(self) -> int:
        return len(self._names())

    def Item(self, number: int) -> CustomProperty:
        return CustomProperty(self._bag, self._names()[number - 1])

    def Add(self, name: str, linked: bool, kind: int, value: str) -> None:
        self._bag.addProperty(name, _REMOVABLE, value)


class CustomProperty:
    def __init__(self, bag: Any, name: str) -> None:
        self._bag, self.Name = bag, name

    @property
    def Value(self) -> Any:
        return self._bag.getPropertyValue(self.Name)

    def Delete(self) -> None:
        self._bag.removeProperty(self.Name)


class CoreProperties:
    def __init__(self, properties: Any) -> None:
        self._properties = properties

    def Item(self, name: str) -> CoreProperty:
        return CoreProperty(self._properties, name)


class CoreProperty:
    def __init__(self, properties: Any, name: str) -> None:
        self._properties, self._name = properties, name

    @property
    def Value(self) -> str:
        if self._name == _KEYWORDS:
            return ",".join(self._properties.Keywords)
        return str(getattr(self._properties, _CORE[self._name]))

    @Value.setter
    def Value(self, text: str) -> None:
        if self._name == _KEYWORDS:
            self._properties.Keywords = tuple(text.split(",")) if text else ()
        else:
            setattr(self._properties, _CORE[self._name], text)
