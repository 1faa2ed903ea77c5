"""What came back is understood: an answer, a wish to be left in peace, a machine's word, a mail that bounced."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.mail.replies import beginning, kind_of, names_in_report, read_heading
from jobs.mail.stopping import asks_to_stop
from storage.domain import ReplyKind
from tests.mail.arriving import FAILED, answer, report


@pytest.mark.parametrize(
    "text",
    [
        "stop", "STOP.", "Unsubscribe", "Please unsubscribe!", "please remove me from your list, thanks",
        "Stop emailing me.", "Hi,\n\nplease do not contact me again.\n\nJo", "Abmelden",
        "Bitte keine weiteren E-Mails.",
        "Bitte austragen",
        "Désinscrire", "Merci de ne plus me contacter.", "Baja", "Por favor, no me escriban más.", "Cancellami",
        "Per favore non scrivetemi.", "Afmelden a.u.b.\n\nJo", "Graag geen mails meer", "Remover",
        "Não me contatem mais.",
        "Proszę o wypisanie", "Proszę nie pisać do mnie.", "Don’t contact me",
    ],
)  # fmt: skip
def test_a_wish_to_be_left_in_peace_is_understood_in_the_languages_we_write_in(text: str) -> None:
    assert asks_to_stop(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sure, I have added the link.",
        "Thanks! Stop by when you are in town.",
        "We removed that page last year.",
        "I cannot stop reading your site.",
        "Happy to.\n\nOn Mon, 2 Mar 2026 Robin wrote:\n> Reply with “stop” or unsubscribe here.",
        "Gerne.\n\nAm 2. März 2026 um 09:00 schrieb Robin:\n> unsubscribe",
        "Yes.\n> stop\n> unsubscribe",
        "Yes.\n\n-- \nTo unsubscribe from our own newsletter press here",
        "",
    ],
)
def test_what_only_sounds_like_it_or_is_quoted_is_no_such_wish(text: str) -> None:
    assert not asks_to_stop(text)


def test_whose_letter_is_answered_is_read_from_either_header() -> None:
    heading = read_heading(answer("<1@acme.com>", "Yes", headers={"References": "<0@acme.com> <x@y.example>"}))
    assert heading.names == ("<0@acme.com>", "<x@y.example>", "<1@acme.com>")
    assert heading.from_address == "jo@blog.example"
    assert heading.subject == "Re: Grüße"


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({}, ReplyKind.PERSON),
        ({"Auto-Submitted": "no"}, ReplyKind.PERSON),
        ({"Auto-Submitted": "auto-replied"}, ReplyKind.AUTOMATIC),
        ({"Auto-Submitted": "auto-generated (rejected)"}, ReplyKind.AUTOMATIC),
        ({"X-Autoreply": "yes"}, ReplyKind.AUTOMATIC),
        ({"Precedence": "Bulk"}, ReplyKind.AUTOMATIC),
    ],
)
def test_a_machine_that_answers_for_somebody_is_no_answer(headers: dict[str, str], kind: ReplyKind) -> None:
    raw = answer("<1@acme.com>", "I am on holiday.", headers=headers)
    assert kind_of(read_heading(raw), raw) is kind


@pytest.mark.parametrize("html", [False, True])
def test_a_stop_is_found_however_the_mail_is_packed(html: bool) -> None:
    raw = answer("<1@acme.com>", "Désinscrire", html=html)
    assert kind_of(read_heading(raw), raw) is ReplyKind.OPT_OUT


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [("failed", "5.1.1", ReplyKind.BOUNCED), ("delayed", "4.4.1", None), ("delivered", "2.0.0", None)],
)
def test_a_report_bounces_only_when_it_says_so(action: str, status: str, kind: ReplyKind | None) -> None:
    raw = report("<1@acme.com>", action, status)
    heading = read_heading(raw)
    assert heading.is_report
    assert names_in_report(raw) == ("<b@mail.example>", "<1@acme.com>")
    assert kind_of(heading, raw) is kind


def test_a_bounce_in_the_words_of_an_older_server_is_one() -> None:
    heading = read_heading(FAILED)
    assert heading.is_report
    assert names_in_report(FAILED)[-1] == "<1@acme.com>"
    assert kind_of(heading, FAILED) is ReplyKind.BOUNCED


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n\r\n",
        b"From: =?nonsense?q?=ff?= <a@b>\r\nSubject: =?utf-8?b?!!!?=\r\n\r\n\xff\xfe",
        b"Content-Type: text/plain; charset=nonsense\r\n\r\nstop",
        b"Content-Type: text/plain; charset=\"\xff\"\r\n\r\nstop",
        b"Content-Type: multipart/mixed\r\n\r\nstop",
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n\xff!!==",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(900)),
        b"Content-Type: text/html\r\n\r\n" + b"<style" * 10_000 + b"<" * 10_000,
        b"References: " + b"<a@b> " * 5_000 + b"\r\n\r\n",
        b"Subject: " + b"=?utf-8?q?x?= " * 2_000 + b"\r\n\r\n",
        b"From: " + b"(" * 20_000 + b"\r\n\r\n",
        b"From: " + b"a,<" * 10_000 + b"\r\n\r\n",
    ],
)  # fmt: skip
def test_garbled_mails_are_read_as_far_as_they_can_be(raw: bytes) -> None:
    heading = read_heading(raw)
    kind_of(heading, raw)
    beginning(raw)
    names_in_report(raw)


@given(
    st.binary(max_size=400),
    st.sampled_from(["text/plain", "text/html", "multipart/report; boundary=x", "message/rfc822"]),
)
def test_no_bytes_whatever_break_the_reading(raw: bytes, kind: str) -> None:
    whole = f"Content-Type: {kind}\r\nFrom: ".encode() + raw
    kind_of(read_heading(whole), whole)
