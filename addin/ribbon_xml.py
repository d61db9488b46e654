"""ribbon.toml as customUI XML for Excel 2007 and for Excel 2010 and later, and as callbacks in VBA."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

HERE = Path(__file__).parent
NAMESPACE_2007 = "http://schemas.microsoft.com/office/2006/01/customui"
_AFTER = {"settings": "    PerfTypingForget\n"}      # what VBA itself does once Python has answered
NAMESPACE_2010 = "http://schemas.microsoft.com/office/2009/07/customui"


@dataclass(frozen=True, slots=True)
class Button:
    command: str
    label: str
    keytip: str
    tip: str
    more: str

    @property
    def callback(self) -> str:
        """validate -> OnValidate; load_ledger -> OnLoadLedger."""
        return "On" + self.command.title().replace("_", "")

    @property
    def control(self) -> str:
        return "Perf" + self.callback[2:]


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    label: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    id: str
    label: str
    keytip: str
    groups: tuple[Group, ...]

    def buttons(self) -> Iterator[Button]:
        for group in self.groups:
            yield from group.buttons


def read_ribbon(path: Path = HERE / "ribbon" / "ribbon.toml") -> Tab:
    """The definition. Raises TypeError or KeyError for a key that is unknown or missing."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    groups = tuple(Group(group["id"], group["label"], tuple(Button(**button) for button in group["button"]))
                   for group in data["group"])
    return Tab(groups=groups, **data["tab"])


def custom_ui(tab: Tab, namespace: str) -> bytes:
    """The XML part; an image is named by its command."""
    lines = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', f'<customUI xmlns="{namespace}"><ribbon><tabs>',
             f"<tab id={_q(tab.id)} label={_q(tab.label)} keytip={_q(tab.keytip)}>"]
    for group in tab.groups:
        lines.append(f"<group id={_q(group.id)} label={_q(group.label)}>")
        lines += [f"<button id={_q(one.control)} label={_q(one.label)} size=\"large\" image={_q(one.command)} "
                  f"keytip={_q(one.keytip)} screentip={_q(one.tip)} supertip={_q(one.more)} onAction={_q(one.callback)}/>"
                  for one in group.buttons]
        lines.append("</group>")
    lines.append("</tab></tabs></ribbon></customUI>\n")
    return "\n".join(lines).encode()


def callbacks(tab: Tab) -> str:
    """The VBA module with one Sub per button."""
    head = 'Attribute VB_Name = "PerfCallbacks"\nOption Explicit\n\n\' Generated from ribbon.toml: one Sub per button.\n'
    return head + "".join(f'\nPublic Sub {one.callback}(control As IRibbonControl)\n    PerfRun "{one.command}"\n'
                          f"{_AFTER.get(one.command, '')}End Sub\n" for one in tab.buttons())


def _q(text: str) -> str:
    return quoteattr(text)
