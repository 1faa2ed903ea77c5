"""What we believe of a link after one more observation: the only place where a loss can come from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from jobs.analysis.addresses import PageAddress
from jobs.analysis.doubting import BeliefRules, Guard
from jobs.analysis.facets import differences, severity
from jobs.analysis.moves import moved_to
from jobs.analysis.newcomers import settle
from storage.domain import (
    Backlink,
    ChangeKind,
    Conclusion,
    Facet,
    LinkChange,
    LinkCheck,
    LinkFacts,
    LinkState,
    Suspicion,
    Verdict,
)

_TEMPORARY_LOOKS = 3
_CLOAKED_LOOKS = 3
_SILENT_LOOKS = 4
_STALE_TIMES = 3


@dataclass(frozen=True, slots=True)
class Believed:
    """``withdrawn``: a loss nobody was told of has proved wrong. ``moved_to``: the page's new address."""

    link: Backlink
    check: LinkCheck
    changes: tuple[LinkChange, ...] = ()
    withdrawn: bool = False
    moved_to: PageAddress | None = None


def believe(link: Backlink, check: LinkCheck, guard: Guard, rules: BeliefRules) -> Believed:
    """One step of the state machine: what to store of the link and the check, and what to tell."""
    link, check = settle(link, check, rules.silence)
    if check.conclusion is Conclusion.LIVE:
        return _seen(link, check, guard, rules)
    if check.conclusion is Conclusion.LOST or _sent_elsewhere_for_now(link, check):
        return _missed(link, check, guard, rules)
    return Believed(_unanswered(link, check, guard, rules), check)


def _was_live(link: Backlink) -> bool:
    return link.state in (LinkState.LIVE, LinkState.SUSPECT)


def _sent_elsewhere_for_now(link: Backlink, check: LinkCheck) -> bool:
    """A temporary redirect alone says nothing, but one that stays for days does, unless we know more already."""
    doubts_more = link.suspicion is not None and link.suspicion.verdict is not Verdict.MOVED_TEMP
    return check.verdict is Verdict.MOVED_TEMP and _was_live(link) and not doubts_more


def _unanswered(link: Backlink, check: LinkCheck, guard: Guard, rules: BeliefRules) -> Backlink:
    """Neither confirms a doubt nor ends it."""
    if link.state in (LinkState.LOST, LinkState.ABSENT):
        return replace(link, last_checked_at=check.checked_at)
    since = link.unanswered_since or check.checked_at
    verdict = check.verdict
    if verdict is Verdict.SERVER_ERROR and _heard_silence(guard, check, rules) >= rules.silence:
        verdict = Verdict.UNREACHABLE
    return replace(link, verdict=verdict, unanswered_since=since, last_checked_at=check.checked_at)


def _heard_silence(guard: Guard, check: LinkCheck, rules: BeliefRules) -> timedelta:
    """How long it was silent while we listened: time in which nobody looked, as in an outage of ours, hardly counts.

    No look counts for more than a third of the whole, so that it takes four of them.
    """
    looks = [*guard.silent_looks, check.checked_at]
    longest = rules.silence / (_SILENT_LOOKS - 1)
    return sum((min(later - earlier, longest) for earlier, later in pairwise(looks)), timedelta(0))


def may_be_silent_for_good(link: Backlink, check: LinkCheck, rules: BeliefRules) -> bool:
    """Whether the looks since its last answer decide what to call it."""
    since = link.unanswered_since
    is_failing = check.verdict is Verdict.SERVER_ERROR
    return is_failing and since is not None and check.checked_at - since >= rules.silence


def _answered(link: Backlink, check: LinkCheck) -> Backlink:
    return replace(link, verdict=check.verdict, unanswered_since=None, last_checked_at=check.checked_at)


def _missed(link: Backlink, check: LinkCheck, guard: Guard, rules: BeliefRules) -> Believed:
    """The link is not there, or its page is gone."""
    if link.state is LinkState.LOST:
        return Believed(replace(link, last_checked_at=check.checked_at), check)
    if not _was_live(link):
        return Believed(_absent(link, check, rules), check)
    doubt = None if _is_stale(link, check, rules) else _doubt_of_loss(link, check)
    if doubt is None or rules.is_outage(guard.first):
        return _doubted(link, check, Suspicion(check.verdict, check.checked_at, 1, None), turned=doubt is None)
    if not _confirms_loss(doubt, check, rules) or rules.holds_back(doubt, check, guard):
        return _doubted(link, check, replace(doubt, verdict=check.verdict, count=doubt.count + 1))
    lost = replace(_answered(link, check), state=LinkState.LOST, suspicion=None, loss_announced=False)
    return Believed(lost, check, (_change(link, check, ChangeKind.LOST, check.verdict),))


def _absent(link: Backlink, check: LinkCheck, rules: BeliefRules) -> Backlink:
    """Never live in our time, so never lost; the doubt stays until a later look agrees, for the first may mislead."""
    absent = replace(_answered(link, check), state=LinkState.ABSENT)
    if link.state is LinkState.UNSEEN:
        return replace(absent, suspicion=Suspicion(check.verdict, check.checked_at, 1, None))
    doubt = link.suspicion
    if doubt is None or check.checked_at - doubt.since >= rules.confirm_after:
        return replace(absent, suspicion=None)
    return replace(absent, suspicion=replace(doubt, verdict=check.verdict, count=doubt.count + 1))


def _is_stale(link: Backlink, check: LinkCheck, rules: BeliefRules) -> bool:
    """After days without an answer a doubt begins anew: much may have happened meanwhile, to them and to us."""
    since = link.unanswered_since
    return since is not None and check.checked_at - since >= _STALE_TIMES * rules.confirm_after


def _doubt_of_loss(link: Backlink, check: LinkCheck) -> Suspicion | None:
    """The open doubt, if this check speaks to it: other facts, or a temporary redirect, are another story."""
    doubt = link.suspicion
    if doubt is None or doubt.facts is not None:
        return None
    is_same_story = (doubt.verdict is Verdict.MOVED_TEMP) == (check.verdict is Verdict.MOVED_TEMP)
    return doubt if is_same_story else None


def _confirms_loss(doubt: Suspicion, check: LinkCheck, rules: BeliefRules) -> bool:
    apart = check.checked_at - doubt.since
    if check.verdict is Verdict.MOVED_TEMP:
        return doubt.count + 1 >= _TEMPORARY_LOOKS and apart >= _TEMPORARY_LOOKS * rules.confirm_after
    if check.verdict is Verdict.GONE_410 and doubt.verdict is Verdict.GONE_410:
        return apart >= min(rules.first_recheck, rules.confirm_after)
    return apart >= rules.confirm_after


def _doubted(link: Backlink, check: LinkCheck, doubt: Suspicion, turned: bool = False) -> Believed:
    suspect = replace(_answered(link, check), state=LinkState.SUSPECT, suspicion=doubt)
    return Believed(suspect, replace(check, turned=turned))


def _seen(link: Backlink, check: LinkCheck, guard: Guard, rules: BeliefRules) -> Believed:
    """The link is on its page; a page that has not changed says so without facts."""
    live = replace(
        _answered(link, check),
        state=LinkState.LIVE,
        verdict=check.verdict if check.facts is not None else _standing(link.facts),
        facts=check.facts or link.facts,
        page=check.page or (link.page and replace(link.page, newcomer=None)),
        first_live_at=link.first_live_at or check.checked_at,
        last_live_at=check.checked_at,
        suspicion=None,
        loss_announced=False,
    )
    if _was_live(link):
        believed = _compared(link, live, check, guard, rules)
    elif link.state is LinkState.LOST:
        believed = _back(link, live, check)
    else:
        believed = Believed(live, check, _first_sighting(link, check))
    return replace(believed, moved_to=moved_to(link.source_url, check.evidence.hops, check.evidence.final_url))


def _standing(facts: LinkFacts | None) -> Verdict:
    """The finer word for a link that stands as we remember it."""
    if facts is None:
        return Verdict.LIVE
    if facts.cloaked:
        return Verdict.CLOAKED
    if facts.noindex_by is not None:
        return Verdict.NOINDEX
    if facts.canonical_url:
        return Verdict.CANONICALISED
    return Verdict.HIDDEN if facts.hidden else Verdict.LIVE


def _first_sighting(link: Backlink, check: LinkCheck) -> tuple[LinkChange, ...]:
    was_surely_absent = link.state is LinkState.ABSENT and link.suspicion is None
    if link.quiet and not was_surely_absent:
        return ()
    origin = Facet("origin", "", "link_added" if was_surely_absent else "page_found")
    return (_change(link, check, ChangeKind.NEW, Verdict.NEW, (origin,)),)


def _back(link: Backlink, live: Backlink, check: LinkCheck) -> Believed:
    """Recovery is news only to those who were told of the loss."""
    if not link.loss_announced:
        return Believed(live, check, withdrawn=True)
    return Believed(live, check, (_change(link, check, ChangeKind.RECOVERED, check.verdict),))


def _compared(link: Backlink, live: Backlink, check: LinkCheck, guard: Guard, rules: BeliefRules) -> Believed:
    """Still there, but as before? A difference must be seen twice, alike, before it is one."""
    if link.facts is None or check.facts is None:
        return Believed(live, check)
    facets = differences(link.facts, check.facts)
    if not facets:
        return Believed(live, check)
    verdict = severity(link.facts, check.facts)
    before = replace(live, facts=link.facts)
    doubt = _doubt_of_facts(link, check.facts)
    if doubt is None or rules.is_outage(guard.first):
        looks = 1 if verdict is Verdict.CLOAKED else _looks_so_far(link) + 1
        fresh = Suspicion(verdict, check.checked_at, looks, None, check.facts)
        return _doubted(before, check, fresh, turned=doubt is None)
    if not _confirms_change(doubt, verdict, check, rules) or rules.holds_back(doubt, check, guard):
        return _doubted(before, check, replace(doubt, verdict=verdict, count=doubt.count + 1))
    return Believed(live, check, (_change(link, check, ChangeKind.CHANGED, verdict, facets),))


def _confirms_change(doubt: Suspicion, verdict: Verdict, check: LinkCheck, rules: BeliefRules) -> bool:
    """That a page shows different things to different visitors takes three looks: many pages waver by themselves."""
    enough = _CLOAKED_LOOKS if verdict is Verdict.CLOAKED else 2
    return doubt.count + 1 >= enough and check.checked_at - doubt.since >= rules.confirm_after


def _looks_so_far(link: Backlink) -> int:
    """A page that shows something else on every visit is not looked at every hour for ever."""
    doubt = link.suspicion
    return doubt.count if doubt is not None and doubt.facts is not None else 0


def _doubt_of_facts(link: Backlink, facts: LinkFacts) -> Suspicion | None:
    doubt = link.suspicion
    if doubt is None or doubt.facts is None or differences(doubt.facts, facts):
        return None
    return doubt


def _change(
    link: Backlink, check: LinkCheck, kind: ChangeKind, verdict: Verdict, facets: tuple[Facet, ...] = ()
) -> LinkChange:
    doubt = link.suspicion if kind in (ChangeKind.LOST, ChangeKind.CHANGED) else None
    return LinkChange(
        link_id=link.id,
        site_id=link.site_id,
        kind=kind,
        verdict=verdict,
        first_observed=check.checked_at if doubt is None else doubt.since,
        confirmed_at=check.checked_at,
        slot=check.slot,
        facets=facets,
        first_check_id=None if doubt is None else doubt.first_check_id,
    )
