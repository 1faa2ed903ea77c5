"""Makes of a page that was read, and of what is known beside it, the mention of one brand as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from jobs.analysis.addresses import PageAddress, registrable_domain
from jobs.analysis.contacts import contacts_on
from jobs.analysis.disambiguation import Learnt, is_in_doubt, judge_context
from jobs.analysis.exclusions import Circumstances, exclusion
from jobs.analysis.lanes import Facts, lane_of
from jobs.analysis.mention_score import MentionFacts, score
from jobs.analysis.mentions import BrandMention
from jobs.analysis.pages import Page
from jobs.analysis.sentiment import is_negative
from jobs.analysis.snippets import snippet
from jobs.analysis.suggestions import NO_TITLES, OwnTitles, suggest
from jobs.analysis.syndication import Copy, fingerprint, packed, shingles, unpacked
from storage.domain import (
    Brand,
    Candidate,
    LinkStatus,
    Mention,
    MentionId,
    MentionPlace,
    Placement,
    Site,
    Snippet,
    Suggestion,
)

_NOTHING_LEARNT = Learnt()
_PASSAGE = 700  # characters on each side


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the page: the ``titles`` of our own pages, what votes taught of the brand, and where
    nobody should be asked. ``vote`` is what a person said of this very page."""

    site: Site
    where: Circumstances
    learnt: Learnt = _NOTHING_LEARNT
    titles: OwnTitles = NO_TITLES
    vote: bool | None = None
    authority: int | None = None


@dataclass(frozen=True, slots=True)
class View:
    """One page as we saw it, for one brand: the places that name it, best first."""

    candidate: Candidate
    address: PageAddress
    page: Page
    brand: Brand
    found: tuple[BrandMention, ...]
    status: LinkStatus

    @property
    def first(self) -> BrandMention:
        """The place to quote: in the content where there is one."""
        order = (MentionPlace.MAIN, MentionPlace.TITLE, MentionPlace.BOILERPLATE)
        return min(self.found, key=lambda one: order.index(one.place))


def mention_from(view: View, known: Known, now: datetime) -> Mention:
    """Everything a card says, with the reason in words."""
    said = _said(view)
    lane, reason = lane_of(_facts(view, known))
    points = score(_weights(view, known, now), now)
    return Mention(
        MentionId(0),
        known.site.id,
        view.address.key,
        view.address.url,
        view.address.domain,
        view.brand.name,
        view.first.place,
        view.status,
        lane,
        found_at=view.candidate.found_at,
        seen_at=now,
        reason=reason,
        title=view.page.title or view.candidate.title,
        author=view.page.data.author or view.candidate.author,
        lang=view.page.lang or view.candidate.lang,
        published_at=view.candidate.published_at,
        snippet=said,
        suggestion=_suggestion(view, known, said),
        score=points.total,
        parts=points.parts,
        authority=known.authority,
        candidate_id=view.candidate.id,
        fingerprint=fingerprint(_passage(view)),
        shingles=packed(shingles(view.page.main_text)),
        quiet=view.candidate.quiet,
    )


def unseen_mention(candidate: Candidate, address: PageAddress, brand: Brand, why: str, site: Site) -> Mention:
    """What a witness says of a page that would not let us look: shown as such, and never pitched."""
    lane, reason = lane_of(Facts(LinkStatus.UNVERIFIED, frozenset()))
    return Mention(
        MentionId(0),
        site.id,
        address.key,
        address.url,
        address.domain,
        brand.name,
        MentionPlace.BOILERPLATE,
        LinkStatus.UNVERIFIED,
        lane,
        found_at=candidate.found_at,
        reason=f"{reason}: {why}" if why else reason,
        title=candidate.title,
        author=candidate.author,
        lang=candidate.lang,
        published_at=candidate.published_at,
        snippet=Snippet(candidate.snippet[:200]),
        authority=candidate.authority,
        candidate_id=candidate.id,
        quiet=candidate.quiet,
    )


def _facts(view: View, known: Known) -> Facts:
    first = view.first
    text, start, end = _place(view)
    judged = judge_context(view.brand, text, start, end, view.address.domain, known.learnt)
    kept_out = exclusion(view.address.url, known.where)
    tells = f"all that tells is: {judged.reasons[0]}" if judged.reasons else "nothing near tells"
    doubt = f"“{first.text}” may mean something else; {tells}"
    return Facts(
        view.status,
        frozenset(one.place for one in view.found),
        excluded=kept_out.reason if kept_out and not kept_out.may_engage else "",
        engage=kept_out.reason if kept_out and kept_out.may_engage else "",
        doubt="" if judged.is_ours else doubt,
        proof=judged.reasons[0] if judged.is_ours and is_in_doubt(view.brand, text, first.text) else "",
        is_ours=known.vote if known.vote is not None else judged.is_ours,
        is_negative=is_negative(text, start, end),
    )


def _place(view: View) -> tuple[str, int, int]:
    """The text that holds the name to quote, and where it stands there."""
    first = view.first
    if first.place is MentionPlace.MAIN:
        return view.page.main_text, first.offset, first.offset + len(first.text)
    start = max(0, first.context.find(first.text))
    return first.context, start, start + len(first.text)


def _passage(view: View) -> str:
    """What stands around the name: copies differ in their beginnings and ends."""
    text, start, end = _place(view)
    return text[max(0, start - _PASSAGE) : end + _PASSAGE]


def _said(view: View) -> Snippet:
    """The sentence around the name; of a title, the title itself."""
    return snippet(*_place(view))


def _weights(view: View, known: Known, now: datetime) -> MentionFacts:
    inside = [one for one in view.found if one.place is MentionPlace.MAIN]
    said = view.page.main_text.casefold()
    words = (*view.brand.required, *view.brand.categories, *view.brand.products, *view.brand.people)
    domain = view.address.domain
    outward = [link for link in view.page.links if link.follow and link.placement is Placement.MAIN]
    return MentionFacts(
        authority=known.authority,
        topics=sum(word.casefold() in said for word in words),
        in_title=any(one.place is MentionPlace.TITLE for one in view.found),
        offset=min((one.offset for one in inside), default=0),
        names=len(inside),
        published_at=view.candidate.published_at or now,
        outward=sum(_domain_of(link.target_url) != domain for link in outward),
        has_contact=bool(contacts_on(view.page)),
    )


def _suggestion(view: View, known: Known, said: Snippet) -> Suggestion:
    return suggest(said, view.page.title, known.titles, f"https://{known.site.domain}/")


def _domain_of(url: str) -> str | None:
    host = url.partition("//")[2].partition("/")[0].rpartition("@")[2].partition(":")[0]
    return registrable_domain(host)


def copy_of(mention: Mention) -> Copy:
    """The mention as one of the pages that may carry the same text."""
    return Copy(
        mention.id,
        mention.page_key,
        mention.domain,
        mention.title,
        mention.found_at,
        shingles=unpacked(mention.shingles),
        fingerprint=mention.fingerprint,
        published_at=mention.published_at,
        authority=mention.authority,
    )
