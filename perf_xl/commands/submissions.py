"""One submission and the next: what changed, whether it is still what was checked, older templates."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from perf_xl import actions
from perf_xl.commands.shape import Shape
from perf_xl.commands.told import FINDINGS, OK, print_json
from perf_xl.consolidate.difference import Change
from perf_xl.consolidate.seal import Examined, SealState
from perf_xl.desk import sealing
from perf_xl.desk.gathering import read_key
from perf_xl.messages.say import sentence


def arguments_diff(shape: Shape) -> None:
    shape.positional("old")
    shape.positional("new")
    shape.formats("text", "json")
    shape.option("--mark", "mark_changes", type=Path, metavar="OUT.xlsx")


def do_diff(options: Namespace) -> int:
    old, new, changes = sealing.changes_between(options.old, options.new)
    if options.mark:
        sealing.mark_changes(options.new, options.mark, changes, inputs=(options.old,))
    if options.format == "json":
        print_json({"schema": "perf-xl/difference/1", "old": old.path.name, "new": new.path.name,
                    "changes": [sealing.change_json(change) for change in changes]})
        return OK
    _show_changes(options, old.path.name, new.path.name, changes)
    if options.mark:
        print(sentence("difference.marked", options.lang, path=options.mark))
    return OK


def _show_changes(options: Namespace, old: str, new: str, changes: tuple[Change, ...]) -> None:
    def say(key: str, **facts: Any) -> str:
        return sentence(f"difference.{key}", options.lang, **facts)

    if not changes:
        print(say("nothing"))
        return
    projects = {(change.code, change.name) for change in changes}
    print(say("changed", old=old, new=new, number=len(changes), projects=len(projects)))
    for change in changes:
        words = sealing.told(change, options.lang)
        place = f"{change.place.sheet} {change.place.cell}".strip() or change.place.book
        print(say("line" if change.field else "line_short", kind=words.kind, code=words.code,
                  name=words.name or say("department"), what=words.what, before=words.before or say("blank"),
                  after=words.after or say("blank"), place=place).replace("\n", " "))


def arguments_verify(shape: Shape) -> None:
    shape.positional("books", many=True)
    shape.option("--key", "key_file", type=Path, metavar="FILE")
    shape.formats("text", "json")


def do_verify(options: Namespace) -> int:
    key = read_key(options.key) if options.key else None
    opened = [actions.open_department(path) for path in options.books]
    examined = [sealing.verify(each, key) for each in opened]
    if options.format == "json":
        print_json({"schema": "perf-xl/seals/1", "files": [
            {"file": each.path.name, "state": found.state.value, "seal": _seal_json(found),
             "changes": [sealing.change_json(change) for change in found.changes]}
            for each, found in zip(opened, examined, strict=True)]})
    else:
        for each, found in zip(opened, examined, strict=True):
            _show_examined(options, each, found)
    return OK if all(each.state in (SealState.INTACT, SealState.SIGNED) for each in examined) else FINDINGS


def _show_examined(options: Namespace, opened: actions.Opened, found: Examined) -> None:
    signer = found.seal.receipt.signer if found.seal else ""
    print(sentence(f"seal.state.{found.state.value}", options.lang, file=opened.path.name, number=len(found.changes), signer=signer))
    for change in found.changes:
        print(change_line(change, options.lang))
    if found.seal is not None and found.holds:
        for label, text in sealing.receipt_lines(found.seal, opened.department, options.lang):
            print(f"  {label}：{text}")


def change_line(change: Change, lang: str) -> str:
    """One change after sealing: where, what, and what it says now."""
    words = sealing.told(change, lang)
    what = words.what or words.kind
    after = sentence("seal.now", lang, text=words.after[:60]) if words.after else ""
    place = f"{change.place.sheet} {change.place.cell}".strip() or f"{change.code} {change.name}".strip()
    return sentence("seal.changed", lang, place=place, what=what, after=after).replace("\n", " ")


def _seal_json(found: Examined) -> dict[str, object] | None:
    if found.seal is None:
        return None
    receipt = found.seal.receipt
    return {"fingerprint": found.seal.fingerprint, "made": receipt.made, "rules": receipt.rules, "errors": receipt.errors,
            "warnings": receipt.warnings, "infos": receipt.infos, "waived": receipt.waived, "signer": receipt.signer or None}


def arguments_key(shape: Shape) -> None:
    shape.word("name")
    shape.output()


def do_key(options: Namespace) -> int:
    sealing.new_key(options.name, options.output)
    print(sentence("seal.made_key", options.lang, path=options.output))
    return OK


def arguments_upgrade(shape: Shape) -> None:
    shape.positional("book")
    shape.output()


def do_upgrade(options: Namespace) -> int:
    from perf_xl.desk.upgrading import upgrade
    from perf_xl.layout.form import TEMPLATE_VERSION

    made = upgrade(options.book, options.output)
    version = made.version or sentence("upgrade.unknown_version", options.lang)
    print(sentence("upgrade.done", options.lang, version=version, current=TEMPLATE_VERSION, path=options.output))
    for each in (*made.moved, *made.left):
        print(sentence(f"upgrade.{each.what}", options.lang, source=each.source, target=each.target, number=each.number))
    print(sentence("upgrade.next", options.lang))
    return OK
