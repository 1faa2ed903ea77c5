"""One sentence for what somebody asked to be done about a target, and the form that suggests a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.blocks import names, text, times
from bot.blocks.elements import Block, actions, message, section
from bot.blocks.footers import site_name, site_title
from bot.blocks.inputs import Field, Option, View, modal, select, text_input
from bot.blocks.outreach_lists import open_button
from bot.blocks.outreach_words import STATES
from storage.domain import Message, Origin, Prospect, ProspectCard, ProspectState, Site, SiteId

SITE: Final = "site"
PAGE: Final = "page"

_OBSTACLE = 300
_PAGE = Field(PAGE, "Page to ask for a link", example="https://blog.example/best-tools")


def suggest_modal(sites: Sequence[Site], page: str = "", chosen: SiteId | None = None) -> View:
    options = [Option(site_title(site), str(site.id)) for site in sites]
    blocks: list[Block] = [
        select(Field(SITE, "For your site"), options, str(chosen or sites[0].id)),
        text_input(_PAGE, page),
    ]
    return modal(names.PROSPECT_VIEW, "Ask for a link", "Suggest it", blocks)


def suggested(card: ProspectCard) -> Message:
    return _about(card, f"is suggested for {site_name(card.site)}. I look at it now; then it is in the queue.")


def letter_sent(card: ProspectCard) -> Message:
    return _about(card, f"noted as written to.{_look(card.prospect)}")


def follow_up_sent(card: ProspectCard) -> Message:
    return _about(card, f"noted that the follow-up was sent.{_look(card.prospect)}")


def thanks_sent(card: ProspectCard) -> Message:
    return _about(card, "is done: link won, thanks sent.")


def page_looked_for(card: ProspectCard) -> Message:
    return _about(card, "is looked at now. Only my own visit makes it won; its card says so when the link is there.")


def own_page_looked_at(card: ProspectCard) -> Message:
    return _about(card, "is looked at again now; once it works, I close this by myself.")


def own_page_unlinked(card: ProspectCard) -> Message:
    return _about(card, "has no link to it any more that I know of; I close this by myself.")


def nothing_to_do(card: ProspectCard) -> Message:
    """What it waits for, when there is no step that a person could have done."""
    return _about(card, _waits_for(card))


def nothing_to_look_for(card: ProspectCard) -> Message:
    return _about(card, f"{_stands(card.prospect)}: there is no link to look for.")


def _about(card: ProspectCard, says: str) -> Message:
    prospect = card.prospect
    said = f"*#{prospect.id}* {text.page_link(prospect.url)} {says}"
    return message(said, [section(said), actions(open_button(prospect))])


def _waits_for(card: ProspectCard) -> str:
    prospect = card.prospect
    if card.unsure is not None:
        return "waits for you to say whether its mail was sent: open it."
    if card.leaves_at is not None:
        return f"leaves by mail {times.moment(card.leaves_at)}; there is nothing for you to do."
    if prospect.state is ProspectState.SUGGESTED:
        return _waits_for_approval(card)
    match prospect.state:
        case ProspectState.CONTACTED if prospect.next_step_at is not None:
            return f"waits for their answer; a follow-up is due {times.moment(prospect.next_step_at)}."
        case ProspectState.CONTACTED | ProspectState.REPLIED:
            return f"waits for their {'link' if prospect.replied_at else 'answer'}.{_look(prospect)}"
        case ProspectState.SNOOZED if prospect.snoozed_until is not None:
            return f"is put off and comes back {times.moment(prospect.snoozed_until)}."
        case _:
            return f"{_stands(prospect)}: nothing is left to do."


def _waits_for_approval(card: ProspectCard) -> str:
    if card.obstacles:
        return f"cannot be approved yet: {text.outside(card.obstacles[0], _OBSTACLE)}"
    return "waits for a second approval." if card.prospect.first_by else "waits for an approval."


def _stands(prospect: Prospect) -> str:
    if prospect.origin is Origin.BROKEN_TARGET:
        return "is a page of yours, and yours to mend"
    return f"stands at “{STATES[prospect.state]}”"


def _look(prospect: Prospect) -> str:
    if prospect.next_look_at is None:
        return ""
    return f" I look for the link {times.moment(prospect.next_look_at)}."
