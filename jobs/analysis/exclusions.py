"""Says why a page that names a brand is no place to ask for a link (PRODUCT.md §5.6)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from jobs.analysis.addresses import OwnDomains, registrable_domain


@dataclass(frozen=True, slots=True)
class Circumstances:
    """``muted`` domains the team does not want to hear of; ``competitors`` are their names or domains."""

    own: OwnDomains
    competitors: Collection[str] = ()
    muted: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Exclusion:
    """``may_engage``: people talk there, so one may join in, but not ask for links.

    ``is_owner``: it is for whose the page is, not for what kind of page.
    """

    reason: str
    may_engage: bool = False
    is_owner: bool = False


_SEARCH = "search results, not a page of its own"
_JOBS = "a job board"
_COUPONS = "a coupon site"
_REVIEWS = "a review directory"
_SOCIAL = "a social network: count it, and join in where it helps"
_FORUM = "a forum: join in rather than ask for a link"
_LISTS = "a collector of other sites' pages"


def _named(text: str) -> frozenset[str]:
    return frozenset(text.split())


_KINDS: dict[str, frozenset[str]] = {
    _SEARCH: _named(
        """
        google.com bing.com duckduckgo.com yahoo.com yandex.com yandex.ru baidu.com ecosia.org startpage.com
        brave.com kagi.com qwant.com naver.com seznam.cz
        """
    ),
    _JOBS: _named(
        """
        indeed.com glassdoor.com monster.com ziprecruiter.com stepstone.de xing.com simplyhired.com dice.com
        lever.co greenhouse.io workable.com jobs.com careerbuilder.com totaljobs.com reed.co.uk infojobs.net
        smartrecruiters.com wellfound.com builtin.com jooble.org adzuna.com talent.com seek.com.au naukri.com
        """
    ),
    _COUPONS: _named(
        """
        retailmenot.com groupon.com coupons.com couponfollow.com honey.com joinhoney.com slickdeals.net wethrift.com
        vouchercodes.co.uk mydealz.de gutscheine.de dealspotr.com savings.com rakuten.com hotukdeals.com
        """
    ),
    _REVIEWS: _named(
        """
        trustpilot.com g2.com capterra.com getapp.com softwareadvice.com sitejabber.com yelp.com tripadvisor.com
        trustradius.com bbb.org crunchbase.com zoominfo.com apollo.io rocketreach.co owler.com dnb.com
        similarweb.com alternativeto.net producthunt.com craft.co
        """
    ),
    _SOCIAL: _named(
        """
        facebook.com instagram.com x.com twitter.com linkedin.com tiktok.com pinterest.com threads.net snapchat.com
        bsky.app mastodon.social youtube.com vimeo.com telegram.org t.me vk.com weibo.com discord.com whatsapp.com
        """
    ),
    _FORUM: _named(
        """
        reddit.com ycombinator.com quora.com stackoverflow.com stackexchange.com superuser.com serverfault.com
        askubuntu.com lobste.rs lemmy.world lemmy.ml discourse.org tildes.net slashdot.org hackernoon.news
        gutefrage.net
        """
    ),
    _LISTS: _named(
        """
        flipboard.com feedly.com alltop.com scoop.it paper.li newsbreak.com msn.com news.google.com smartnews.com
        webcache.googleusercontent.com archive.org archive.ph
        """
    ),
}
_BY_DOMAIN = {domain: reason for reason, domains in _KINDS.items() for domain in domains}
_ENGAGED = frozenset({_SOCIAL, _FORUM})
# Labels and paths that say what a page is wherever it stands.
_BY_LABEL = {
    "jobs": _JOBS,
    "careers": _JOBS,
    "coupons": _COUPONS,
    "forum": _FORUM,
    "forums": _FORUM,
    "community": _FORUM,
}
_BY_FOLDER = {
    "jobs": _JOBS, "careers": _JOBS, "stellenangebote": _JOBS, "coupons": _COUPONS, "coupon-codes": _COUPONS,
    "promo-codes": _COUPONS, "forum": _FORUM, "forums": _FORUM, "search": _SEARCH, "tag": _LISTS, "tags": _LISTS,
}  # fmt: skip
_HOME = "a home page: it says too little of why it names you"


def exclusion(url: str, where: Circumstances) -> Exclusion | None:
    """Why nobody should be asked there, or None."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    domain = registrable_domain(host) or host
    if where.own.owns_host(host):
        return Exclusion("a page of your own", is_owner=True)
    if any(_is_of(name, domain, host) for name in where.competitors):
        return Exclusion("a competitor's page", is_owner=True)
    if domain in where.muted or host in where.muted:
        return Exclusion("you muted this domain", is_owner=True)
    reason = _BY_DOMAIN.get(host) or _BY_DOMAIN.get(domain) or _by_place(host, domain, parts.path)
    if reason is None and parts.path in ("", "/") and not parts.query:
        reason = _HOME
    return None if reason is None else Exclusion(reason, may_engage=reason in _ENGAGED)


def _is_of(name: str, domain: str, host: str) -> bool:
    """Whether a competitor is at home there: ``Globex Corp`` at globexcorp.com and globex-corp.de."""
    plain = name.casefold()
    label = domain.partition(".")[0]
    return plain in (domain, host) or "".join(plain.split()) == label.replace("-", "")


def _by_place(host: str, domain: str, path: str) -> str | None:
    label = host.removesuffix(domain).rstrip(".").rpartition(".")[2]
    folders = [folder.casefold() for folder in path.split("/") if folder]
    return _BY_LABEL.get(label) or (_BY_FOLDER.get(folders[0]) if len(folders) > 1 else None)
