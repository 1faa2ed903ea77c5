"""The composition root of outreach: the rules, the books, and every use case that stands on them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app_mail import letter_sender, mail_ticks
from bot.blocks.letters import letter_news
from bot.blocks.outreach import card_message
from bot.blocks.outreach_queue import queue_message
from bot.do_not_contact import global_do_not_contact
from bot.settings import Settings
from bot.wall_clock import utc_now
from jobs.analysis.outreach import OutreachRules
from jobs.clock import Tick
from jobs.decide_outreach import DecideOutreach
from jobs.follow_letters import FollowLetters
from jobs.follow_through import FollowThrough
from jobs.mail.message import message_id
from jobs.outreach_books import OutreachBooks
from jobs.post_queue import PostQueue
from jobs.propose_outreach import ProposeOutreach
from jobs.queue_letters import QueueLetters
from jobs.settle_letter import SettleLetter
from jobs.suppress_contacts import SuppressContacts
from jobs.tell_letters import TellLetters
from jobs.write_drafts import WriteDrafts
from storage.store import Store

_PROPOSE_EVERY = timedelta(seconds=10)
_FOLLOW_EVERY = timedelta(seconds=3)
_POST_EVERY = timedelta(seconds=2)


def new_ticket() -> str:
    """128 bits that nobody can guess."""
    return secrets.token_urlsafe(16)


def outreach_rules(settings: Settings) -> OutreachRules:
    return OutreachRules(
        min_score=settings.outreach_min_score,
        weekly_quota=settings.outreach_weekly_quota,
        cool_down=settings.outreach_cool_down,
        approval_lifetime=settings.outreach_approval_lifetime,
        undo=settings.outreach_undo,
        follow_ups=settings.outreach_follow_ups,
        follow_up_after=settings.outreach_follow_up_after,
        second_approver_from=settings.outreach_second_approver_from,
        self_approval=settings.outreach_self_approval,
    )


@dataclass(frozen=True)
class Outreach:
    """The use cases of outreach over one store."""

    books: OutreachBooks
    propose: ProposeOutreach
    decide: DecideOutreach
    drafts: WriteDrafts
    follow: FollowThrough
    suppress: SuppressContacts
    letters: FollowLetters
    settle_letter: SettleLetter


def open_outreach(settings: Settings, store: Store, now: Callable[[], datetime] = utc_now) -> Outreach:
    """Raises ``SettingsError`` when the operator's do-not-contact list cannot be read in full."""
    rules, listed, sender = outreach_rules(settings), global_do_not_contact(settings), letter_sender(settings)
    books = OutreachBooks(
        rules, now, card_message, queue_message, lambda: listed, sends_mail=sender is not None
    )  # fmt: skip
    queue = QueueLetters(
        rules, now, lambda: message_id(new_ticket(), sender) if sender else "", is_on=sender is not None
    )
    suppress = SuppressContacts(store, books, queue, now, new_ticket)
    follow = FollowThrough(store, books, queue, now, new_ticket)
    letters = FollowLetters(follow, suppress, TellLetters(letter_news, now).tell)
    return Outreach(
        books,
        ProposeOutreach(store, books, now, new_ticket),
        DecideOutreach(store, books, queue, suppress, now, new_ticket),
        WriteDrafts(store, books, queue, now, new_ticket),
        follow,
        suppress,
        letters,
        SettleLetter(store, letters.on_sent, now),
    )


def outreach_ticks(settings: Settings, store: Store) -> tuple[Tick, ...]:
    """What the worker's clock does of it, mail included where it is set up."""
    ours = open_outreach(settings, store)
    return (
        Tick("propose_outreach", _PROPOSE_EVERY, ours.propose.propose),
        Tick("follow_through", _FOLLOW_EVERY, ours.follow.tick),
        Tick("post_queue", _POST_EVERY, PostQueue(store, ours.books, utc_now).post_due),
        *mail_ticks(settings, store, ours.letters.effects, ours.letters.on_reply),
    )
