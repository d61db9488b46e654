"""Questions and sentences in Excel's own windows. All of them carry Chinese whatever the language of Windows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from perf_xl.messages.say import sentence

_NUMBER = 1                               # the Type of InputBox
_FOLDER, _FILES = 4, 3                    # msoFileDialogFolderPicker, msoFileDialogFilePicker


def tell(app: Any, text: str, *, grave: bool = False) -> None:
    """One sentence and an OK button."""
    app.alert(text, title=sentence("excel.title"), buttons="ok", mode="critical" if grave else "info")


def choose(app: Any, question: str, options: Sequence[str]) -> int | None:
    """The position of the chosen option; None when cancelled or when the number is none of them."""
    lines = [question, "", *(f"{number}  {option}" for number, option in enumerate(options, 1)), "",
             sentence("excel.type_number")]
    answer = app.api.InputBox(Prompt="\n".join(lines), Title=sentence("excel.title"), Default="1", Type=_NUMBER)
    if answer is False or not 1 <= answer <= len(options):
        return None
    return int(answer) - 1


def pick_folder(app: Any, title: str) -> str | None:
    """The folder the user picked."""
    return next(iter(_picked(app, _FOLDER, title, many=False)), None)


def pick_files(app: Any, title: str, many: bool = True) -> list[str]:
    """The files the user picked; empty when cancelled."""
    return _picked(app, _FILES, title, many)


def _picked(app: Any, kind: int, title: str, many: bool) -> list[str]:
    dialog = app.api.FileDialog(kind)
    dialog.Title = title
    dialog.AllowMultiSelect = many
    if dialog.Show() != -1:
        return []
    return [str(dialog.SelectedItems.Item(number)) for number in range(1, dialog.SelectedItems.Count + 1)]
