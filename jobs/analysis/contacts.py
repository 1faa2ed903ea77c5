"""Whom to write to about one page, by what that page itself shows: nothing is followed, and few are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from unicodedata import combining, normalize
from urllib.parse import unquote, urljoin, urlsplit

from jobs.analysis import contact_words as words
from jobs.analysis.addresses import AddressError, page_address, registrable_domain
from jobs.analysis.mail_sights import MailSight, mail_sights
from jobs.analysis.pages import Page, PageLink
from storage.domain import Contact, ContactKind, Placement

_MOST = 5
_MOST_OF_A_RANK = 2
_LONGEST_NAME = 60
_MOST_LINKS = 5_000
_WORD = re.compile(r"[^\W\d_]+")
_BY = re.compile(
    r"^\W*(?:(?:written|posted|words|text) by|by|von|par|por|di|da|door|av|af|от|автор|author|about)\b\W*",
    re.IGNORECASE,
)

_AFTER_NAME = re.compile(r"[,|;/(•·]| [-–—] | (?:and|und|et|y|e|en|och|og|i|и|&) ")


class _Rank(IntEnum):
    PERSON = 0
    PROFILE = 1
    EDITORS = 2
    GENERAL = 3
    CONTACT = 4
    IMPRINT = 5
    OTHER = 6
    ABOUT = 7


_Ranked = tuple[_Rank, Contact]


def contacts_on(page: Page) -> tuple[Contact, ...]:
    """At most five, best first: whoever wrote the page, then those who edit it, then anyone of the site.

    ``page`` must have been read with every link.
    """
    found = _Finding(page)
    ranked = sorted((*found.mails(), *found.profiles(), *found.pages()), key=lambda one: one[0])
    return tuple(_few(ranked))


def _few(ranked: Iterable[_Ranked]) -> Iterator[Contact]:
    """Each address once, and no rank so often that it hides the others."""
    seen: set[str] = set()
    of_rank = dict.fromkeys(_Rank, 0)
    for rank, contact in ranked:
        key = contact.address.casefold().rstrip("/")
        if key in seen or of_rank[rank] == _MOST_OF_A_RANK or len(seen) == _MOST:
            continue
        seen.add(key)
        of_rank[rank] += 1
        yield contact


@dataclass(frozen=True)
class _Finding:
    page: Page

    @cached_property
    def _domain(self) -> str | None:
        try:
            return page_address(self.page.url).domain
        except AddressError:
            return None

    @cached_property
    def _author(self) -> str:
        """By the page's own data, or else the one name that its byline links."""
        if self.page.data.author:
            return _first_name_in(self.page.data.author)
        links = list(self._profile_links())
        for profiles in ([link for link in links if "author" in link.rel], links):
            bylines = {_as_name(link.anchor_text) for link in profiles} - {""}
            if len(bylines) == 1:
                return bylines.pop()
        return ""

    def mails(self) -> Iterator[_Ranked]:
        author, domain = self._author, self._domain
        for sight in mail_sights(self.page.links, self.page.lines):
            rank = _rank_of(sight, author, domain)
            if rank is not None:
                name = author if rank is _Rank.PERSON else ""
                yield rank, Contact(ContactKind.EMAIL, str(sight.address), name, self.page.url)

    def profiles(self) -> Iterator[_Ranked]:
        """The page about the author. Teasers of other articles name their authors too."""
        author = self._author
        linked = (link.target_url for link in self._profile_links() if _is_about(author, link))
        for address in (self._told_profile(), *linked) if author else ():
            if _path(address):
                yield _Rank.PROFILE, self._of(ContactKind.AUTHOR_PAGE, address, author)
                return

    def _told_profile(self) -> str:
        """By the page's own data, where some write a bare name for an address."""
        told = self.page.data.author_url
        address = _joined(self.page.base_url, told) if told.startswith("/") or _is_page(told) else ""
        return address if _is_page(address) else ""

    def pages(self) -> Iterator[_Ranked]:
        """The site's own pages for whoever wants to reach it, one of each kind."""
        ranked = sorted(self._pages_for_contact(), key=lambda one: one[0])
        done: set[_Rank] = set()
        for rank, link in ranked:
            if rank not in done and not (rank is _Rank.ABOUT and done):
                done.add(rank)
                yield rank, self._of(ContactKind.CONTACT_PAGE, link.target_url, "")

    def _pages_for_contact(self) -> Iterator[tuple[_Rank, PageLink]]:
        here = self.page.url.partition("#")[0].rstrip("/")
        for link in self._links():
            address = link.target_url.partition("#")[0].rstrip("/")
            if address == here or _domain_of(address) != self._domain or not _path(address):
                continue
            rank = _page_rank(link)
            if rank is not None:
                yield rank, link

    def _profile_links(self) -> Iterator[PageLink]:
        for link in self._links():
            is_declared = "author" in link.rel and link.placement is not Placement.COMMENT
            if is_declared or (_domain_of(link.target_url) == self._domain and _is_profile(link.target_url)):
                yield link

    def _links(self) -> Iterator[PageLink]:
        """Those in a menu that is folded away too."""
        return (link for link in self.page.links[:_MOST_LINKS] if _is_page(link.target_url))

    def _of(self, kind: ContactKind, address: str, name: str) -> Contact:
        return Contact(kind, address.partition("#")[0], name, self.page.url)


def _rank_of(sight: MailSight, author: str, domain: str | None) -> _Rank | None:
    """None: it is not shown, since it is nobody's, or not known to belong to this page."""
    mailbox = "".join(_letters(sight.address.local.partition("+")[0]))
    plain = re.sub(r"[^a-z]", "", mailbox)
    if plain in words.NEVER or plain.startswith(("noreply", "donotreply")):
        return None
    its = registrable_domain(sight.address.domain)
    fit = _fit(sight.address.local, author)
    if its is not None and its == domain:
        return _rank_at_home(plain, sight, is_author=fit > 0)
    if sight.is_comment:
        return None
    if fit == _WHOLE or (fit and its in words.WEBMAIL):
        return _Rank.PERSON
    return _Rank.GENERAL if its in words.WEBMAIL and _names_site(plain, domain) else None


def _rank_at_home(mailbox: str, sight: MailSight, *, is_author: bool) -> _Rank | None:
    if is_author and mailbox not in words.GENERAL | words.EDITORS:
        return _Rank.PERSON
    if mailbox in words.EDITORS:
        return _Rank.EDITORS
    if mailbox in words.GENERAL:
        return _Rank.GENERAL
    is_meant = sight.is_link or not words.ADDRESS_SIGNS.isdisjoint(re.findall(r"[\w-]+", sight.near.casefold()))
    return _Rank.OTHER if is_meant and not sight.is_comment else None


_WHOLE = 2


def _fit(local: str, author: str) -> int:
    """2: the mailbox has the author's first and last name; 1: one of them, as people shorten them."""
    parts = [part for part in _letters(author) if len(part) > 1]
    if not parts or len(author) > _LONGEST_NAME:
        return 0
    said = _letters(local)
    box = "".join(said)
    first, last = parts[0], parts[-1]
    if len(parts) > 1 and ({first, last} <= set(said) or box in {first + last, last + first, "".join(parts)}):
        return _WHOLE
    is_short = box in {first, last, first[0] + last, last + first[0], first + last[0]}
    return int(is_short and len(box) > 2)


def _names_site(mailbox: str, domain: str | None) -> bool:
    """A small site's own mailbox at a mail provider, such as ``acmeblog@gmail.com`` on ``acmeblog.com``."""
    label = re.sub(r"[^a-z]", "", (domain or "").partition(".")[0])
    return len(label) > 4 and mailbox.startswith(label)


def _is_about(author: str, link: PageLink) -> bool:
    """Whether the link says the author's name, in its words or in its address."""
    parts = {part for part in _letters(author) if len(part) > 1}
    said = {*_letters(link.anchor_text[:200]), *_letters(unquote(_path(link.target_url))[-200:])}
    return bool(parts) and parts <= said


def _page_rank(link: PageLink) -> _Rank | None:
    path = _path(link.target_url).casefold()
    if path.startswith("cdn-cgi/"):  # where a network hides an address from us
        return None
    slug = unquote(path).rpartition("/")[2]
    slug = re.sub(r"\.(?:html?|php|aspx?|jsp)$", "", slug).replace("_", "-")
    text = " ".join(link.anchor_text[:_LONGEST_NAME].casefold().split()).strip(" .:›»→!")
    for rank, slugs, texts in (
        (_Rank.CONTACT, words.CONTACT_SLUGS, words.CONTACT_TEXTS),
        (_Rank.IMPRINT, words.IMPRINT_SLUGS, words.IMPRINT_TEXTS),
        (_Rank.ABOUT, words.ABOUT_SLUGS, words.ABOUT_TEXTS),
    ):
        if slug in slugs or text in texts:
            return rank
    return None


def _is_profile(url: str) -> bool:
    """A page below a folder of people, such as ``/author/jane-doe``."""
    parts = _path(url).casefold().split("/")
    return len(parts) > 1 and not words.PROFILE_SLUGS.isdisjoint(parts[:-1])


def _is_page(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.strip("/")
    except ValueError:
        return ""


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError:
        return ""


def _first_name_in(text: str) -> str:
    """One name, without what the person is; an address given for a name is none."""
    said = _AFTER_NAME.split(" ".join(_BY.sub("", text[:200]).split()))[0].strip()
    return said if len(said) <= _LONGEST_NAME and "@" not in said else ""


def _as_name(text: str) -> str:
    """A byline's name, or nothing where it is none."""
    said = _first_name_in(text)
    return said if 2 <= len(said.split()) <= 4 and said[0].isupper() else ""


def _letters(text: str) -> list[str]:
    """Its words in lower case and without accents."""
    plain = "".join(letter for letter in normalize("NFKD", text.casefold()) if not combining(letter))
    return _WORD.findall(plain)


def _domain_of(url: str) -> str | None:
    host = url.partition("//")[2].partition("/")[0].partition("?")[0].rpartition("@")[2].partition(":")[0]
    return registrable_domain(host)
