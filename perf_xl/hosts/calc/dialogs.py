"""Excel's input box and file dialogs in LibreOffice's own windows. Without a screen every answer is "cancelled"."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from perf_xl.hosts.calc.office import Office

_FOLDER, _SAVE = 4, 2                            # msoFileDialogFolderPicker, msoFileDialogSaveAs
_SAVING = 1                                      # com.sun.star.ui.dialogs.TemplateDescription.FILESAVE_SIMPLE
_CHARACTERS = 40                                 # of a line of the prompt
_WIDTH, _LINE, _GAP, _BUTTON = 240, 9, 6, 14     # in the units of LibreOffice's dialogs
_OK, _CANCEL = 1, 2                              # com.sun.star.awt.PushButtonType


def input_box(office: Office, prompt: str, title: str, usual: str) -> str | None:
    """A line typed by the user; None when cancelled."""
    if office.windowless:
        return None
    model = office.create("com.sun.star.awt.UnoControlDialogModel")
    lines = sum(max(1, -(-len(line) // _CHARACTERS)) for line in prompt.splitlines())
    field, buttons = _GAP + lines * _LINE + _GAP, 2 * _GAP + lines * _LINE + _GAP + _BUTTON
    model.Title, model.Width, model.Height = title, _WIDTH, buttons + _BUTTON + _GAP
    wide = _WIDTH - 2 * _GAP
    _add(model, "FixedText", "prompt", (_GAP, _GAP, wide, lines * _LINE), Label=prompt, MultiLine=True)
    _add(model, "Edit", "line", (_GAP, field, wide, _BUTTON), Text=usual)
    _add(model, "Button", "ok", (_WIDTH - 110, buttons, 50, _BUTTON), PushButtonType=_OK, DefaultButton=True)
    _add(model, "Button", "cancel", (_WIDTH - 56, buttons, 50, _BUTTON), PushButtonType=_CANCEL)
    dialog = office.create("com.sun.star.awt.UnoControlDialog")
    dialog.setModel(model)
    dialog.createPeer(office.create("com.sun.star.awt.Toolkit"), None)
    answer = str(dialog.getControl("line").getText()) if dialog.execute() else None
    dialog.dispose()
    return answer


def _add(model: Any, kind: str, name: str, box: tuple[int, int, int, int], **properties: Any) -> None:
    control = model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
    control.PositionX, control.PositionY, control.Width, control.Height = box
    for key, value in properties.items():
        setattr(control, key, value)
    model.insertByName(name, control)


class FileDialog:
    """What the host uses of Excel's FileDialog."""

    def __init__(self, office: Office, kind: int) -> None:
        self._office, self._kind = office, kind
        self.Title = ""
        self.AllowMultiSelect = False
        self.InitialFileName = ""
        self.Filters = Filters()
        self.SelectedItems = Items([])

    def Show(self) -> int:
        """-1 when something was chosen."""
        if self._office.windowless:
            return 0
        found = self._folder() if self._kind == _FOLDER else self._files()
        self.SelectedItems = Items([unquote(urlparse(url).path) for url in found])
        return -1 if found else 0

    def _folder(self) -> list[str]:
        picker = self._office.create("com.sun.star.ui.dialogs.FolderPicker")
        picker.setTitle(self.Title)
        return [picker.getDirectory()] if picker.execute() else []

    def _files(self) -> list[str]:
        picker = self._office.create("com.sun.star.ui.dialogs.FilePicker")
        if self._kind == _SAVE:
            picker.initialize((_SAVING,))
            usual = Path(self.InitialFileName)
            picker.setDefaultName(usual.name)
            if usual.is_absolute():
                picker.setDisplayDirectory(usual.parent.as_uri())
        picker.setTitle(self.Title)
        picker.setMultiSelectionMode(self.AllowMultiSelect)
        for name, pattern in self.Filters.listed:
            picker.appendFilter(name, pattern)
        return list(picker.getSelectedFiles()) if picker.execute() else []


class Filters:
    def __init__(self) -> None:
        self.listed: list[tuple[str, str]] = []

    def Clear(self) -> None:
        self.listed.clear()

    def Add(self, name: str, pattern: str) -> None:
        self.listed.append((name, pattern))


class Items:
    def __init__(self, items: list[str]) -> None:
        self._items = items

    @property
    def Count(self) -> int:
        return len(self._items)

    def Item(self, number: int) -> str:
        return self._items[number - 1]
