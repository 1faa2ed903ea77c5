"""/outreach: whom to ask for a link, and with which words."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.blocks import help
from bot.commands.arguments import split_arguments
from bot.errors import UsageError
from bot.listening import Request, serve
from bot.outreach_templates import open_templates
from bot.services import Services

Verb = Callable[[Request, tuple[str, ...]], None]


def register(app: App, services: Services) -> None:
    @app.command("/outreach")
    def outreach(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        serve(services, body, respond, client, lambda request: _run(request, body.get("text") or ""))


def _run(request: Request, text: str) -> None:
    words = split_arguments(text) or ("help",)
    verb = VERBS.get(words[0].lower())
    if verb is None:
        raise UsageError(f"unknown subcommand {words[0]!r}", help.unknown(words[0], help.OUTREACH))
    verb(request, words[1:])


def _help(request: Request, _words: tuple[str, ...]) -> None:
    request.answer(help.outreach_help())


VERBS: Mapping[str, Verb] = {
    "template": open_templates,
    "help": _help,
}
