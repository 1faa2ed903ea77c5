"""What can be done inside one transaction: the repositories of a workspace, and those of the machinery."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from storage.audit import Audit
from storage.backlinks import Backlinks
from storage.brands import Brands
from storage.candidates import Candidates, CandidatesOfAll
from storage.changes import Changes
from storage.channels import Channels
from storage.checks import Checks
from storage.clock import Clock
from storage.digests import Digests
from storage.do_not_contact import DoNotContacts
from storage.domain import WorkspaceId
from storage.hosts import Hosts
from storage.imports import Imports
from storage.letters import Letters
from storage.linked_pages import LinkedPagesOfAll, LinkedPagesOfSites
from storage.listings import Listings
from storage.mentions import Mentions
from storage.opportunities import Opportunities, OpportunitiesOfAll
from storage.outages import Outages
from storage.outbox import Outbox
from storage.own_pages import OwnPages, OwnPagesOfAll
from storage.pacing import Pacing
from storage.planner import Planner
from storage.polls import Polls, PollsOfAll
from storage.prospect_lists import ProspectLists
from storage.prospects import Prospects
from storage.prospects_of_all import ProspectsOfAll
from storage.ranks import Ranks
from storage.runs import Runs
from storage.seen import Seen
from storage.sender_letters import LettersOfAll
from storage.sender_outbox import SenderOutbox
from storage.sites import Sites
from storage.sources import Sources
from storage.templates import Templates
from storage.uploads import Uploads
from storage.visitors import Visitors
from storage.workspaces import Workspaces


class Transaction:
    """Everything of one workspace; no statement made here can reach another."""

    def __init__(self, connection: Connection, workspace_id: WorkspaceId) -> None:
        self._connection = connection
        self.workspace_id = workspace_id

    @cached_property
    def sites(self) -> Sites:
        return Sites(self._connection, self.workspace_id)

    @cached_property
    def backlinks(self) -> Backlinks:
        return Backlinks(self._connection, self.workspace_id)

    @cached_property
    def checks(self) -> Checks:
        return Checks(self._connection, self.workspace_id)

    @cached_property
    def changes(self) -> Changes:
        return Changes(self._connection, self.workspace_id)

    @cached_property
    def runs(self) -> Runs:
        return Runs(self._connection, self.workspace_id)

    @cached_property
    def digests(self) -> Digests:
        return Digests(self._connection, self.workspace_id)

    @cached_property
    def linked_pages(self) -> LinkedPagesOfSites:
        return LinkedPagesOfSites(self._connection, self.workspace_id)

    @cached_property
    def own_pages(self) -> OwnPages:
        return OwnPages(self._connection, self.workspace_id)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self._connection, self.workspace_id)

    @cached_property
    def channels(self) -> Channels:
        return Channels(self._connection, self.workspace_id)

    @cached_property
    def imports(self) -> Imports:
        return Imports(self._connection, self.workspace_id)

    @cached_property
    def listings(self) -> Listings:
        return Listings(self._connection, self.workspace_id)

    @cached_property
    def uploads(self) -> Uploads:
        return Uploads(self._connection, self.workspace_id)

    @cached_property
    def polls(self) -> Polls:
        return Polls(self._connection, self.workspace_id)

    @cached_property
    def candidates(self) -> Candidates:
        return Candidates(self._connection, self.workspace_id)

    @cached_property
    def brands(self) -> Brands:
        return Brands(self._connection, self.workspace_id)

    @cached_property
    def mentions(self) -> Mentions:
        return Mentions(self._connection, self.workspace_id)

    @cached_property
    def prospects(self) -> Prospects:
        return Prospects(self._connection, self.workspace_id)

    @cached_property
    def prospect_lists(self) -> ProspectLists:
        return ProspectLists(self._connection, self.workspace_id)

    @cached_property
    def opportunities(self) -> Opportunities:
        return Opportunities(self._connection, self.workspace_id)

    @cached_property
    def do_not_contact(self) -> DoNotContacts:
        return DoNotContacts(self._connection, self.workspace_id)

    @cached_property
    def visitors(self) -> Visitors:
        return Visitors(self._connection, self.workspace_id)

    @cached_property
    def letters(self) -> Letters:
        return Letters(self._connection, self.workspace_id)

    @cached_property
    def templates(self) -> Templates:
        return Templates(self._connection, self.workspace_id)

    @cached_property
    def audit(self) -> Audit:
        return Audit(self._connection, self.workspace_id)


class SystemTransaction:
    """What planner, sender and clock need of all workspaces at once."""

    def __init__(self, connection: Connection) -> None:
        self.workspaces = Workspaces(connection)
        self.planner = Planner(connection)
        self.outbox = SenderOutbox(connection)
        self.hosts = Hosts(connection)
        self.linked_pages = LinkedPagesOfAll(connection)
        self.own_pages = OwnPagesOfAll(connection)
        self.clock = Clock(connection)
        self.pacing = Pacing(connection)
        self.seen = Seen(connection)
        self.outages = Outages(connection)
        self.polls = PollsOfAll(connection)
        self.candidates = CandidatesOfAll(connection)
        self.sources = Sources(connection)
        self.ranks = Ranks(connection)
        self.letters = LettersOfAll(connection)
        self.prospects = ProspectsOfAll(connection)
        self.opportunities = OpportunitiesOfAll(connection)
