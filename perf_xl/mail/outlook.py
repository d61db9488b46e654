"""A draft in the Outlook of this PC (Windows, classic Outlook). It is shown, never sent: people press 发送."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from perf_xl.errors import Unusable
from perf_xl.mail.message import Message

_MAIL_ITEM = 0


def open_draft(message: Message, outlook: Any = None) -> None:
    """Show the draft in a window. Outlook copies the attachments while they are added.

    Raises Unusable `mail.no_outlook` where there is none (another system, the new Outlook, no pywin32).
    """
    application = outlook if outlook is not None else _running()
    item = application.CreateItem(_MAIL_ITEM)
    item.To = "; ".join(map(str, message.to))
    item.CC = "; ".join(map(str, message.cc))
    item.Subject = message.subject
    item.Body = message.body.replace("\n", "\r\n")
    with tempfile.TemporaryDirectory(prefix="perf_xl_mail_") as folder:
        for each in message.attachments:
            file = Path(folder) / each.name
            file.write_bytes(each.data)
            item.Attachments.Add(str(file))
    item.Save()
    item.Display()


def _running() -> Any:
    try:
        import pythoncom
        from win32com.client import Dispatch
    except ImportError:
        raise Unusable("mail.no_outlook") from None
    try:
        return Dispatch("Outlook.Application")
    except pythoncom.com_error:
        raise Unusable("mail.no_outlook") from None
