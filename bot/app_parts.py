"""The composition root's small parts, which the Slack side, the worker and the command line all need."""

from __future__ import annotations

from bot.polling import configured_sources, source_variables, switched_off
from bot.settings import Settings
from bot.wall_clock import utc_now
from jobs.analysis.doubting import BeliefRules
from jobs.analysis.exports import ExportLimits
from jobs.analysis.timing import RecheckRules
from jobs.import_links import ImportLinks
from jobs.list_sources import ListSources
from jobs.record_checks import Rules
from jobs.stage_upload import StageUpload
from storage.failpoints import arm
from storage.schema import migrate
from storage.store import Store, open_store


def prepared_store(settings: Settings) -> Store:
    """The database, brought to the newest schema."""
    arm(settings.failpoints)
    migrate(settings.database_url)
    return open_store(settings.database_url)


def check_rules(settings: Settings) -> Rules:
    return Rules(
        belief=BeliefRules(confirm_after=settings.confirm_after, first_recheck=settings.recheck_first),
        rechecks=RecheckRules(
            confirm_after=settings.confirm_after,
            first=settings.recheck_first,
            again=settings.recheck_suspect,
            high=settings.recheck_high,
            medium=settings.recheck_medium,
            low=settings.recheck_low,
            slowest=settings.recheck_slowest,
        ),
    )


def list_sources(settings: Settings, store: Store) -> ListSources:
    return ListSources(store, configured_sources(settings), source_variables(), switched_off(settings), utc_now)


def imports(settings: Settings, store: Store) -> ImportLinks:
    return ImportLinks(store, utc_now, ExportLimits(rows=settings.import_max_rows), settings.recheck_budget)


def uploads(settings: Settings, store: Store) -> StageUpload:
    return StageUpload(store, imports(settings, store), utc_now)
