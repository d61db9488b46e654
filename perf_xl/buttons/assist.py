"""帮助: 规则说明, 设置, 自检, 手册."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from perf_xl.addin.places import Places, places, read_pairs, write_pairs
from perf_xl.errors import Unusable
from perf_xl.hosts.port import Host
from perf_xl.layout import form
from perf_xl.messages.say import sentence

TYPING = "typing"           # the setting that switches the check while typing; VBA reads it too
ON, OFF = "1", "0"
_MANUAL = Path(__file__).parent / "pages" / "manual.html"


def rules(host: Host, now: datetime) -> str:
    """填报说明 of the open workbook, or all rules as a page."""
    has_guide = host.snapshot().sheet(form.GUIDE) is not None
    offered = [sentence("buttons.see_guide"), sentence("buttons.see_rules")]
    answer = host.ask(sentence("buttons.ask_rules"), offered) if has_guide else 1
    if answer is None:
        return ""
    if answer == 0:
        host.go_to(form.GUIDE)
        return sentence("buttons.guide_shown")
    from perf_xl.buttons.pages.html import rules_page

    page = _own_folder() / "rules.html"
    page.write_text(rules_page(), encoding="utf-8")
    host.open(page)
    return sentence("buttons.rules_shown", path=page)


def settings(host: Host, now: datetime) -> str:
    """What is set on this computer; the check while typing can be switched."""
    at = places()
    held = read_pairs(at.settings)
    typing = held.get(TYPING, ON) == ON
    state = sentence("buttons.on" if typing else "buttons.off")
    question = sentence("buttons.settings", interpreter=held.get("interpreter") or "—", typing=state)
    answer = host.ask(question, [sentence("buttons.switch_off" if typing else "buttons.switch_on"), sentence("buttons.keep")])
    if answer != 0:
        return ""
    _set(at, held, TYPING, OFF if typing else ON)
    return sentence("buttons.switched_off" if typing else "buttons.switched_on")


def _set(at: Places, held: dict[str, str], key: str, value: str) -> None:
    try:
        write_pairs(at.settings, {**held, key: value})
    except OSError as problem:
        raise Unusable("buttons.settings_locked", path=at.settings) from problem


def doctor(host: Host, now: datetime) -> str:
    """Everything the self-check says; what is wrong comes first."""
    from perf_xl.doctor import examine

    answers = examine()
    bad = [answer.sentence() for answer in answers if not answer.good]
    good = [answer.sentence() for answer in answers if answer.good]
    ending = sentence("buttons.unwell", number=len(bad)) if bad else sentence("buttons.well")
    return "\n".join([ending, *bad, *good])


def manual(host: Host, now: datetime) -> str:
    """The manual that came with the program, in the browser; no network is needed."""
    host.open(_MANUAL)
    return ""


def _own_folder() -> Path:
    """A folder of the user for pages made on the spot."""
    try:
        folder = places().local / "perf_xl"
    except Unusable:
        folder = Path(tempfile.gettempdir()) / "perf_xl"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
