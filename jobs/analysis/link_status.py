"""How a page that names a brand links to it: straight, by a redirect, to a broken page, elsewhere, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from jobs.analysis.addresses import AddressError, OwnDomains, canonical_key
from jobs.analysis.brand_terms import BrandTerms
from jobs.analysis.detours import holds_us, is_named_redirector
from jobs.analysis.pages import Page, PageLink
from jobs.analysis.redirectors import SHORTENERS, is_no_redirector, stated_destination
from jobs.analysis.unlinked import mention_of
from storage.domain import Brand, LinkStatus

_MOST_ASKED = 5


@dataclass(frozen=True)
class OwnPlaces:
    """Where a brand is at home: its domains, and ``profiles``, its pages on other people's sites."""

    domains: OwnDomains
    profiles: tuple[str, ...] = ()
    brands: tuple[Brand, ...] = field(default=(), repr=False)

    def is_profile(self, url: str) -> bool:
        key = _key(url)
        return any(key == profile or key.startswith((f"{profile}/", f"{profile}?")) for profile in self._profile_keys)

    @cached_property
    def terms(self) -> BrandTerms:
        return BrandTerms(self.brands)

    @cached_property
    def _profile_keys(self) -> tuple[str, ...]:
        return tuple(key for profile in self.profiles if (key := _key(profile)))


def link_status(
    page: Page, own: OwnPlaces, followed: Sequence[PageLink] = (), broken: Collection[str] = ()
) -> LinkStatus:
    """Of a page read with every link. ``followed`` links are known to end at their target, one of ours, by a redirect.

    ``broken`` are targets of ours that are gone. A page that nobody could read is ``UNVERIFIED``: that is the caller's
    to know.
    """
    straight = [link for link in page.links if own.domains.owns(link.target_url)]
    whole = [link for link in straight if link.target_url not in broken]
    if any(link.follow for link in whole) or _is_same_entity(page, own):
        return LinkStatus.LINKED
    if whole:
        return LinkStatus.LINKED_NOFOLLOW
    redirected = [*followed, *_stated(page, own)]
    if any(link.target_url not in broken for link in redirected):
        return LinkStatus.LINKED_VIA_REDIRECT
    if straight or redirected:
        return LinkStatus.LINKED_BROKEN
    return _without_link(page, own)


def links_to_ask(page: Page, own: OwnDomains) -> tuple[PageLink, ...]:
    """At most five links that may lead to us through another server, the likeliest first. Nothing else tells."""
    found = {link.target_url: link for link in page.links if _may_lead_to(own, link)}
    return tuple(sorted(found.values(), key=lambda link: not holds_us(link.target_url, own))[:_MOST_ASKED])


def own_targets(page: Page, own: OwnDomains) -> tuple[str, ...]:
    """The pages of ours that it links to, whose health decides whether a link is broken."""
    return tuple(dict.fromkeys(link.target_url for link in page.links if own.owns(link.target_url)))


def _without_link(page: Page, own: OwnPlaces) -> LinkStatus:
    if any(own.is_profile(link.target_url) for link in page.links):
        return LinkStatus.LINKED_ELSEWHERE
    if mention_of(page.text, own.domains) is not None:
        return LinkStatus.PLAIN_URL
    return LinkStatus.UNLINKED


def _stated(page: Page, own: OwnPlaces) -> Iterator[PageLink]:
    for link in page.links:
        destination = stated_destination(link.target_url)
        if destination is not None and own.domains.owns(destination):
            yield link


def _is_same_entity(page: Page, own: OwnPlaces) -> bool:
    """The page says for machines that what it calls by our name is at our address."""
    return any(
        any(map(own.domains.owns, entity.urls)) and bool(own.terms.find(entity.name)) for entity in page.data.same_as
    )


def _may_lead_to(own: OwnDomains, link: PageLink) -> bool:
    url = link.target_url
    if own.owns(url) or is_no_redirector(url):
        return False
    host = url.partition("//")[2].partition("/")[0].removeprefix("www.").lower()
    return host in SHORTENERS or holds_us(url, own) or is_named_redirector(url, own)


def _key(url: str) -> str:
    try:
        return canonical_key(url)
    except AddressError:
        return ""
