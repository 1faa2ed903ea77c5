"""The composition root of what the clock does by itself and with nobody's web: telling, reading logs, forgetting."""

from __future__ import annotations

from datetime import timedelta

from bot.app_parts import check_rules, uploads
from bot.blocks.contracts import losses_thread
from bot.blocks.digest import digest_thread
from bot.settings import Settings
from bot.wall_clock import utc_now
from jobs.clock import Tick
from jobs.forget_old import ForgetOld
from jobs.mend_clock import MendClock
from jobs.post_digest import PostDigest
from jobs.read_access_logs import ReadAccessLogs
from jobs.receive_inbound import ReceiveInbound
from jobs.tell_contracts import TellContracts
from storage.store import Store

_TELL_EVERY = timedelta(seconds=2)
_READ_LOGS_EVERY = timedelta(minutes=1)
_MEND_EVERY = timedelta(minutes=10)
_RETAIN_EVERY = timedelta(hours=1)
_ANSWERS_KEPT = timedelta(days=14)


def upkeep_ticks(settings: Settings, store: Store) -> tuple[Tick, ...]:
    inbound = ReceiveInbound(store, utc_now)
    staged = uploads(settings, store)
    checks = ForgetOld(store, utc_now)
    logs = ReadAccessLogs(store, settings.access_log_files, utc_now)

    def retain() -> None:
        inbound.forget_old()
        checks.forget_old()
        logs.forget_old()
        with store.system() as tx:
            tx.polls.forget_answers(utc_now() - _ANSWERS_KEPT)
        with store.surveying() as tx:
            workspaces = tx.workspaces.all()
        for workspace in workspaces:
            staged.forget_old(workspace.id)

    return (
        Tick("post_digests", _TELL_EVERY, PostDigest(store, digest_thread, utc_now).post_due),
        Tick("tell_contracts", _TELL_EVERY, TellContracts(store, losses_thread, utc_now).tell),
        Tick("read_access_logs", _READ_LOGS_EVERY, logs.read),
        Tick("mend_clock", _MEND_EVERY, MendClock(store, check_rules(settings).rechecks, utc_now).mend),
        Tick("retention", _RETAIN_EVERY, retain),
    )
