"""Targets in Slack: cards with the letter and its buttons, decisions that everyone sees, and clicks that do nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bot.blocks import names
from bot.preview.values import Message
from storage.domain import Prospect, ProspectState
from tests.bot.outreaching import add_site, buttons, card_of, cards, office, post_queue, suggested
from tests.bot.running import Bot, said
from tests.jobs.outreach import LINE, draft


def state(bot: Bot, prospect: Prospect) -> ProspectState:
    with bot.store.reading(bot.side.workspace.id) as tx:
        found = tx.prospects.get(prospect.id)
    assert found is not None
    return found.state


def press(bot: Bot, prospect: Prospect, name: str, user: str = "robin") -> None:
    bot.preview.click(card_of(bot, prospect), names.at(name, prospect.id), user=user)


def becomes(bot: Bot, prospect: Prospect, has: Callable[[Message], bool]) -> Message:
    assert bot.wait_for(lambda: has(card_of(bot, prospect))), said(card_of(bot, prospect))
    return card_of(bot, prospect)


def test_a_queue_is_one_message_with_a_card_for_each_target(bot: Bot) -> None:
    site = add_site(bot)
    for number in range(1, 4):
        suggested(bot, site, number)
    parent = post_queue(bot)
    assert "3 targets* to approve" in said(parent)
    assert len(cards(bot)) == 3
    card = said(cards(bot)[0])
    for words in ("Teams use *Acme* for it.", "Ask for:*", LINE, "robin@news.example", "nothing between you and"):
        assert words in card
    assert buttons(cards(bot)[0]) == ["Approve", "Edit", "Reject", "Snooze", "Assign", "Never contact"]


def test_an_approval_is_seen_by_everyone_and_leaves_nothing_to_decide(bot: Bot) -> None:
    site = add_site(bot)
    prospect = suggested(bot, site)
    post_queue(bot)
    press(bot, prospect, names.OUTREACH_APPROVE)
    card = becomes(bot, prospect, lambda card: "Approved* by" in said(card))
    assert buttons(card) == ["I sent it", "Edit", "Assign", "Undo"]
    assert "mailto:robin@news.example?subject=" in str(card.content.blocks)
    assert bot.wait_for(lambda: "All decided" in said(bot.posted()[-1]))


def test_who_is_too_late_is_told_who_won_and_sees_the_card_as_it_is(bot: Bot) -> None:
    site = add_site(bot)
    prospect = suggested(bot, site)
    post_queue(bot)
    card, action = card_of(bot, prospect), names.at(names.OUTREACH_APPROVE, prospect.id)
    with ThreadPoolExecutor(2) as people:
        list(people.map(lambda user: bot.preview.click(card, action, user=user), ["robin", "maya"]))
    assert bot.wait_for(lambda: bot.told("robin") + bot.told("maya"))
    (answer,) = bot.told("robin") + bot.told("maya")
    assert "has approved it already. Nothing was changed by you." in answer
    becomes(bot, prospect, lambda card: "Approved* by" in said(card))
    with bot.store.reading(bot.side.workspace.id) as tx:
        assert [entry.verb for entry in tx.audit.about(prospect.url)] == ["prospect approved"]


def test_a_guest_and_a_stranger_may_not_approve_and_are_told_why(bot: Bot) -> None:
    site = add_site(bot)
    prospect = suggested(bot, site)
    post_queue(bot)
    bot.preview.click(card_of(bot, prospect), names.at(names.OUTREACH_APPROVE, prospect.id), user="omar")
    assert bot.wait_for(lambda: bot.told("omar"))
    assert "Guests may not approve here" in bot.told("omar")[0]
    bot.preview.click(card_of(bot, prospect), names.at(names.OUTREACH_APPROVE, prospect.id), user="sasha")
    assert bot.wait_for(lambda: bot.told("sasha"))
    assert "People of other organisations may not approve here" in bot.told("sasha")[0]
    assert state(bot, prospect) is ProspectState.SUGGESTED


def test_without_a_personal_line_there_is_no_approve_button_and_the_form_adds_one(bot: Bot) -> None:
    site = add_site(bot)
    prospect = suggested(bot, site, draft=draft("", "Hello Robin,\n\nCould you link the name?\n\nBest regards"))
    post_queue(bot)
    assert buttons(card_of(bot, prospect))[0] == "Write personal line"
    assert "A personal line is missing" in said(card_of(bot, prospect))
    press(bot, prospect, names.OUTREACH_EDIT)
    assert bot.wait_for(lambda: bot.preview.view() is not None)
    bot.preview.submit({"line": LINE, "then": "keep"})
    card = becomes(bot, prospect, lambda card: "Approve" in buttons(card))
    assert LINE in said(card)
    assert state(bot, prospect) is ProspectState.SUGGESTED


def test_save_and_approve_is_one_step_for_whoever_may(bot: Bot) -> None:
    site = add_site(bot)
    prospect = suggested(bot, site)
    post_queue(bot)
    press(bot, prospect, names.OUTREACH_EDIT)
    assert bot.wait_for(lambda: bot.preview.view() is not None)
    bot.preview.submit({"subject": "Acme, and your table"})
    card = becomes(bot, prospect, lambda card: "Approved* by" in said(card))
    assert "Acme, and your table" in said(card)


def test_an_address_that_is_none_is_refused_at_its_field(bot: Bot) -> None:
    site = add_site(bot)
    prospect = suggested(bot, site)
    post_queue(bot)
    press(bot, prospect, names.OUTREACH_EDIT)
    view = bot.wait_for(lambda: bot.preview.view())
    assert view is not None
    bot.preview.submit({"to": "robin at news"})
    assert bot.wait_for(lambda: bot.preview.view_errors(view))
    assert "is neither an e-mail address" in bot.preview.view_errors(view)["to"]


def test_a_rejection_asks_why_and_can_be_taken_back(bot: Bot) -> None:
    site = add_site(bot)
    prospect = suggested(bot, site)
    post_queue(bot)
    press(bot, prospect, names.OUTREACH_REJECT)
    assert bot.wait_for(lambda: bot.preview.view() is not None)
    bot.preview.submit({"reason": "off topic <!channel>"})
    card = becomes(bot, prospect, lambda card: "Rejected* by" in said(card))
    assert buttons(card) == ["Undo"]
    assert "<!channel>" not in str(card.content.blocks)
    press(bot, prospect, names.OUTREACH_UNDO)
    assert bot.wait_for(lambda: state(bot, prospect) is ProspectState.SUGGESTED)


def test_never_contact_puts_the_domain_on_the_list(bot: Bot) -> None:
    site = add_site(bot)
    prospect = suggested(bot, site)
    post_queue(bot)
    press(bot, prospect, names.OUTREACH_NEVER)
    assert bot.wait_for(lambda: bot.preview.view() is not None)
    bot.preview.submit({"reason": "they asked"})
    becomes(bot, prospect, lambda card: "Never to be contacted* by" in said(card))
    with bot.store.reading(bot.side.workspace.id) as tx:
        assert [entry.value for entry in tx.do_not_contact.all(10)] == ["news1.example"]


def test_snooze_and_assign_are_forms_of_one_field(bot: Bot) -> None:
    site = add_site(bot)
    prospect = suggested(bot, site)
    post_queue(bot)
    press(bot, prospect, names.OUTREACH_ASSIGN)
    assert bot.wait_for(lambda: bot.preview.view() is not None)
    bot.preview.submit({"owner": bot.preview.user("maya").id})
    becomes(bot, prospect, lambda card: "Whose it is:" in said(card))
    press(bot, prospect, names.OUTREACH_SNOOZE)
    assert bot.wait_for(lambda: bot.preview.view() is not None)
    bot.preview.submit({"pause": "7"})
    becomes(bot, prospect, lambda card: "Put off* by" in said(card))


def test_ten_are_reviewed_at_once_and_each_is_decided_by_itself(bot: Bot) -> None:
    site = add_site(bot)
    prospects = [suggested(bot, site, number) for number in range(1, 4)]
    parent = post_queue(bot)
    bot.preview.click(parent, names.OUTREACH_REVIEW)
    assert bot.wait_for(lambda: bot.preview.view() is not None)
    office(bot, site).decide.reject(
        bot.side.workspace.id, office(bot, site).now(prospects[2]).ticket, "U0MAYA", "meanwhile"
    )  # fmt: skip
    bot.preview.submit({"then_0": "approve", "then_1": "reject", "then_2": "approve"})
    assert bot.wait_for(lambda: bot.told())
    assert "1 approved and 1 rejected." in bot.told()[-1]
    assert "has rejected it already" in bot.told()[-1]
    assert sorted(state(bot, one) for one in prospects) == ["approved", "rejected", "rejected"]


def test_the_way_from_approved_to_thanked_is_pressed_on_one_card(bot: Bot) -> None:
    site = add_site(bot)
    prospect = suggested(bot, site)
    post_queue(bot)
    press(bot, prospect, names.OUTREACH_APPROVE)
    becomes(bot, prospect, lambda card: "I sent it" in buttons(card))
    press(bot, prospect, names.OUTREACH_SENT)
    becomes(bot, prospect, lambda card: "They replied" in buttons(card))
    press(bot, prospect, names.OUTREACH_REPLIED)
    card = becomes(bot, prospect, lambda card: "They replied" not in buttons(card))
    assert buttons(card) == ["They declined", "Look for the link now", "Asked to stop"]


def test_the_evidence_of_a_lost_link_leads_to_its_target(bot: Bot) -> None:
    site = add_site(bot)
    link = bot.add_link("https://news1.example/tools")
    prospect = suggested(bot, site, link_id=link.id)
    told = bot.ask("explain https://news1.example/tools")
    assert "Show the target" in told
    answer = bot.preview.ephemerals()[-1]
    bot.preview.click(answer, names.at(names.OUTREACH_OPEN, link.id))
    assert bot.wait_for(lambda: len(bot.told()) > 1)
    assert "On-call tools" in bot.told()[-1]
    assert f"#{prospect.id}" not in told
