"""Fix it yourself, in Slack: the redirect is there to copy, and Done has the page looked at and its line renewed."""

from __future__ import annotations

from dataclasses import replace

from bot.blocks.digest import digest_thread
from bot.preview.values import Message
from storage.domain import LinkedPage, LinkedPages, LinkState, PageFault, RedirectSuggestion, Site
from tests.blocks.samples import digest
from tests.bot.mentioning import add_site
from tests.bot.running import Bot, said
from tests.storage.building import FACTS, new_link, saw


def broken_page(bot: Bot, site: Site) -> LinkedPage:
    workspace, now = bot.side.workspace.id, bot.side.deliver.now()
    with bot.store.transaction(workspace) as tx:
        link, _ = tx.backlinks.add(site.id, new_link("l"), now)
        tx.backlinks.record(replace(link, state=LinkState.LIVE, facts=FACTS), saw(link.id, link.slot, now))
        tx.linked_pages.note_counts(tx.linked_pages.counted(site.id, now, 10), now)
        page = tx.linked_pages.by_url(site.id, FACTS.target_url)
        assert page is not None
        gone = replace(page, fault=PageFault.NOT_FOUND, faulty_since=now, checked_at=now, status=404)
        tx.linked_pages.record(replace(gone, next_due_at=now.replace(year=2099)))
        found = RedirectSuggestion("https://acme.com/guides", 0.74, "its address has “guides” too")
        tx.linked_pages.note_suggestion(page.id, found, now)
        broken = tx.linked_pages.get(page.id)
    assert broken is not None
    return broken


def posted(bot: Bot, site: Site, page: LinkedPage) -> Message:
    thread = digest_thread(digest(site=site, own_pages=LinkedPages(broke=(page,))), "digest/test")
    assert thread is not None
    with bot.store.transaction(bot.side.workspace.id) as tx:
        tx.outbox.put(thread, bot.side.deliver.now())
    assert bot.wait_for(lambda: bot.posted() and bot.preview.thread(bot.posted()[0]))
    return bot.preview.thread(bot.posted()[0])[0]


def test_the_redirect_stands_in_a_form_of_its_own_to_be_copied(bot: Bot) -> None:
    site = add_site(bot)
    page = broken_page(bot, site)
    bot.preview.click(posted(bot, site, page), f"fix_copy:{page.id}")
    assert bot.wait_for(lambda: bot.preview.view() is not None)
    shown = str(bot.preview.view())
    assert "RewriteRule ^/?" in shown
    assert "return 301" in shown
    assert "https://acme.com/guides" in shown


def test_done_has_the_page_looked_at_at_once_and_its_line_says_what_came_of_it(bot: Bot) -> None:
    site = add_site(bot)
    page = broken_page(bot, site)
    message = posted(bot, site, page)
    bot.preview.click(message, f"fix_done:{page.id}")

    def is_due() -> bool:
        with bot.store.surveying() as tx:
            return [one.id for _, one in tx.linked_pages.due(bot.side.deliver.now(), 10)][:1] == [page.id]

    assert bot.wait_for(is_due)
    now = bot.side.deliver.now()
    with bot.store.transaction(bot.side.workspace.id) as tx:
        works = replace(page, fault=None, faulty_since=None, status=200, checked_at=now)
        tx.linked_pages.record(replace(works, next_due_at=now.replace(year=2099)))
    assert bot.wait_for(lambda: "works again" in said(bot.preview.thread(bot.posted()[0])[0]))
    assert "Done" not in str(bot.preview.thread(bot.posted()[0])[0].content.blocks)
