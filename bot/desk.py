"""What the command line works with: the use cases of the one workspace on this machine."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from jobs.add_site import AddSite
from jobs.check_now import CheckNow, Round
from jobs.import_links import ImportLinks
from jobs.import_ranks import ImportRanks
from jobs.list_backlinks import ListBacklinks
from jobs.list_sources import ListSources
from jobs.post_digest import PostDigest
from jobs.read_audit import ReadAudit
from jobs.replay_answers import Replayed
from jobs.request_check import Asked
from storage.domain import CheckRun, WorkspaceId


@dataclass(frozen=True)
class Desk:
    """``visiting`` has pages visited while it lasts and yields what moves that on.

    ``poll_now`` asks every source what is due there and returns how many queries were asked.
    """

    workspace_id: WorkspaceId
    add_site: AddSite
    lists: ListBacklinks
    sources: ListSources
    imports: ImportLinks
    import_ranks: ImportRanks
    digests: PostDigest
    audit: ReadAudit
    visiting: Callable[[], AbstractContextManager[Callable[[], object]]]
    poll_now: Callable[[], int]
    replay: Callable[[], Replayed]
    check_now: Callable[[Callable[[], object]], CheckNow]

    def check_round(self, site: str | None, every: bool, on_progress: Callable[[CheckRun], None]) -> Round:
        """Check what is due on a site, or every link, and wait for the end."""
        asked = Asked(by="command line", what=site, wants_report=False, only_due=not every)
        with self.visiting() as step:
            return self.check_now(step).check(self.workspace_id, asked, on_progress)
