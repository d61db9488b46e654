"""Upward: send."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date, datetime
from pathlib import Path

from perf_xl.commands.shape import Shape
from perf_xl.commands.told import COULD_NOT_RUN, FINDINGS, OK, tell
from perf_xl.desk import sending
from perf_xl.errors import Refused
from perf_xl.mail.message import Message
from perf_xl.messages.say import sentence


def arguments_send(shape: Shape) -> None:
    shape.positional("book")
    shape.option("--to", "mail_to", action="append", default=[], metavar="A")
    shape.option("--cc", "mail_cc", action="append", default=[], metavar="B")
    shape.option("--from", "mail_from", dest="sender", default="", metavar="C")
    shape.option("--attach", "mail_attach", type=Path, action="append", default=[], metavar="FILE")
    shape.option("--eml", "mail_eml", type=Path, metavar="OUT.eml")
    shape.option("--outlook", "mail_outlook", action="store_true")
    shape.option("--smtp", "mail_smtp", metavar="HOST:PORT")
    shape.option("--user", "mail_user", default="", metavar="NAME")
    shape.option("--yes", "mail_yes", action="store_true")
    shape.option("--key", "key_file", type=Path, metavar="FILE")
    shape.option("--receipt", "mail_receipt", type=Path, metavar="OUT.xlsx")


def do_send(options: Namespace) -> int:
    from perf_xl.desk.gathering import read_key

    key = read_key(options.key) if options.key else None
    addressing = sending.Addressing(tuple(options.to), tuple(options.cc), options.sender)
    try:
        message = sending.message_for(options.book, date.today(), addressing, also=options.attach, key=key, lang=options.lang)
    except Refused as refusal:
        print(sentence(refusal.what, options.lang, **refusal.facts), file=sys.stderr)
        return FINDINGS
    _show(options, message)
    how = ""
    if options.eml:
        how = _draft(options, message)
    if options.outlook:
        how = _in_outlook(options, message)
    if options.smtp:
        how = _over_smtp(options, message) or how
    if not (options.eml or options.outlook or options.smtp):
        print(sentence("mail.dry_run", options.lang))
    if how and options.receipt:
        _receipt(options, message, how)
    return COULD_NOT_RUN if options.smtp and how != "sent" else OK


def _show(options: Namespace, message: Message) -> None:
    """The dry run that comes before everything: who gets what."""
    lang = options.lang
    lines = [("from", str(message.sender or sentence("mail.label.unknown_sender", lang))), ("to", "；".join(map(str, message.to))),
             ("cc", "；".join(map(str, message.cc))), ("subject", message.subject)]
    for label, text in lines:
        if text:
            print(sentence(f"mail.label.{label}", lang, text=text))
    print()
    print(message.body)
    print()


def _draft(options: Namespace, message: Message) -> str:
    from perf_xl.mail.outbox import save_draft

    save_draft(message, options.eml, (options.book, *options.attach))
    tell(options, "made", path=options.eml)
    print(sentence("mail.draft_made", options.lang))
    return "draft"


def _in_outlook(options: Namespace, message: Message) -> str:
    from perf_xl.mail.outlook import open_draft

    open_draft(message)
    print(sentence("mail.outlook_opened", options.lang))
    return "outlook"


def _over_smtp(options: Namespace, message: Message) -> str:
    """Only after a yes: typed at the terminal, or given as --yes."""
    from perf_xl.mail.outbox import send, server_from
    from perf_xl.mail.secret import password_for

    server = server_from(options.smtp, options.user)
    if not options.yes and not _agreed(options, message):
        print(sentence("mail.not_sent", options.lang), file=sys.stderr)
        return ""

    def password(host: str, user: str) -> str:
        return password_for(host, user, sentence("mail.password_prompt", options.lang, host=host, user=user))

    sent = send(message, server, datetime.now().astimezone(), password)
    print(sentence("mail.sent", options.lang, number=len(message.recipients) - len(sent.refused), server=server, id=sent.message_id))
    for box, reason in sent.refused:
        print(sentence("mail.one_refused", options.lang, box=box, reason=reason), file=sys.stderr)
    return "sent"


def _agreed(options: Namespace, message: Message) -> bool:
    if not sys.stdin or not sys.stdin.isatty():
        return False
    answer = input(sentence("mail.really", options.lang, number=len(message.recipients)))
    return answer.strip().lower() in ("y", "yes", "是", "发送")


def _receipt(options: Namespace, message: Message, how: str) -> None:
    from perf_xl.hosts.files import FilesHost

    sending.write_receipt(FilesHost(options.book, copy_to=options.receipt), message, how, datetime.now(), options.lang)
    tell(options, "made", path=options.receipt)
