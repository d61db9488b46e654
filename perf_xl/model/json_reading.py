"""Takes values out of JSON and says exactly where one has a wrong shape."""

from __future__ import annotations

from msgspec import Struct

from perf_xl.errors import Unusable

_REQUIRED = object()


class Node(Struct, frozen=True):
    """A value with its path, such as `$.projects[3].budget`. Every method raises Unusable for a wrong shape."""

    value: object
    path: str

    def _wrong(self, expected: str) -> Unusable:
        return Unusable(f"load.expected_{expected}", path=self.path)

    def _member(self, key: str, default: object = _REQUIRED) -> Node:
        if not isinstance(self.value, dict):
            raise self._wrong("object")
        if key not in self.value and default is _REQUIRED:
            raise Unusable("load.missing", path=f"{self.path}.{key}")
        return Node(self.value.get(key, default), f"{self.path}.{key}")

    def has(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def own_text(self) -> str:
        if not isinstance(self.value, str):
            raise self._wrong("text")
        return _whole(self.value)

    def text(self, key: str, default: object = _REQUIRED) -> str:
        """The text at a key; `default` where the key is absent."""
        return self._member(key, default).own_text()

    def text_or_null(self, key: str) -> str | None:
        """The text at a key; None for null and for an absent key. A bare number is refused: it may not be exact."""
        member = self._member(key, None)
        if member.value is not None and not isinstance(member.value, str):
            raise member._wrong("text_or_null")
        return None if member.value is None else _whole(member.value)

    def whole(self, key: str) -> int | None:
        """The whole number at a key; None for null and for an absent key."""
        member = self._member(key, None)
        if member.value is not None and (not isinstance(member.value, int) or isinstance(member.value, bool)):
            raise member._wrong("whole")
        return member.value

    def one_of(self, key: str, words: tuple[str, ...], default: str) -> str:
        member = self._member(key, default)
        word = member.own_text()
        if word not in words:
            raise Unusable("load.unknown_word", path=member.path, found=word, expected=" / ".join(words))
        return word

    def child(self, key: str) -> Node:
        """The object at a key; an empty one where it is absent."""
        member = self._member(key, {})
        if not isinstance(member.value, dict):
            raise member._wrong("object")
        return member

    def children(self, key: str) -> list[Node]:
        """The list at a key; empty where it is absent."""
        member = self._member(key, [])
        if not isinstance(member.value, list):
            raise member._wrong("list")
        return [Node(each, f"{member.path}[{index}]") for index, each in enumerate(member.value)]


def _whole(text: str) -> str:
    """The text without halves of characters, which JSON can spell and no file can hold."""
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
