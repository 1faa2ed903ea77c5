"""A letter on the wire is to one person, says who writes and how to be left in peace, and carries nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.mail.message import UnsendableError, build_message
from storage.domain import Letter, LetterId, LetterState, ProspectId, SiteId, WorkspaceId
from tests.mail.letters import SENDER

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LETTER = Letter(
    site_id=SiteId(1),
    prospect_id=ProspectId(1),
    number=0,
    message_id="<1@acme.com>",
    in_reply_to=None,
    to_address="jo@blog.example",
    to_name="Jo",
    subject="Rockets",
    body="Hi Jo,\n\nnice.",
    draft_digest=b"",
    not_before=AT,
    id=LetterId(1),
    workspace_id=WorkspaceId(1),
    state=LetterState.PENDING,
    queued_at=AT,
)
SMUGGLED = ["Jo\r\nBcc: a@b.example", '"Jo, x" <a@b.example>', "a@b.example, Jo", "=?utf-8?q?=2C_a=40b.example?="]
ALLOWED = {
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "List-Unsubscribe",
    "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
}  # fmt: skip


def on_the_wire(letter: Letter) -> EmailMessage:
    raw = build_message(letter, SENDER, AT).as_bytes()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    read = message_from_bytes(raw, policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


def test_it_says_who_writes_where_they_are_and_how_to_be_left_in_peace() -> None:
    mail = on_the_wire(LETTER)
    assert str(mail["From"]) == "Robin of Acme <robin@acme.com>"
    assert str(mail["To"]) == "Jo <jo@blog.example>"
    assert str(mail["Reply-To"]) == "outreach@acme.com"
    assert str(mail["Message-ID"]) == "<1@acme.com>"
    assert mail["List-Unsubscribe"] == ("<https://acme.com/opt-out>, <mailto:outreach@acme.com?subject=unsubscribe>")
    assert mail.get_content_type() == "text/plain"
    lines = mail.get_content().splitlines()
    assert lines[:3] == ["Hi Jo,", "", "nice."]
    assert lines[-2:] == [SENDER.postal_address, SENDER.opt_out]
    assert "Auto-Submitted" not in mail


def test_a_follow_up_stands_under_the_letter_it_follows() -> None:
    mail = on_the_wire(replace(LETTER, number=1, message_id="<2@acme.com>", in_reply_to="<1@acme.com>"))
    assert (mail["In-Reply-To"], mail["References"]) == ("<1@acme.com>", "<1@acme.com>")


def test_a_long_page_for_opting_out_arrives_whole() -> None:
    page = f"https://acme.com/{'x' * 300}"
    raw = build_message(LETTER, replace(SENDER, opt_out=f"Opt out: {page}."), AT).as_bytes()
    assert f"<{page}>,".encode() in raw.replace(b"\r\n ", b" ")


def test_long_names_of_mails_arrive_whole() -> None:
    long = f"<{'a' * 40}@{'b' * 50}.{'c' * 50}.example>"
    mail = on_the_wire(replace(LETTER, message_id=long.replace("a", "x"), in_reply_to=long))
    assert mail["Message-ID"].strip() == long.replace("a", "x")
    assert mail["In-Reply-To"].strip() == mail["References"].strip() == long


@pytest.mark.parametrize(
    "address",
    [
        "", "jo", "jo@", "@blog.example", "jo@blog", "jo@localhost", "jo@[127.0.0.1]", "jo@127.0.0.1",
        "a@b.example,c@d.example", "a@b.example; c@d.example",
        "Jo <jo@blog.example>", "all:a@b.example;", "jo@blog.example\r\nBcc: all@acme.com",
        "jo\r\n@blog.example", "jo@blog.example\n", "jo smith@blog.example", '"jo smith"@blog.example',
        "jo@blog..example",
        "jo@-blog.example", "a@b@c.example", f"{'a' * 65}@blog.example", f"a@{'b.' * 150}example", "jo@blog.example\0",
        "j\u00f6@blog.example", "jo@blog.example>", "<jo@blog.example", "jo(x)@blog.example", ".jo@blog.example",
        "jo@\u2028blog.example",
    ],
)  # fmt: skip
def test_what_is_not_the_address_of_one_person_is_not_written_to(address: str) -> None:
    with pytest.raises(UnsendableError) as refused:
        build_message(replace(LETTER, to_address=address), SENDER, AT)
    assert refused.value.user_message.endswith(".")
    assert refused.value.user_message.isprintable()


@pytest.mark.parametrize(
    ("address", "arrives_at"),
    [
        ("jo@blog.example", "jo@blog.example"),
        ("Jo.Smith+rockets@Blog.Example", "Jo.Smith+rockets@blog.example"),
        ("jo@b\u00fccher.example", "jo@xn--bcher-kva.example"),
    ],
)
def test_an_address_is_written_as_mail_servers_take_it(address: str, arrives_at: str) -> None:
    (to,) = on_the_wire(replace(LETTER, to_address=address))["To"].addresses
    assert to.addr_spec == arrives_at


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"subject": "Rockets\r\nBcc: all@acme.com"}, "line break"),
        ({"subject": "Rockets\nX: y"}, "line break"),
        ({"subject": "a\x85b"}, "line break"),
        ({"subject": "=?utf-8?q?a=0D=0ABcc:_all=40acme.com?="}, "misread"),
        ({"subject": "  "}, "no subject"),
        ({"subject": "x" * 251}, "more than 250"),
        ({"body": " \n "}, "no text"),
        ({"body": "x" * 50_001}, "more than 50,000"),
        ({"body": "a\x00b"}, "control character"),
        ({"message_id": "<1@acme.com>\r\nBcc: a@b.example"}, "name of its own"),
        ({"in_reply_to": "<a b@acme.com>"}, "name of its own"),
    ],
)
def test_what_would_be_another_mail_than_was_approved_does_not_go_out(part: dict[str, str], said: str) -> None:
    with pytest.raises(UnsendableError) as refused:
        build_message(replace(LETTER, **part), SENDER, AT)
    assert said in refused.value.user_message


@given(
    name=st.text(max_size=120)
    | st.sampled_from(["Jo\r\nBcc: a@b.example", '"Jo, x" <a@b.example>', "a@b.example, Jo"]),
    subject=st.text(max_size=120),
    body=st.text(max_size=300),
)
def test_whatever_names_subjects_and_texts_are_there_is_one_recipient_and_no_header_of_theirs(
    name: str, subject: str, body: str
) -> None:
    name, subject, body = (text.encode("utf-8", "replace").decode() for text in (name, subject, body))
    try:
        mail = on_the_wire(replace(LETTER, to_name=name, subject=subject, body=body))
    except UnsendableError:
        return
    assert set(mail.keys()) <= ALLOWED
    assert [one.addr_spec for one in mail["To"].addresses] == ["jo@blog.example"]
    assert " ".join(str(mail["Subject"]).split()) == " ".join(subject.split())
    said, wanted = (re.sub(r"\r\n?", "\n", text) for text in (mail.get_content(), body.rstrip()))
    assert said.startswith(wanted)
