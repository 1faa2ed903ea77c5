"""/outreach template: a letter is looked at before it is kept, complaints stand at their field, ours come back."""

from __future__ import annotations

from typing import Any

import pytest

from bot.blocks.help import OUTREACH
from bot.commands.outreach import VERBS
from storage.domain import Occasion, Site, Template
from tests.bot.mentioning import add_site
from tests.bot.running import Bot, said

BODY = "Hi {{ contact_name }},\n\n{{ personal_line }}\n\nCould you link {{ target_url }}?"


def outreach(bot: Bot, text: str, user: str = "robin") -> str:
    """What ``/outreach text`` answers only to the person."""
    before = len(bot.preview.ephemerals(user))
    bot.preview.command("/outreach", text, user=user)
    assert bot.wait_for(lambda: len(bot.preview.ephemerals(user)) > before), f"no answer to {text!r}"
    return said(bot.preview.ephemerals(user)[-1])


def open_form(bot: Bot, text: str = "template mention de") -> None:
    bot.preview.command("/outreach", text)
    assert bot.wait_for(bot.preview.view)


def shown(bot: Bot) -> dict[str, Any]:
    view = bot.preview.view()
    assert view is not None, "the form closed"
    return dict(view.body)


def own(bot: Bot, site: Site, lang: str = "de") -> Template | None:
    with bot.store.reading(bot.side.workspace.id) as tx:
        return tx.templates.chosen(site.id, Occasion.MENTION, lang)


def test_every_verb_of_the_help_is_answered_and_back() -> None:
    assert [command.verb for command in OUTREACH] == list(VERBS)


def test_a_typing_mistake_is_met_with_what_was_probably_meant(bot: Bot) -> None:
    add_site(bot)
    assert "Did you mean `/outreach template`?" in outreach(bot, "templat")
    assert "Did you mean `/outreach template nofollow`?" in outreach(bot, "template nofolow")
    assert "Try one of: mention, broken_mention," in outreach(bot, "template xyzzy")
    assert "Use it as `/outreach template" in outreach(bot, "template mention de now")
    assert "“klingon” is no language" in outreach(bot, "template mention klingon")
    assert "other.example is not one of your sites" in outreach(bot, "template for other.example")


def test_the_letters_are_listed_with_whose_words_they_have(bot: Bot) -> None:
    assert outreach(bot, "template").startswith("There is no site yet.")
    add_site(bot)
    assert "a page names you without a link · built-in" in outreach(bot, "template")


def test_a_letter_is_shown_with_sample_facts_before_it_is_kept(bot: Bot) -> None:
    site = add_site(bot)
    open_form(bot)
    assert "Guten Tag {{ contact_name }}," in str(shown(bot)["blocks"])
    bot.preview.submit({"subject": "Zu {{ page_title }}", "body": BODY, "last_follow_up": ""})
    view = shown(bot)
    assert "Hi Maya Lund,\n\n(Here goes what you write yourself about this page.)" in str(view["blocks"]).replace(
        "\\n", "\n"
    )
    assert view["submit"]["text"] == "Keep it"
    assert own(bot, site) is None
    bot.preview.submit()
    assert bot.preview.view() is None
    kept = own(bot, site)
    assert kept is not None
    assert (kept.subject, kept.body, kept.follow_ups[1]) == ("Zu {{ page_title }}", BODY, "")
    assert bot.wait_for(bot.direct)
    assert "Kept your template `mention` in `de` for acme.com" in bot.direct()[0]
    assert "your own in de" in outreach(bot, "template")
    assert bot.preview.refusals == ()


def test_a_text_changed_after_it_was_shown_is_shown_again_before_it_is_kept(bot: Bot) -> None:
    site = add_site(bot)
    open_form(bot)
    bot.preview.submit({"body": BODY})
    bot.preview.submit({"body": BODY + "\n\nThank you."})
    assert own(bot, site) is None
    assert "/guide?\n\nThank you." in str(shown(bot)["blocks"]).replace("\\n", "\n")
    bot.preview.submit()
    kept = own(bot, site)
    assert kept is not None
    assert kept.body.endswith("Thank you.")


@pytest.mark.parametrize(
    ("field", "entered", "complaint"),
    [
        ("body", "{% for x in page_title %}{{ x }}{% endfor %}", "a loop (for)"),
        ("body", "{{ brand.__class__ }} {{ personal_line }}", "reads a part of a value"),
        ("body", "Hello {{ contact_name }}", "has no {{ personal_line }}"),
        ("body", "{{ personal_lin }}", "Did you mean {{ personal_line }}?"),
        ("subject", "{{ pagetitle }}", "Did you mean {{ page_title }}?"),
        ("subject", "Dear [name]", "“[name]” would stay in the letter"),
        ("first_follow_up", "{{ 9 * 9 }}", "has a fixed value"),
        ("last_follow_up", "{{ brand", "cannot be read near line 1"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_at_its_field(
    bot: Bot, field: str, entered: str, complaint: str
) -> None:
    site = add_site(bot)
    open_form(bot)
    bot.preview.submit({field: entered})
    view = bot.preview.view()
    assert view is not None
    assert complaint in bot.preview.view_errors(view)[field]
    assert own(bot, site) is None


def test_ours_comes_back_when_asked_for(bot: Bot) -> None:
    site = add_site(bot)
    assert "acme.com had no template `mention` in `de` of its own." in outreach(bot, "template mention de reset")
    open_form(bot, "template mention de for acme.com")
    bot.preview.submit({"body": BODY})
    bot.preview.submit()
    assert own(bot, site) is not None
    assert "Took back your template `mention` in `de`" in outreach(bot, "template mention DE reset for acme.com")
    assert own(bot, site) is None


def test_a_form_delivered_three_times_is_kept_once(bot: Bot) -> None:
    site = add_site(bot)
    open_form(bot)
    bot.preview.submit({"body": BODY})
    bot.preview.faults.repeat_envelopes(3)
    bot.preview.submit()
    bot.preview.faults.clear()
    assert bot.wait_for(bot.direct)
    assert own(bot, site) is not None
    with bot.store.reading(bot.side.workspace.id) as tx:
        changes = [entry for entry in tx.audit.about("acme.com") if entry.verb == "template changed"]
    assert len(changes) == 1
