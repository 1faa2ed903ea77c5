"""/outreach: the queue and everybody's own, steps that are done, whom nobody writes to, and a page from a message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.blocks.elements import Button, actions, message
from storage.domain import AuditEntry, LinkedPage, PageFault, ProspectState, Sighting, Thread
from tests.bot.mentioning import add_site
from tests.bot.outreaching import approved, now, office, outreach, press, suggested
from tests.bot.running import LINKS, Bot
from tests.jobs.outreach import everyone


def test_the_queue_is_shown_ten_at_a_time_with_what_each_waits_for(bot: Bot) -> None:
    site = add_site(bot)
    for number in range(1, 13):
        office(bot, site).suggested(f"https://site{number}.example/tools", value=number / 100)
    suggested(bot, site, sighting=Sighting.NO_ANSWER)
    shown = outreach(bot, "")
    assert "To approve: 12 · acme.com" in shown
    assert "site12.example/tools> · Mention without link · worth 12 · *ready*" in shown
    assert "Not shown: 1 whose page does not answer me." in shown
    assert "site2.example" not in shown
    assert "Review 10" in shown
    older = press(bot, "outreach_more")
    assert "site2.example" in older
    assert "site12.example" not in older
    assert len(bot.told()) == 1, "the page was turned in its place"


def test_a_site_is_named_where_there_are_several(bot: Bot) -> None:
    add_site(bot)
    assert "Nothing waits for your approval" in outreach(bot, "queue acme.com")
    add_site(bot, "other.com", ())
    assert "Which site?" in outreach(bot, "queue")
    assert "To approve: 0 · other.com" in outreach(bot, "queue other.com")
    assert "Use it as `/outreach queue [SITE]`" in outreach(bot, "queue a b")


def test_everybody_sees_what_is_theirs_to_do(bot: Bot) -> None:
    site = add_site(bot)
    assert "Nothing is yours to do." in outreach(bot, "mine")
    target = approved(bot, site)
    shown = outreach(bot, "mine")
    assert "Send the letter" in shown
    assert f"#{target.id}" in shown
    assert "Nothing is yours to do." in outreach(bot, "mine", user="maya")


def test_a_page_is_suggested_once_and_by_anybody(bot: Bot) -> None:
    add_site(bot)
    assert "is suggested for acme.com" in outreach(bot, "add https://news.example/tools", user="maya")
    assert "has an open target already" in outreach(bot, "add news.example/other")
    assert "is a page of your own site" in outreach(bot, "add https://acme.com/about")
    assert "Use it as `/outreach add PAGE [SITE]`" in outreach(bot, "add")


def test_done_takes_a_target_one_step_further_and_says_what_it_waits_for_otherwise(bot: Bot) -> None:
    site = add_site(bot)
    target = suggested(bot, site)
    assert "waits for an approval." in outreach(bot, f"done {target.id}")
    bot.side.services.decide.approve(bot.side.workspace.id, target.ticket, "U0ROBIN")
    assert "noted as written to. I look for the link" in outreach(bot, f"done #{target.id}")
    assert now(bot, target).state is ProspectState.CONTACTED
    assert now(bot, target).contacted_by == "U0ROBIN"
    assert "waits for their answer; a follow-up is due" in outreach(bot, f"done {target.id}")
    _advance(bot, target, follow_up_due=True, next_step_at=None)
    assert "the follow-up was sent" in outreach(bot, f"done {target.id}")
    assert now(bot, target).follow_ups == 1
    _advance(bot, target, state=ProspectState.WON, won_at=bot.side.deliver.now())
    assert "thanks sent" in outreach(bot, f"done {target.id}")
    assert now(bot, target).thanked_at is not None
    assert "stands at “won”: nothing is left to do." in outreach(bot, f"done {target.id}")


def _advance(bot: Bot, target, **values: object) -> None:
    before = now(bot, target)
    with bot.store.transaction(bot.side.workspace.id) as tx:
        tx.prospects.advance(before, replace(before, **values))


@pytest.mark.parametrize("typed", ["done 4711", "done 0", "won 99999999999999999999", "done #99999999999999999"])
def test_a_number_that_stands_for_nothing_is_met_with_one_sentence(bot: Bot, typed: str) -> None:
    add_site(bot)
    assert "I know no such target." in outreach(bot, typed)


def test_done_needs_a_number(bot: Bot) -> None:
    add_site(bot)
    for typed in ("done", "done news.example", "done 1 2"):
        assert "Use it as `/outreach done ID`" in outreach(bot, typed)


def test_only_our_own_visit_makes_a_target_won(bot: Bot) -> None:
    site = add_site(bot)
    target = approved(bot, site)
    outreach(bot, f"done {target.id}")
    assert "Only my own visit makes it won" in outreach(bot, f"won #{target.id}")
    assert now(bot, target).state is ProspectState.CONTACTED
    assert now(bot, target).link_id is not None
    rejected = suggested(bot, site, 2)
    bot.side.services.decide.reject(bot.side.workspace.id, rejected.ticket, "U0ROBIN", "no")
    assert "stands at “rejected”: there is no link to look for." in outreach(bot, f"won {rejected.id}")


def test_wins_and_figures_are_told_for_a_site_or_for_all(bot: Bot) -> None:
    site = add_site(bot)
    assert "No link was won by asking" in outreach(bot, "won")
    target = approved(bot, site)
    outreach(bot, f"done {target.id}")
    _advance(bot, target, state=ProspectState.WON, won_at=bot.side.deliver.now())
    assert "1 link won in 180 days" in outreach(bot, "won")
    assert "1 link won for acme.com in 180 days" in outreach(bot, "won acme.com")
    told = outreach(bot, "stats")
    assert "1 suggested → 1 approved → 1 contacted → 0 replied → 1 won (100% of those contacted)" in told
    assert "acme.com: 1 of 20" in told
    assert "named without a link: 15% (usual; your own from 20 cases on: 1 of 1 won so far)" in told
    assert "acme.com" in outreach(bot, "stats acme.com")


def test_a_broken_page_of_ours_is_shown_and_looked_at_again(bot: Bot) -> None:
    site = add_site(bot)
    at = bot.side.deliver.now()
    with bot.store.transaction(bot.side.workspace.id) as tx:
        tx.linked_pages.note_counts([LinkedPage(0, site.id, "https://acme.com/old", 3, 2, 60, at)], at)
        page = tx.linked_pages.by_url(site.id, "https://acme.com/old")
        assert page is not None
        tx.linked_pages.record(replace(page, fault=PageFault.GONE, status=410, faulty_since=at, next_due_at=at))
    bot.side.services.propose.propose()
    assert "1 page of yours is broken; nobody has to be asked." in outreach(bot, "queue")
    listed = press(bot, "outreach_fixes")
    assert "/old> answers “gone” (410)" in listed
    with bot.store.reading(bot.side.workspace.id) as tx:
        (target,) = everyone(tx)
    assert "is looked at again now" in outreach(bot, f"done {target.id}")
    with bot.store.reading(bot.side.workspace.id) as tx:
        hurried = tx.linked_pages.by_url(site.id, "https://acme.com/old")
    assert hurried is not None
    assert hurried.next_due_at < at


def test_whom_nobody_may_write_to_is_added_listed_lifted_and_forgotten(bot: Bot) -> None:
    site = add_site(bot)
    target = approved(bot, site)
    assert "Nobody is on the do-not-contact list." in outreach(bot, "dnc")
    assert "1 open target there is closed." in outreach(bot, "dnc news1.example asked us to stop", user="maya")
    assert now(bot, target).state is ProspectState.DO_NOT_CONTACT
    assert "on the do-not-contact list already" in outreach(bot, "dnc https://news1.example/tools")
    assert "asked us to stop" in outreach(bot, "dnc")
    assert "1 target can be decided again." in outreach(bot, "dnc remove news1.example")
    assert "is not on the do-not-contact list" in outreach(bot, "dnc remove news1.example")
    assert "Forgotten" in outreach(bot, "dnc forget Robin@news1.example")
    listed = outreach(bot, "dnc")
    assert "(forgotten) sha256:" in listed
    assert "robin@news1.example" not in listed.lower()
    assert "may be written to again" in outreach(bot, "dnc remove <mailto:robin@news1.example|robin@news1.example>")
    assert "Use it as `/outreach dnc" in outreach(bot, "dnc remove")
    assert "is not a domain" in outreach(bot, "dnc rubbish")


def test_a_guest_forgets_nobody(bot: Bot) -> None:
    add_site(bot)
    outreach(bot, "dnc robin@news1.example")
    outreach(bot, "dnc forget robin@news1.example", user="omar")
    assert "robin@news1.example" in outreach(bot, "dnc")


def test_a_long_do_not_contact_list_is_turned_page_by_page(bot: Bot) -> None:
    add_site(bot)
    for number in range(12):
        bot.side.services.suppress.add(bot.side.workspace.id, f"site{number}.example", "U0ROBIN", "")
    first = outreach(bot, "dnc")
    second = press(bot, "dnc_more")
    assert sum(f"site{number}.example" in first for number in range(12)) >= 10
    assert "Do not contact" in second
    assert second != first


def test_only_whoever_may_approve_takes_a_name_off_the_list(bot: Bot) -> None:
    add_site(bot)
    assert "Nobody of this workspace" in outreach(bot, "dnc news1.example", user="omar")
    assert "Guests may not approve" in outreach(bot, "dnc remove news1.example", user="omar")
    assert "news1.example" in outreach(bot, "dnc")


def test_the_audit_of_a_domain_is_shown_and_turned(bot: Bot) -> None:
    site = add_site(bot)
    approved(bot, site)
    assert "prospect approved" in outreach(bot, "audit news1.example")
    at = bot.side.deliver.now()
    with bot.store.transaction(bot.side.workspace.id) as tx:
        for number in range(30):
            tx.audit.add(AuditEntry(at, "U0ROBIN", f"deed {number}", "news1.example", {}, "news1.example"))
    assert "deed 29" in outreach(bot, "audit https://news1.example/tools")
    assert "prospect approved" in press(bot, "audit_more")
    assert "Use it as `/outreach audit DOMAIN`" in outreach(bot, "audit")


def test_the_page_in_a_message_is_suggested_from_its_menu(bot: Bot) -> None:
    add_site(bot)
    posted = bot.preview.post("Look: https://news.example/tools?a=1&b=2")
    bot.preview.shortcut("outreach_add", posted)
    assert bot.wait_for(bot.told)
    assert "/tools?a=1&amp;b=2> is suggested for acme.com" in bot.told()[0]


@pytest.mark.parametrize("words", ["no link here", "https://a.example/ or https://b.example/"])
def test_a_form_asks_when_a_message_does_not_say_which_page(bot: Bot, words: str) -> None:
    add_site(bot)
    bot.preview.shortcut("outreach_add", bot.preview.post(words))
    assert bot.wait_for(bot.preview.view)
    bot.preview.submit({"page": "https://acme.com/"})
    view = bot.preview.view()
    assert view is not None
    assert "your own site" in bot.preview.view_errors(view)["page"]
    bot.preview.submit({"page": "https://b.example/"})
    assert bot.wait_for(bot.direct)
    assert "b.example> is suggested" in bot.direct()[0]


@pytest.mark.parametrize("action", ["outreach_more", "outreach_queue", "outreach_fixes", "audit_more", "dnc_more"])
@pytest.mark.parametrize("value", ["rubbish", "99999999:0", "1" * 40, "-1:-1"])
def test_a_tampered_button_is_answered_with_one_sentence_or_a_list(bot: Bot, action: str, value: str) -> None:
    add_site(bot)
    old = Thread("old", LINKS, message("An old message", [actions(Button("More", action, value))]))
    with bot.store.transaction(bot.side.workspace.id) as tx:
        tx.outbox.put(old, bot.side.deliver.now())
    assert bot.wait_for(bot.posted)
    bot.preview.click(bot.posted()[0], action)
    assert bot.wait_for(bot.told)
    assert "Something went wrong" not in bot.told()[-1]
