"""Mentions as cards on which a person decides: why, the sentence, where, what it is worth, and what to ask for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.blocks import fit, limits, names, text, times
from bot.blocks.chapters import Chapter
from bot.blocks.elements import Block, Button, actions, context, divider, header, message, numbered, section
from bot.blocks.footers import site_name, site_title
from bot.blocks.mention_presses import MentionsWanted, Press
from bot.blocks.mention_words import (
    LANES,
    MENTION_PLACES,
    OPEN_LANES,
    STATUSES,
    copies_words,
    lane_counts,
    news_words,
    score_words,
)
from bot.blocks.words import count, listing
from jobs.analysis.disambiguation import ENOUGH_VOTES
from jobs.list_mentions import MentionPage
from storage.domain import (
    Lane,
    Mention,
    MentionCard,
    MentionId,
    MentionNews,
    MentionState,
    Message,
    Site,
)

_AROUND = 240
_NAME = 80
_TITLE = 90
_REASON = 160
_AUTHOR = 60
_SOURCES = 3
_CARD = "mention-"
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
_BUTTONS = "-buttons"
_DETAILS = "-details"
_RULE = "-rule"
_PARTS = re.compile(f"(?:{_BUTTONS}|{_DETAILS}|{_RULE})$")


def mentions_chapter(news: MentionNews, cards: Sequence[MentionCard], site: Site) -> Chapter | None:
    """None when there is nothing to ask and nothing to vote on."""
    if not news.worth and not news.ambiguous:
        return None
    said = news_words(news)
    blocks = fit.split_cards(
        [header(f"Mentions without link: {news.worth:,} worth asking")],
        [card_blocks(card, place) for place, card in enumerate(cards)],
        _rest(news, len(cards), site),
    )
    spoken = "\n".join([f"Mentions without link: {said}", *(_plain(card.mention) for card in cards)])
    replies = tuple(message(spoken, part) for part in blocks)
    return Chapter(f"*Mentions without link:* {said}", f"mentions without link {said}", replies)


def mention_list(page: MentionPage) -> Message:
    """A page of one lane; buttons lead to the next page and to the other lanes."""
    if not page.cards:
        return _nothing(page)
    parts = _list_blocks(page)
    while len(parts) > 1:  # an answer is one message: what does not fit into it is left for the next page
        page = _shorter(page)
        parts = _list_blocks(page)
    spoken = "\n".join([LANES[page.lane][0], *(_plain(card.mention) for card in page.cards)])
    return message(spoken, parts[0])


def _list_blocks(page: MentionPage) -> tuple[tuple[Block, ...], ...]:
    here = MentionsWanted(page.site.id, page.lane, page.start, tuple(card.mention.id for card in page.cards))
    title = f"{LANES[page.lane][0]}: {page.counts.get(page.lane, 0):,} · {site_title(page.site)}"
    cards = [card_blocks(card, place, here) for place, card in enumerate(page.cards)]
    return fit.split_cards([header(title)], cards, _turning(page))


def _shorter(page: MentionPage) -> MentionPage:
    """Without its last card, which the next page begins with."""
    cards = page.cards[:-1]
    open_here = (card.mention.lane is page.lane and card.mention.state is MentionState.OPEN for card in cards)
    return replace(page, cards=cards, next_start=page.start + sum(open_here))


def card_blocks(card: MentionCard, place: int, shown_in: MentionsWanted | None = None) -> tuple[Block, ...]:
    """One mention. The ids of its blocks name it, so that a click can find and renew it."""
    one = card.mention
    name = f"{_CARD}{one.id}"
    lines = [_opening(card), _sentence(one)]
    blocks: list[Block] = [{"block_id": f"{name}{_RULE}", **divider()}] if place else []
    blocks.append({"block_id": name, **section("\n".join(lines))})
    if one.state is MentionState.OPEN:
        blocks.append({"block_id": f"{name}{_DETAILS}", **context("\n".join(_details(card)))})
        blocks.append({"block_id": f"{name}{_BUTTONS}", **actions(*_buttons(card, place, shown_in))})
    return tuple(blocks)


def cards_in(blocks: Sequence[Mapping[str, Any]]) -> tuple[MentionId, ...]:
    """Which mentions a posted message shows."""
    ids = [str(block.get("block_id", "")).removeprefix(_CARD) for block in blocks if _is_card(block)]
    return tuple(MentionId(int(one)) for one in ids if one.isascii() and one.isdigit())


def renewed(said: str, blocks: Sequence[Mapping[str, Any]], cards: Sequence[MentionCard]) -> Message:
    """A posted message with each card as it is now; whatever else it says stays."""
    now = {f"{_CARD}{card.mention.id}": card_blocks(card, place) for place, card in enumerate(cards)}
    kept: list[Block] = []
    for block in blocks:
        name = str(block.get("block_id", ""))
        if name in now:
            kept.extend(now[name])
        elif _PARTS.sub("", name) not in now:
            kept.append(block)
    return Message(said or "Mentions without link", numbered(kept))


def _is_card(block: Mapping[str, Any]) -> bool:
    return str(block.get("block_id", "")).startswith(_CARD)


def _opening(card: MentionCard) -> str:
    """Says first what a person can do about it, or what was done."""
    one = card.mention
    page = text.page_link(one.url)
    if one.state is MentionState.MUTED and one.muted_until is not None:
        return f"*Snoozed* until {times.moment(one.muted_until)} · {page}"
    if one.state is MentionState.MUTED:
        domain = text.outside(one.domain, _NAME)
        return f"*Muted* · {page}: nothing more from {domain}; `/mentions unmute {domain}` brings it back."
    if one.state is MentionState.GONE:
        return f"*Gone* · {page}: the page, or your name on it, is no longer there."
    if card.vote is not None:
        said = "Ours" if card.vote.is_ours else "Not ours"
        how = f" {STATUSES[one.status]}" if card.vote.is_ours else ""
        return f"*{said}*, says {_person(card.vote.voted_by)} · {page}{how}"
    worth = f"*{one.score}* · " if one.lane is Lane.ASK and one.score else ""
    return f"{worth}{page} {STATUSES[one.status]}"


def _sentence(one: Mention) -> str:
    """The name among its words. Ours is the bold; every mark-up of the page is gone."""
    said = one.snippet
    if not said.name.strip():
        return f"It names {text.bold(text.outside(one.brand, _NAME))}."
    before, after = said.before[-_AROUND:], said.after[:_AROUND]
    left = text.outside(before, _AROUND) + _blank(before[-1:]) if before.strip() else ""
    right = _blank(after[:1]) + text.outside(after, _AROUND) if after.strip() else ""
    return f"“{left}{text.bold(text.outside(said.name, _NAME))}{right}”"


def _blank(edge: str) -> str:
    """A blank where the page has one: a possessive or a comma stands close to the name."""
    return " " if edge.isspace() else ""


def _details(card: MentionCard) -> list[str]:
    one = card.mention
    lines = [_why(one) if card.vote is None else _lesson(card)]
    if one.lane is not Lane.NOT_OURS:
        lines += [_place(card), _ask(one)]
    if one.lane is Lane.ASK:
        lines.append(score_words(one.score, one.parts))
    return [line for line in lines if line]


def _person(by: str) -> str:
    return f"<@{by}>" if _PERSON.fullmatch(by) else text.outside(by, _NAME)


def _why(one: Mention) -> str:
    """What the opening does not say already."""
    is_said = not one.reason or one.reason == STATUSES[one.status]
    return "" if is_said else f"Why: {text.outside(one.reason, _REASON)}"


def _lesson(card: MentionCard) -> str:
    """What a vote teaches, so that nobody votes for nothing."""
    domain, brand = text.outside(card.mention.domain, _NAME), text.outside(card.mention.brand, _NAME)
    words = f"after {ENOUGH_VOTES} votes so do the words around the name"
    so_far = f" ({card.votes:,} so far)" if card.votes < ENOUGH_VOTES else ""
    learnt = words if card.votes < ENOUGH_VOTES else "so do the words around the name"
    return f"*Learnt for {brand}:* other pages of {domain} now lean the same way; {learnt}{so_far}."


def _place(card: MentionCard) -> str:
    one = card.mention
    facts = [MENTION_PLACES[one.place]]
    if one.title:
        facts.insert(0, f"“{text.outside(one.title, _TITLE)}”")
    if one.author:
        facts.append(f"by {text.outside(one.author, _AUTHOR)}")
    if one.published_at:
        facts.append(f"published {times.moment(one.published_at)}")
    facts += [said for said in (copies_words(card.copies), _witnesses(card.sources)) if said]
    return " · ".join(facts)


def _witnesses(sources: Sequence[str]) -> str:
    """A source is a witness: we looked ourselves, and these had named the page."""
    if not sources:
        return ""
    named = [text.outside(one, _NAME) for one in sources[:_SOURCES]]
    more = len(sources) - len(named)
    listed = listing([*named, f"{more:,} more"] if more else named)
    return f"named by {listed}" if len(sources) == 1 else f"{count(len(sources), 'source')} agree: {listed}"


def _ask(one: Mention) -> str:
    """Which page of ours to ask for, and the words already there as its anchor."""
    if one.lane is not Lane.ASK or not one.suggestion.page_url:
        return ""
    anchor = text.outside(one.suggestion.anchor or one.brand, _NAME)
    return f"*Ask for:* a link on “{anchor}” to {text.page_link(one.suggestion.page_url)}"


def _buttons(card: MentionCard, place: int, shown_in: MentionsWanted | None) -> tuple[Button, ...]:
    one = card.mention
    value, page = Press(one.id, one.lane, shown_in).value, text.page_name(one.url)

    def button(label: str, action: str) -> Button:
        return Button(label, names.at(action, place), value, says=f"{label}: {page}")

    if one.lane is Lane.AMBIGUOUS:
        return button("Ours", names.MENTION_OURS), button("Not ours", names.MENTION_NOT_OURS)
    if one.lane is Lane.NOT_OURS:
        return (button("Change: ours", names.MENTION_OURS),)
    against = button("Change: not ours" if card.vote else "Not ours", names.MENTION_NOT_OURS)
    ask = Button(
        "Ask for a link", names.at(names.OUTREACH_OPEN, place), card.ticket, f"Ask for a link: {page}", "primary"
    )
    return (
        *([ask] if card.ticket else []),
        against,
        button("Snooze 30 days", names.MENTION_SNOOZE),
        button("Mute domain", names.MENTION_MUTE),
    )


def _rest(news: MentionNews, shown: int, site: Site) -> list[Block]:
    """What is cut is counted, and one click away."""
    notes, buttons = [], []
    if more := news.worth - shown:
        notes.append(f"+{more:,} more: `/mentions unlinked`")
        buttons.append(_show("Show more", MentionsWanted(site.id, Lane.ASK, shown)))
    if news.ambiguous:
        notes.append(f"{news.ambiguous:,} may mean something else of the same name: `/mentions ambiguous`")
        buttons.append(_show(f"Vote on {news.ambiguous:,}", MentionsWanted(site.id, Lane.AMBIGUOUS)))
    return [context("\n".join(notes)), actions(*buttons)] if notes else []


def _show(label: str, wanted: MentionsWanted) -> Button:
    return Button(label, names.at(names.MENTIONS_SHOW, wanted.lane), wanted.value)


def _turning(page: MentionPage) -> list[Block]:
    buttons = []
    if page.next_start is not None:
        following = MentionsWanted(page.site.id, page.lane, page.next_start)
        buttons.append(Button("More", names.at(names.MENTIONS_TURN, "more"), following.value))
    for lane in OPEN_LANES:
        if lane is not page.lane and page.counts.get(lane):
            label = f"{LANES[lane][0]} ({page.counts[lane]:,})"
            buttons.append(Button(label, names.at(names.MENTIONS_TURN, lane), MentionsWanted(page.site.id, lane).value))
    counts = lane_counts(page.counts)
    return [context(f"In all: {counts}.")] * bool(counts) + ([actions(*buttons)] if buttons else [])


def _nothing(page: MentionPage) -> Message:
    site = site_name(page.site)
    if not page.site.settings.brands:
        said = f"{site} has no brand name yet, so I look for none: `/mentions brand NAME` sets one."
        return message(said, (section(said),))
    kind = "ambiguous mention" if page.lane is Lane.AMBIGUOUS else "mention without link"
    said = f"No {kind} of {site} is open{' here' if page.start else ''}."
    if not any(page.counts.values()):
        said += " `/mentions scan` has every source asked now."
    return message(said, (section(said), *_turning(page)))


def _plain(one: Mention) -> str:
    return text.outside(f"{text.page_name(one.url)}: {STATUSES[one.status]}", limits.BUTTON_TEXT)
