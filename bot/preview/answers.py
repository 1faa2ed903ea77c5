"""What an app answers outside the Web API: to a response URL, or in the ack of a command."""

from __future__ import annotations

from dataclasses import replace

from bot.preview.arguments import Arguments
from bot.preview.calls import post
from bot.preview.content import read_content, read_update
from bot.preview.errors import RefusedError
from bot.preview.response_urls import ResponseUrl
from bot.preview.slack import PreviewSlack
from bot.preview.values import Draft, Json, Message, Refusal


def respond(slack: PreviewSlack, token: str, said: Json) -> None:
    """An answer by response URL; raises what Slack would answer instead of "ok"."""
    try:
        answer(slack, slack.response_urls.use(token), Arguments("response_url", said))
    except RefusedError as error:
        slack.refusals.append(Refusal("response_url", error.error, error.places))
        raise


def answer(slack: PreviewSlack, url: ResponseUrl, said: Arguments) -> None:
    """Posts, replaces or deletes; ephemeral unless the app says otherwise."""
    original = slack.messages.get(url.channel, url.original) if url.original else None
    if said.flag("delete_original"):
        if original is not None:
            slack.messages.delete(original)
        return
    if said.flag("replace_original") and original is not None:
        slack.messages.edit(original, read_update(said, replace(original.content, blocks=())))
        return
    _post(slack, url, said)


def _post(slack: PreviewSlack, url: ResponseUrl, said: Arguments) -> Message:
    is_public = said.text("response_type", "ephemeral") == "in_channel"
    thread_ts = said.text("thread_ts") or url.thread_ts
    message = post(
        slack,
        said.method,
        Draft(
            channel=url.channel,
            user=slack.workspace.bot.id,
            content=read_content(said),
            thread_ts=thread_ts,
            only_for=None if is_public else url.user,
        ),
    )
    url.last = message.ts
    return message
