"""What was made of each file, kept until the run ends: a run that was killed does not work again on files that did not change.

A line that says what the file is, then records behind each other, each handed to the system as soon as its file was done:

    key       32 bytes   a digest of all that the answer follows from: program, question, the file's path, size and time of change
    length     8 bytes   of the answer
    digest    16 bytes   of key and answer
    check      4 bytes   over the three
    answer               plain values, packed

Nothing stands in it by name but in the answers, and a key that was asked with is in no answer. A record that was cut off is
not there; one that was changed is not believed, and its file is worked on again.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b, sha256
from pathlib import Path
from stat import S_ISREG
from struct import Struct as Layout
from typing import Any, BinaryIO, Generic, Self, TypeVar

from msgspec import MsgspecError, Struct
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import force_setattr

from perf_xl import __version__
from perf_xl.errors import Unusable
from perf_xl.hosts.alone import alone

_In = TypeVar("_In")
_Out = TypeVar("_Out")
_Place = tuple[int, int, bytes]      # where an answer stands, its length and digest

_OURS = b"perf-xl/under-way/"
_FIRST_LINE = _OURS + "1 没有做完的那次运行读过的内容，下次接着用。删掉它，下次就从头读。\n".encode()
_HEAD, _CHECK = Layout("<32sQ16s"), 4
_BUSY = "under_way.busy"
_MOST = 1 << 28         # bytes of one answer; a larger one is not kept


def _plain(value: Any) -> bytes:
    """A path may have a name that is no text."""
    return os.fsencode(value)


def _path(kind: type, value: Any) -> Any:
    return kind(os.fsdecode(value))


class UnderWay(Generic[_In, _Out]):
    """The answers of one run, in the file at `path`; of one kind, to one question. One run at a time has it.

    `where` an item lies on disk; `lasts` tells whether the same would come out if the item were read again.
    `held`: all answers will be held at once, so they are made small. Raises Unusable where the file cannot be written, another
    run has it, or it holds something else.
    """

    def __init__(self, path: Path, kind: Any, question: object, where: Callable[[_In], Path], lasts: Callable[[_Out], bool], *,
                 held: bool = False) -> None:
        self._encoder, self._decoder = Encoder(enc_hook=_plain), Decoder(kind, dec_hook=_path)
        self._asked = sha256(self._encoder.encode((__version__, str(kind), question))).digest()
        self._where, self._lasts, self._held, self._has_room = where, lasts, held, True
        self._path, self._file = path, alone(path, _BUSY)
        try:
            self._places = _adopted(self._file, path)
        except OSError as problem:
            self.close()
            raise Unusable("write.failed", path=path, reason=problem.strerror or problem) from problem
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ending: object) -> None:
        self.close()

    def close(self) -> None:
        """What was kept stays for the next run."""
        with suppress(OSError):
            self._file.close()

    def forget(self) -> None:
        """The run has ended."""
        self.close()
        forget(self._path)

    def key(self, item: _In) -> bytes:
        """Of the item as it lies there now; to be asked for before it is read. b'' where there is none."""
        path = self._where(item)
        try:
            facts = os.stat(path)
            said = self._encoder.encode((self._asked, item, _plain(os.path.realpath(path)), facts.st_size, facts.st_mtime_ns))
        except (OSError, ValueError, OverflowError):
            return b""
        return sha256(said).digest()

    def __contains__(self, key: bytes) -> bool:
        return key in self._places

    def answer(self, key: bytes) -> _Out | None:
        """What is kept; None for what cannot be believed."""
        try:
            packed = self._record(key)
            unpacking = zlib.decompressobj()
            data = unpacking.decompress(packed, _MOST)
            if not unpacking.eof:
                return None
            answer: _Out = self._decoder.decode(data)
            return _shared(answer, {}) if self._held else answer
        except (OSError, ValueError, zlib.error, MsgspecError, RecursionError):
            return None

    def _record(self, key: bytes) -> bytes:
        place, length, digest = self._places[key]
        self._file.seek(place)
        packed = self._file.read(length)
        if _digest(key, packed) != digest:
            raise ValueError("changed")
        return packed

    def add(self, key: bytes, answer: _Out) -> None:
        """Handed to the system at once: what was added outlives this process. Where there is no more room the run goes on without."""
        if not (key and self._has_room and self._lasts(answer)):
            return
        try:
            data = self._encoder.encode(answer)
        except (ValueError, OverflowError):     # halves of characters, endless numbers: such a file is read again
            return
        if len(data) > _MOST:
            return
        packed = zlib.compress(data, 1)
        head = _HEAD.pack(key, len(packed), _digest(key, packed))
        record = head + _check(head) + packed
        try:
            self._has_room = self._file.write(record) == len(record)
        except OSError:
            self._has_room = False


def _shared(value: Any, seen: dict[object, Any]) -> Any:
    """The same with one object for what is there many times: the name of a workbook, a blank entry. Reading makes it so; told apart
    by what it consists of, not by being equal: 1.0 and 1.00 are two numbers."""
    kind = type(value)
    if kind is str:
        return seen.setdefault(value, value)
    if kind is tuple:
        value = tuple([_shared(each, seen) for each in value])
        return seen.setdefault((kind, *map(id, value)), value)
    if not isinstance(value, Struct):
        return value
    parts: list[object] = [kind]
    for name in kind.__struct_fields__:
        old = getattr(value, name)
        new = _shared(old, seen)
        if new is not old:
            force_setattr(value, name, new)
        parts.append(id(new))
    return seen.setdefault(tuple(parts), value)


def _digest(key: bytes, packed: bytes) -> bytes:
    return blake2b(key + packed, digest_size=16).digest()


def _check(head: bytes) -> bytes:
    return zlib.crc32(head).to_bytes(_CHECK, "little")


def _adopted(file: BinaryIO, path: Path) -> dict[bytes, _Place]:
    """Where the answers stand that an earlier run left; what is behind the last whole one is cut off."""
    line = _first(file)
    if not _is_ours(line):
        raise Unusable("under_way.foreign", path=path)
    if line != _FIRST_LINE:
        file.truncate(0)
        file.write(_FIRST_LINE)
        return {}
    places: dict[bytes, _Place] = {}
    at, end = len(_FIRST_LINE), file.seek(0, os.SEEK_END)
    while (place := at + _HEAD.size + _CHECK) <= end:
        file.seek(at)
        head, check = file.read(_HEAD.size), file.read(_CHECK)
        key, length, digest = _HEAD.unpack(head)
        if _check(head) != check or place + length > end:
            break
        places[key] = place, length, digest
        at = place + length
    if at < end:
        file.truncate(at)
    return places


def _first(file: BinaryIO) -> bytes:
    return file.read(len(_FIRST_LINE)) if S_ISREG(os.fstat(file.fileno()).st_mode) else b"?"


def _is_ours(line: bytes) -> bool:
    """A beginning, where the run was killed over it, is ours as well."""
    return line.startswith(_OURS) or _OURS.startswith(line)


def forget(path: Path) -> None:
    """The run has ended: removes what it kept. A file that holds something else, or that another run has, stays."""
    if not os.path.exists(path):
        return
    with suppress(OSError, Unusable):
        with alone(path, _BUSY) as file:
            ours = _is_ours(_first(file))
        if ours:            # Windows removes no file that is open
            path.unlink()
