"""Tells a referer that may be a page with a link to us from search engines, social networks, mail and spam."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from jobs.analysis.addresses import AddressError, OwnDomains, PageAddress, page_address

_ENGINES = frozenset({"google", "bing", "yandex", "baidu"})  # under any suffix
_OF_PEOPLE = frozenset({"sites.google.com", "groups.google.com"})  # whose pages there are theirs
_ROOMS = frozenset({"search", "mail", "webmail", "email", "login"})  # as a part of a host's name
# Search engines, machines that answer, networks and mail whose pages are not for everybody; and the last three lines:
# names that are sent without a visitor, so that somebody looks them up.
_NAMES = """
duckduckgo.com startpage.com brave.com sogou.com so.com seznam.cz kagi.com mojeek.com swisscows.com qwant.com
ecosia.org ask.com aol.com ya.ru petalsearch.com presearch.com lilo.org metager.de dogpile.com rambler.ru
chatgpt.com openai.com perplexity.ai claude.ai copilot.microsoft.com you.com phind.com poe.com
facebook.com fb.com instagram.com threads.net t.co twitter.com x.com linkedin.com lnkd.in pinterest.com tiktok.com
snapchat.com whatsapp.com wa.me t.me telegram.org discord.com slack.com teams.microsoft.com vk.com ok.ru weibo.com
wechat.com line.me messenger.com
live.com office.com office365.com outlook.com proton.me protonmail.com mail.ru gmx.net gmx.com web.de fastmail.com
zoho.com icloud.com mailchimp.com list-manage.com
semalt.com semaltmedia.com buttons-for-website.com darodar.com ilovevitaly.com priceg.com best-seo-offer.com
blackhatworth.com hulfingtonpost.com iskalko.ru simple-share-buttons.com social-buttons.com free-share-buttons.com
event-tracking.com 4webmasters.org trafficmonetize.org webmonetizer.net traffic2cash.xyz trafficbot.life bottraffic.live
"""
_NOT_PAGES = frozenset(_NAMES.split())
_SECRETS = re.compile(r"token|session|sid|auth|key|pass|secret|e?mail|user|login|code", re.I)
_INSIDE = re.compile(r"(?:^|\.)(?:localhost|local|internal|intranet|lan|corp|home|localdomain|test|invalid)$")


def page_of_another(referer: str, own: OwnDomains) -> PageAddress | None:
    """The page a visitor came from, if it can be somebody's page that anyone may read."""
    try:
        page = page_address(referer)
    except AddressError:
        return None
    if "." not in page.host or page.host.rpartition(".")[2].isdecimal() or page.host.startswith("["):
        return None
    if own.owns_host(page.host) or _INSIDE.search(page.host) or _is_known(page):
        return None
    return None if _is_personal(page.url) else page


def _is_known(page: PageAddress) -> bool:
    if page.host in _OF_PEOPLE:
        return False
    is_engine = page.domain.partition(".")[0] in _ENGINES
    return (
        is_engine or not _NOT_PAGES.isdisjoint((page.domain, page.host)) or not _ROOMS.isdisjoint(page.host.split("."))
    )


def _is_personal(url: str) -> bool:
    """Whether the address itself may be somebody's secret: such a page is nobody's to visit."""
    query = url.partition("?")[2]
    if "@" in query or "%40" in query:
        return True
    return any(_SECRETS.search(name) for name, _ in parse_qsl(query, keep_blank_values=True, max_num_fields=None))
