"""Templates in Slack: whose they are, the form of one, and the letter as it reads, whatever stands in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.blocks.templates import (
    OCCASIONS,
    TemplateForm,
    letter,
    template_kept,
    template_list,
    template_modal,
    template_reset,
)
from jobs.analysis.drafts import PARTS, PLACEHOLDERS, draft_of
from jobs.analysis.letter_templates import LANGUAGES, built_in
from jobs.edit_templates import sample_facts
from storage.domain import Draft, Occasion, SiteId
from tests.blocks.judges import judge_message, judge_view
from tests.blocks.reading import read, read_view
from tests.blocks.samples import SITE

MENTION = built_in(Occasion.MENTION, "en")
FORM = TemplateForm(SiteId(1), Occasion.MENTION, "en")


def test_the_list_says_of_every_letter_whose_words_it_has() -> None:
    own = (replace(MENTION, lang="sv"), MENTION, built_in(Occasion.PERSON, "de"))
    shown = template_list(SITE, own)
    judge_message(shown)
    lines = read(shown)
    assert "`mention` — a page names you without a link · your own in en, sv" in lines
    assert "`person` — a page that someone of your team suggested · your own in de" in lines
    assert "`nofollow` — a link to you became nofollow · built-in" in lines
    assert set(OCCASIONS) == set(Occasion)


def test_the_form_opens_with_the_words_there_are_and_asks_to_look_first() -> None:
    view = template_modal(FORM, MENTION, SITE)
    judge_view(view)
    shown = read_view(view)
    assert "acme.com · a page names you without a link · en" in shown
    assert "⟦Show the letter⟧" in shown
    assert "`{{ page_title }}`" in shown
    assert MENTION.body in shown
    assert "Last reminder (optional): <plain_text_input> Hello" in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_letter_can_be_looked_at_above_its_fields(lang: str) -> None:
    for occasion in Occasion:
        template = built_in(occasion, lang)
        view = template_modal(FORM, template, SITE, draft_of(template, sample_facts(SITE)))
        judge_view(view)
        assert view["submit"]["text"] == "Keep it"


def test_a_long_letter_is_shown_whole_and_strangers_words_stay_text() -> None:
    body = "<!channel> *bold* <https://evil.example|bank> & " + "a" * 7_000
    draft = Draft("maya@blog.example", "<@U1> *hi*" * 30, body, ("one", "two"))
    view = template_modal(FORM, MENTION, SITE, draft)
    judge_view(view)
    plain = [block["text"]["text"] for block in letter(draft) if block.get("text", {}).get("type") == "plain_text"]
    assert "".join(plain) == body + "onetwo"


def test_the_form_remembers_what_it_is_about_and_what_was_seen() -> None:
    assert TemplateForm.read(FORM.written()) == FORM
    entered = dict(zip(PARTS, (MENTION.subject, MENTION.body, *MENTION.follow_ups), strict=True))
    assert FORM.template(entered) == MENTION
    after = TemplateForm.read(FORM.after(MENTION).written())
    assert not FORM.has_seen(MENTION)
    assert after.has_seen(MENTION)
    for part in PARTS:
        assert not after.has_seen(after.template({**entered, part: entered[part] + "!"}))
    assert len(FORM.after(MENTION).written()) < 100


def test_what_was_done_is_said_in_one_sentence() -> None:
    for said in (
        template_kept(MENTION, SITE),
        template_reset(MENTION, SITE, was_own=True),
        template_reset(MENTION, SITE, was_own=False),
    ):
        judge_message(said)
        assert "`mention` in `en`" in said.text


def test_the_docs_name_every_placeholder_and_occasion() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
    assert [name for name in PLACEHOLDERS if f"`{{{{ {name} }}}}`" not in docs] == []
    assert [occasion for occasion in Occasion if f"| `{occasion}` |" not in docs] == []
