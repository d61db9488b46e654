"""Questions and sentences in Excel's own windows. All of them carry Chinese whatever the language of Windows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from perf_xl.messages.say import sentence

_NUMBER, _TEXT = 1, 2                     # the Type of InputBox
_FOLDER, _FILES, _SAVE = 4, 3, 2          # msoFileDialogFolderPicker, …FilePicker, …SaveAs
_LONGEST_PROMPT = 250                     # Excel refuses a longer one


def tell(app: Any, text: str, *, grave: bool = False) -> None:
    """One sentence and an OK button."""
    app.alert(text, title=sentence("excel.title"), buttons="ok", mode="critical" if grave else "info")


def choose(app: Any, question: str, options: Sequence[str]) -> int | None:
    """The position of the chosen option; None when cancelled or when the number is none of them."""
    answer = app.api.InputBox(Prompt=_prompt(question, options), Title=sentence("excel.title"), Default="1", Type=_NUMBER)
    if answer is False or not 1 <= answer <= len(options):
        return None
    return int(answer) - 1


def _prompt(question: str, options: Sequence[str]) -> str:
    """Question and numbered options within the length that Excel takes; what is too long ends in an ellipsis."""
    closing = sentence("excel.type_number")
    room = (_LONGEST_PROMPT - len(closing) - 4 - 5 * len(options)) // (len(options) + 2)
    shown = [f"{number}  {_cut(option, room)}" for number, option in enumerate(options, 1)]
    left = _LONGEST_PROMPT - len(closing) - 4 - sum(len(line) + 1 for line in shown)
    return "\n".join([_cut(question, left), "", *shown, "", closing])


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[:max(room - 1, 1)] + "…"


def type_line(app: Any, question: str, usual: str) -> str | None:
    """What the user typed; None when cancelled."""
    answer = app.api.InputBox(Prompt=_cut(question, _LONGEST_PROMPT), Title=sentence("excel.title"), Default=usual, Type=_TEXT)
    return None if answer is False else str(answer).strip()


def pick_folder(app: Any, title: str) -> Path | None:
    """The folder the user picked."""
    return next(iter(_picked(app.api.FileDialog(_FOLDER), title)), None)


def pick_files(app: Any, title: str, endings: Sequence[str], many: bool) -> list[Path]:
    """The files the user picked; empty when cancelled."""
    dialog = app.api.FileDialog(_FILES)
    dialog.AllowMultiSelect = many
    if endings:
        dialog.Filters.Clear()
        dialog.Filters.Add(title, ";".join(f"*{ending}" for ending in endings))
    return _picked(dialog, title)


def pick_target(app: Any, title: str, usual: Path) -> Path | None:
    """Where to save. Excel's own window adds the ending of a workbook, whatever is saved: the usual one replaces it."""
    dialog = app.api.FileDialog(_SAVE)
    dialog.InitialFileName = str(usual.with_suffix(""))
    found = next(iter(_picked(dialog, title)), None)
    if found is None:
        return None
    own = found.suffix.lower() in (".xlsx", ".xlsm", ".xlsb", ".xls", usual.suffix.lower())
    return found.with_suffix(usual.suffix) if own else found.with_name(found.name + usual.suffix)


def _picked(dialog: Any, title: str) -> list[Path]:
    dialog.Title = title
    if dialog.Show() != -1:
        return []
    return [Path(str(dialog.SelectedItems.Item(number))) for number in range(1, dialog.SelectedItems.Count + 1)]
