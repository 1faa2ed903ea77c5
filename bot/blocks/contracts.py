"""Links that are paid for or agreed on: what a person who marks one hears, and the alarm when one is lost."""

from __future__ import annotations

from dataclasses import replace

from bot.blocks import text
from bot.blocks.chapters import Setting, by_id, change_chapter
from bot.blocks.elements import context, message, section
from bot.blocks.footers import site_title
from storage.domain import Backlink, ContractLosses, LinkState, Message, Thread

_WHY = "Told at once because it is under contract; the digest will not repeat it."


def noted(link: Backlink, *, is_news: bool) -> Message:
    page = text.page_link(link.source_url)
    known = "is under contract now" if is_news else "was under contract already"
    says = f"{page} {known}: I look at it daily, and tell its loss at once. `/backlinks contract PAGE end` ends that."
    if link.state is LinkState.LOST:
        says += " The link is lost at the moment; `/backlinks explain PAGE` says why."
    return message(f"{text.outside(text.page_name(link.source_url), 90)} {known}.", (section(says),))


def ended(link: Backlink, *, is_news: bool) -> Message:
    page = text.page_link(link.source_url)
    known = "is under contract no longer" if is_news else "was not under contract"
    says = f"{page} {known}: it is watched like any other link, and its loss stands in the digest."
    return message(f"{text.outside(text.page_name(link.source_url), 90)} {known}.", (section(says),))


def losses_thread(losses: ContractLosses, key: str) -> Thread | None:
    """The loss of a contract does not wait for the digest. None where there is nothing to tell, or no channel."""
    channel_id = losses.site.settings.channel_id
    setting = Setting(losses.site, key.rpartition("/")[2], by_id(losses.incidents))
    chapter = change_chapter(f"Contract lost for {site_title(losses.site)}", losses.lost, setting, "/backlinks lost")
    if channel_id is None or chapter is None:
        return None
    first, *more = chapter.replies
    return Thread(key, channel_id, replace(first, blocks=(*first.blocks, context(_WHY))), tuple(more))
