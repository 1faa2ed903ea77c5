"""Everything a listener may call: the use cases, already wired, and the workspace a payload belongs to."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.background import Background
from jobs.add_backlink import AddBacklink
from jobs.add_site import AddSite
from jobs.advance_demo import AdvanceDemo
from jobs.decide_outreach import DecideOutreach
from jobs.edit_templates import EditTemplates
from jobs.explain_backlink import ExplainBacklink
from jobs.follow_through import FollowThrough
from jobs.judge_mention import JudgeMention
from jobs.list_backlinks import ListBacklinks
from jobs.list_mentions import ListMentions
from jobs.list_outreach import ListOutreach
from jobs.list_sources import ListSources
from jobs.mark_contract import MarkContract
from jobs.mute_domains import MuteDomains
from jobs.propose_outreach import ProposeOutreach
from jobs.read_audit import ReadAudit
from jobs.receive_inbound import ReceiveInbound
from jobs.request_check import RequestCheck
from jobs.request_scan import RequestScan
from jobs.settle_letter import SettleLetter
from jobs.stage_upload import StageUpload
from jobs.suggest_fixes import SuggestFixes
from jobs.suppress_contacts import SuppressContacts
from jobs.teach_brands import TeachBrands
from jobs.watch_terms import WatchTerms
from jobs.write_drafts import WriteDrafts
from storage.domain import Thread, Workspace, WorkspaceId
from storage.errors import AnchorwatchError


class NotInstalledError(AnchorwatchError):
    """A payload came from a workspace that has not installed us."""


class MayNotApproveError(AnchorwatchError):
    """Whoever clicked is not one of those who may approve; ``reason`` is the sentence that says why."""

    def __init__(self, user_id: str, team_id: str, reason: str) -> None:
        super().__init__(f"{user_id!r} of {team_id!r} may not approve: {reason}", reason)


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether a person may approve; ``reason`` is the sentence that says why not."""

    reason: str = ""

    @property
    def is_given(self) -> bool:
        return not self.reason


class Approvers(Protocol):
    """Who may approve outreach, asked at the moment of the click."""

    def permission(self, user_id: str, acting_team: str) -> Permission: ...


class Membership(Protocol):
    """Whether messages to a channel will arrive."""

    def includes_us(self, channel_id: str) -> bool: ...

    def forget(self, channel_id: str) -> None: ...


@dataclass(frozen=True)
class Services:
    """``background`` runs what lasts longer than an answer may take; ``once`` drops inbound repeats.

    ``announce`` queues a message to a channel; ``reopen_channel`` lets those that had to wait go out.
    """

    workspace: Callable[[str], Workspace | None]
    once: ReceiveInbound
    background: Background
    membership: Membership
    approvers: Approvers
    add_site: AddSite
    add_backlink: AddBacklink
    request_check: RequestCheck
    explain: ExplainBacklink
    mark_contract: MarkContract
    lists: ListBacklinks
    sources: ListSources
    mentions: ListMentions
    judge_mention: JudgeMention
    terms: WatchTerms
    mutes: MuteDomains
    audit: ReadAudit
    brands: TeachBrands
    templates: EditTemplates
    scan: RequestScan
    fixes: SuggestFixes
    outreach: ListOutreach
    propose: ProposeOutreach
    decide: DecideOutreach
    drafts: WriteDrafts
    follow: FollowThrough
    settle_letter: SettleLetter
    suppress: SuppressContacts
    uploads: StageUpload
    upload_folder: Path
    announce: Callable[[WorkspaceId, Thread], None]
    reopen_channel: Callable[[WorkspaceId, str], None]
    advance_demo: AdvanceDemo

    def workspace_of(self, team_id: str) -> WorkspaceId:
        """The workspace a payload came from; one of another organisation may not act here."""
        workspace = self.workspace(team_id)
        if workspace is None:
            raise NotInstalledError(
                f"payload of unknown team {team_id!r}", "Anchorwatch is not installed in your workspace."
            )
        return workspace.id
