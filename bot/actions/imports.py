"""A file of links: shown as understood first, stored after a yes, reported with every refused row."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.blocks import imports, names
from bot.listening import Request, serve
from bot.services import Services
from bot.slack_files import SlackFile, download, shared_file
from jobs.stage_upload import Given
from storage.domain import Site, Thread

_BETWEEN_UPDATES = 5.0
_MOST_UPDATES = 3  # Slack takes five answers to one click; the first and the last are ours too
# Spreadsheets cannot be read, but whoever drops one hears what to do instead.
_EXPORTS = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")


def register(app: App, services: Services) -> None:
    @app.action(names.IMPORT_COMMIT)
    def commit(ack: Ack, body: dict[str, Any], action: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        serve(services, body, respond, client, lambda request: _commit(request, action["value"]))

    @app.action(names.IMPORT_CANCEL)
    def cancel(ack: Ack, body: dict[str, Any], action: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        serve(services, body, respond, client, lambda request: _cancel(request, action["value"]))

    @app.event("file_shared")
    def file_shared(event: dict[str, Any], body: dict[str, Any], client: WebClient, context: dict[str, Any]) -> None:
        if event.get("user_id") != context.get("bot_user_id"):  # what we attach ourselves is no export
            _on_file(services, event, body, client)


def _on_file(services: Services, event: Mapping[str, Any], body: Mapping[str, Any], client: WebClient) -> None:
    """A file dropped where we are. What is no export by its name is none of our business."""
    file = shared_file(client, event["file_id"])
    if not file.name.lower().endswith(_EXPORTS):
        return
    asked = Request.of_event(services, body, client, user_id=event["user_id"], channel_id=event["channel_id"])
    asked.work(lambda: _offer(asked, event["file_id"], file))


def _offer(request: Request, file_id: str, file: SlackFile) -> None:
    """Once for each file and channel, however many events tell of it."""
    if request.services.once.is_first(f"file/{request.workspace_id}/{request.channel_id}/{file_id}"):
        stage_file(request, file, _site_for(request, file.name))


def _site_for(request: Request, file_name: str) -> Site:
    """The site the file is named after, as Search Console does; else the one that this channel is about."""
    known = request.services.lists.sites(request.workspace_id)
    named = [site for site in known if any(domain in file_name.lower() for domain in site.settings.domains)]
    if len(named) == 1:
        return named[0]
    return request.services.lists.site(request.workspace_id, None, request.channel_id)


def stage_file(request: Request, file: SlackFile, site: Site) -> None:
    """Fetch the file from Slack and show what we understood of it."""
    path = download(request.client, file, request.services.upload_folder)
    given = Given(path, file.name, request.user_id, site)
    token, found = request.services.uploads.stage(request.workspace_id, given)
    request.answer(imports.preview(found.reading, site, token, None if found.is_exact else found.estimated_rows))


def _cancel(request: Request, token: str) -> None:
    name = request.services.uploads.cancel(request.workspace_id, token)
    request.answer(imports.cancelled(name), replace=True)


def _commit(request: Request, token: str) -> None:
    request.answer(imports.progress("your file", 0), replace=True)
    request.services.background.run(lambda: request.work(lambda: _import(request, token)))


def _import(request: Request, token: str) -> None:
    services = request.services
    site, report = services.uploads.commit(request.workspace_id, token, request.user_id, _progress(request))
    told = imports.report(report.record, site, report.reasons, report.refused_rows)
    request.answer(told, replace=True)
    if request.channel_id and services.membership.includes_us(request.channel_id):
        services.announce(request.workspace_id, Thread(f"import/{token}", request.channel_id, told))


def _progress(request: Request) -> Callable[[int], None]:
    """Edits the answer now and then, within the number of answers that Slack takes."""
    last, left = time.monotonic(), _MOST_UPDATES

    def show(rows: int) -> None:
        nonlocal last, left
        if left and time.monotonic() - last >= _BETWEEN_UPDATES:
            last, left = time.monotonic(), left - 1
            request.answer(imports.progress("your file", rows), replace=True)

    return show
