"""What the mail says, and when there is none."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from perf_xl.consolidate.seal import Examined, SealState
from perf_xl.errors import Refused, Unusable
from perf_xl.mail.address import Mailbox, read_mailbox, read_mailboxes
from perf_xl.mail.as_mime import draft_bytes
from perf_xl.mail.message import (
    Attachment,
    Submission,
    attachment_name,
    compose,
    one_line,
    recipients_from,
)
from perf_xl.model.entry import written
from perf_xl.model.settings import Settings
from perf_xl.rules.finding import Waived
from perf_xl.rules.findings_json import CheckedFile
from tests.mail.submissions import clean_unit, error, submission

RECIPIENTS = recipients_from(to=["li@example.cn"])
BOOK = (Attachment("a.xlsx", b"123"),)


def test_subject_and_attachment_follow_the_convention() -> None:
    assert compose(submission(), RECIPIENTS, BOOK).subject == "【2023年绩效目标】312008保定市公安局高新技术产业开发区分局 第2次报送"
    assert attachment_name(submission()) == "312008保定市公安局高新技术产业开发区分局_2023年预算绩效目标_第2次报送"


def test_a_cover_without_a_number_is_the_first_submission() -> None:
    first = submission(department=replace(clean_unit(), submission=None))
    assert compose(first, RECIPIENTS, BOOK).subject.endswith("第1次报送")


def test_the_body_tells_totals_findings_waivers_seal_and_attachments() -> None:
    waived = error(Waived("上级文件\n另有规定", "王会计", "2023-06-30"))
    made = submission(waived)
    body = compose(made, RECIPIENTS, BOOK).body
    assert "1个预算单位，1个预算项目，7个绩效指标，预算合计221.21万元" in body
    assert "0个错误" in body
    assert "（FU101）：上级文件 另有规定（王会计，2023-06-30）" in body
    assert made.examined.seal is not None
    assert made.examined.seal.short in body
    assert made.examined.seal.fingerprint in body
    assert "a.xlsx（3字节，SHA-256 a665a45920422f9d417e4867efdc4fb8a04a1f3fff1fa07e998e86f7f7a27ae3）" in body


def test_an_error_without_waiver_is_refused_with_its_place() -> None:
    with pytest.raises(Refused) as refusal:
        compose(submission(error()), RECIPIENTS, BOOK)
    assert refusal.value.what == "mail.has_errors"
    assert (refusal.value.facts["number"], refusal.value.facts["code"]) == ("1", "FU101")


def test_an_unsealed_workbook_is_refused() -> None:
    bare = Submission(clean_unit(), CheckedFile("a.xlsx"), Examined(SealState.NONE))
    with pytest.raises(Refused, match=r"mail\.unsealed"):
        compose(bare, RECIPIENTS, BOOK)



def test_a_workbook_changed_after_sealing_is_refused_with_the_cell() -> None:
    project = clean_unit().projects[0]
    place = replace(project.purpose.place, book="a.xlsx", sheet="1.项目", row=5, column=2)
    changed = replace(clean_unit(), projects=(replace(project, purpose=replace(written("改过"), place=place)),))
    with pytest.raises(Refused) as refusal:
        compose(submission(changed=changed), RECIPIENTS, BOOK)
    assert refusal.value.what == "mail.altered"
    assert (refusal.value.facts["number"], refusal.value.facts["sheet"], refusal.value.facts["cell"]) == ("1", "1.项目", "B5")


def test_a_cover_without_a_year_is_said_so() -> None:
    with pytest.raises(Unusable, match=r"cli\.no_year"):
        compose(submission(department=replace(clean_unit(), year=None)), RECIPIENTS, BOOK)


def test_a_name_on_the_cover_cannot_begin_a_header() -> None:
    hostile = submission(department=replace(clean_unit(), name="某局\r\nBcc: x@y.cn\r\n\r\n正文\u2028"))
    made = compose(hostile, RECIPIENTS, BOOK)
    assert made.subject == "【2023年绩效目标】312008某局 Bcc: x@y.cn 正文 第2次报送"
    read = message_from_bytes(draft_bytes(made), policy=policy.default)
    assert set(read.keys()) == {"To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"}


def test_recipients_stand_in_the_settings_unless_given() -> None:
    settings = Settings((("mail.to", "张三 <a@b.cn>；c@d.cn"), ("mail.cc", "e@f.cn"), ("mail.from", "g@h.cn")))
    found = recipients_from(settings)
    assert found.to == (Mailbox("a@b.cn", "张三"), Mailbox("c@d.cn"))
    assert (found.cc, found.sender) == ((Mailbox("e@f.cn"),), Mailbox("g@h.cn"))
    assert recipients_from(settings, to=["x@y.cn"]).to == (Mailbox("x@y.cn"),)
    with pytest.raises(Unusable, match=r"mail\.nobody"):
        recipients_from()


@pytest.mark.parametrize("text", [
    "", "a", "a@", "@b.cn", "a@b@c.cn", "a b@c.cn", "a@b.cn\r\nBcc: x@y.cn", "张三\n <a@b.cn>", "a@b.cn\x00", "a@b..cn", ".a@b.cn",
    "<a@b.cn> x", "张三@例子.cn", "a@-b.cn", "a@b.cn\u2028Bcc: x@y.cn", "张\ud800 <a@b.cn>", "a@" + "b" * 260])
def test_what_is_no_address_is_named(text: str) -> None:
    with pytest.raises(Unusable, match=r"mail\.bad_address"):
        read_mailbox(text)


def test_addresses_are_listed_as_people_list_them_and_each_once() -> None:
    assert read_mailboxes(["a@b.cn; c@d.cn", "A@b.cn", "  ", "e@f.cn，a@b.cn"]) == (
        Mailbox("a@b.cn"), Mailbox("c@d.cn"), Mailbox("e@f.cn"))


@given(st.text())
def test_a_header_is_one_line_without_control_characters(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not any(ord(letter) < 32 or ord(letter) == 127 for letter in line)
    line.encode()
