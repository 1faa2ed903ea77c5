"""The composition root: builds every object and gives it what it needs. What visits stands in ``app_worker``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.app_outreach import open_outreach
from bot.app_parts import check_rules, imports, list_sources, prepared_store, uploads
from bot.app_worker import own_checker, poll_now, replay_answers
from bot.background import Background
from bot.blocks.digest import digest_thread
from bot.blocks.outreach_lists import reminder
from bot.desk import Desk
from bot.services import Approvers, Membership, Services
from bot.settings import Settings
from bot.visiting import visiting
from bot.wall_clock import utc_now
from jobs.add_backlink import AddBacklink
from jobs.add_site import AddSite
from jobs.advance_demo import AdvanceDemo
from jobs.check_now import CheckNow
from jobs.deliver_messages import Courier, DeliverMessages, Pace
from jobs.edit_templates import EditTemplates
from jobs.explain_backlink import ExplainBacklink
from jobs.import_ranks import ImportRanks
from jobs.judge_mention import JudgeMention
from jobs.list_backlinks import ListBacklinks
from jobs.list_mentions import ListMentions
from jobs.list_outreach import ListOutreach
from jobs.mark_contract import MarkContract
from jobs.mute_domains import MuteDomains
from jobs.post_digest import PostDigest
from jobs.read_audit import ReadAudit
from jobs.receive_inbound import ReceiveInbound
from jobs.remind_owners import People, RemindOwners
from jobs.request_check import RequestCheck
from jobs.request_scan import RequestScan
from jobs.suggest_fixes import SuggestFixes
from jobs.teach_brands import TeachBrands
from jobs.watch_terms import WatchTerms
from storage.copying import copy_database
from storage.domain import AuditProof, Thread, Workspace, WorkspaceId
from storage.locks import InstanceLock
from storage.store import Store, open_store

_LISTENER_PATIENCE = timedelta(seconds=2)  # Slack takes an answer to a form for three
_LOCAL_TEAM = ("local", "This machine")


@contextmanager
def open_desk(settings: Settings) -> Iterator[Desk]:
    """The use cases as the command line needs them, for the only workspace there is."""
    store = prepared_store(settings)
    try:
        workspace = _only_workspace(store)
        yield Desk(
            workspace_id=workspace.id,
            add_site=AddSite(store, utc_now),
            lists=ListBacklinks(store, utc_now),
            sources=list_sources(settings, store),
            imports=imports(settings, store),
            import_ranks=ImportRanks(store, utc_now),
            digests=PostDigest(store, digest_thread, utc_now),
            audit=ReadAudit(store),
            visiting=lambda: visiting(
                lambda: InstanceLock(settings.database_url, "worker"), lambda: own_checker(settings, store)
            ),
            poll_now=lambda: poll_now(settings, store),
            replay=lambda: replay_answers(settings, store, workspace.id),
            check_now=lambda step: CheckNow(store, RequestCheck(store, utc_now), step),
        )
    finally:
        store.close()


def _only_workspace(store: Store) -> Workspace:
    """The workspace Slack gave us; before the first connection, one of our own that the first Slack adopts."""
    with store.system() as tx:
        known = tx.workspaces.all()
        return known[0] if known else tx.workspaces.ensure(*_LOCAL_TEAM)


@dataclass(frozen=True)
class Backstage:
    """What stands behind a conversation with Slack, whoever carries it there.

    ``listening`` is the same database as ``store``, for those whose people wait for an answer.
    """

    settings: Settings
    store: Store
    listening: Store
    background: Background

    def workspace(self, team_id: str, name: str) -> Workspace:
        """The workspace that our token belongs to; the first one adopts what the command line began."""
        with self.store.system() as tx:
            return tx.workspaces.ensure(team_id, name, adopting=_LOCAL_TEAM[0])

    def deliver(self, courier: Courier, pace: Pace) -> DeliverMessages:
        return DeliverMessages(self.store, courier, utc_now, pace)

    def reminders(self, people: People) -> RemindOwners:
        books = open_outreach(self.settings, self.store).books
        return RemindOwners(self.store, books, people, reminder, utc_now)

    def services(self, membership: Membership, approvers: Approvers) -> Services:
        store = self.listening
        ours = open_outreach(self.settings, store)
        return Services(
            workspace=self._by_team,
            once=ReceiveInbound(store, utc_now),
            background=self.background,
            membership=membership,
            approvers=approvers,
            add_site=AddSite(store, utc_now),
            add_backlink=AddBacklink(store, utc_now),
            request_check=RequestCheck(store, utc_now),
            explain=ExplainBacklink(store, check_rules(self.settings).belief),
            mark_contract=MarkContract(store, utc_now),
            lists=ListBacklinks(store, utc_now),
            sources=list_sources(self.settings, store),
            mentions=ListMentions(store, utc_now),
            judge_mention=JudgeMention(store, utc_now),
            terms=WatchTerms(store, utc_now),
            mutes=MuteDomains(store, utc_now),
            audit=ReadAudit(store),
            brands=TeachBrands(store, utc_now),
            templates=EditTemplates(store, utc_now),
            scan=RequestScan(store, utc_now),
            fixes=SuggestFixes(store, utc_now),
            outreach=ListOutreach(store, ours.books, utc_now),
            propose=ours.propose,
            decide=ours.decide,
            drafts=ours.drafts,
            follow=ours.follow,
            settle_letter=ours.settle_letter,
            suppress=ours.suppress,
            uploads=uploads(self.settings, self.store),
            upload_folder=self.settings.data_folder / "uploads",
            announce=self._announce,
            reopen_channel=self._reopen_channel,
            advance_demo=self._advance_demo(),
        )

    def _advance_demo(self) -> AdvanceDemo:
        """Nobody's three seconds are at stake, so it waits for the database as long as it takes."""
        ours = open_outreach(self.settings, self.store)
        return AdvanceDemo(self.store, ours.propose, ours.drafts, utc_now)

    def _by_team(self, team_id: str) -> Workspace | None:
        with self.listening.surveying() as tx:
            return tx.workspaces.by_team(team_id)

    def _announce(self, workspace_id: WorkspaceId, thread: Thread) -> None:
        with self.store.transaction(workspace_id) as tx:
            tx.outbox.put(thread, utc_now())

    def _reopen_channel(self, workspace_id: WorkspaceId, channel_id: str) -> None:
        with self.store.transaction(workspace_id) as tx:
            tx.channels.resume(channel_id)


@contextmanager
def open_backstage(settings: Settings) -> Iterator[Backstage]:
    """The use cases of the Slack side, which one process at a time may be."""
    with ExitStack() as stack:
        store = prepared_store(settings)
        stack.callback(store.close)
        stack.enter_context(InstanceLock(settings.database_url, "bot"))
        listening = open_store(settings.database_url, _LISTENER_PATIENCE)
        stack.callback(listening.close)
        yield Backstage(settings, store, listening, stack.enter_context(Background()))


def prepare_database(settings: Settings) -> None:
    prepared_store(settings).close()


def prove_audits(settings: Settings) -> tuple[AuditProof, ...]:
    """What is proved of each workspace's audit."""
    store = prepared_store(settings)
    try:
        return ReadAudit(store).prove_all()
    finally:
        store.close()


def copy_to(settings: Settings, file: Path) -> None:
    """As it is: a copy is taken before an upgrade too."""
    copy_database(settings.database_url, file)
