"""A domain's audit as a person reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import names
from bot.blocks.audit import AuditWanted, audit_list, proof_words
from jobs.read_audit import AuditPage
from storage.domain import AuditEntry, AuditProof, AuditRecord, Message
from tests.blocks import strangers
from tests.blocks.judges import judge_message
from tests.blocks.reading import read
from tests.blocks.samples import NOW

PAGE = "https://blog.example/post"


def record(
    seq: int, verb: str = "approved", subject: str = PAGE, actor: str = "U0ROBIN", **said: object
) -> AuditRecord:
    return AuditRecord(seq, AuditEntry(NOW + timedelta(hours=seq), actor, verb, subject, said, "blog.example"), "")


def judged(message: Message) -> Message:
    judge_message(message)
    return message


def more(message: Message) -> AuditWanted | None:
    buttons = [one for block in message.blocks if block["type"] == "actions" for one in block["elements"]]
    assert all(button["action_id"] == names.AUDIT_MORE for button in buttons)
    return AuditWanted.read(buttons[0]["value"]) if buttons else None


def test_an_entry_says_what_from_what_to_what_why_who_where_and_when() -> None:
    said = {
        "from": "suggested",
        "to": "approved",
        "reason": "a good fit",
        "score": 71,
        "channel": "C0LINKS",
        "ts": "1.0",
    }
    shown = read(judged(audit_list(AuditPage("blog.example", (record(1, **said),)))))
    assert "# Audit: blog.example" in shown
    assert (
        "*approved* [blog.example/post] · suggested → approved · “a good fit” · score: 71 · "
        "by <@U0ROBIN> in <#C0LINKS> · 2026-03-03"
    ) in shown


def test_who_is_no_person_is_named_and_the_domain_is_not_repeated() -> None:
    shown = read(judged(audit_list(AuditPage("blog.example", (record(1, "muted", "blog.example", "command line"),)))))
    assert "*muted* · by command line · 2026" in shown


def test_nothing_done_is_a_sentence() -> None:
    assert judged(audit_list(AuditPage("blog.example", ()))).text == (
        "Nothing was done about blog.example that I know of."
    )


def test_the_button_leads_to_what_came_before_the_last_entry_shown() -> None:
    page = AuditPage("blog.example", (record(9), record(7)), older=5)
    shown = judged(audit_list(page))
    assert more(shown) == AuditWanted("blog.example", 7)
    assert "5 older entries." in read(shown)
    assert more(audit_list(AuditPage("blog.example", (record(9),)))) is None


@strangers.trial
@given(text=strangers.texts, number=st.integers(1, 30), older=st.integers(0, 3))
def test_what_strangers_wrote_fits_and_does_nothing(text: str, number: int, older: int) -> None:
    said = {"from": text, "to": text, "reason": text * 5, "channel": text, text: text, "n": 1, "x": [text]}
    records = tuple(record(100 - one, text, text, text, **said) for one in range(number))
    shown = judged(audit_list(AuditPage("blog.example", records, older)))
    wanted = more(shown)
    left = 0 if wanted is None else wanted.before_seq - (100 - number + 1)
    assert (wanted is None) == (older == 0 and left == 0)


def test_a_page_that_does_not_fit_leaves_the_rest_to_the_next_one() -> None:
    records = tuple(record(100 - one, reason="word " * 100, subject=PAGE + "/long" * 60) for one in range(20))
    shown = judged(audit_list(AuditPage("blog.example", records)))
    wanted = more(shown)
    assert wanted is not None
    assert 81 < wanted.before_seq < 100
    assert f"{wanted.before_seq - 81} older entries." in read(shown)


@pytest.mark.parametrize(
    ("proof", "said"),
    [
        (AuditProof(0, "0"), "no entries, head 0, the chain is unbroken"),
        (AuditProof(1, "ab"), "1 entry, head ab, the chain is unbroken"),
        (AuditProof(9, "ab", 4), "the chain is broken: entry 4 is missing or is not as it was written"),
    ],
)
def test_a_proof_is_one_sentence(proof: AuditProof, said: str) -> None:
    assert said in proof_words(proof)
