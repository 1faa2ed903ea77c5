"""Carries outbox messages to Slack and looks for those whose posting was never answered."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from typing import Any

from slack_sdk import WebClient

from bot.slack_answers import classify
from jobs.deliver_messages import Answer, DeliverMessages, Outcome
from storage.domain import OutboxMessage
from storage.errors import AnchorwatchError

logger = logging.getLogger(__name__)

EVENT_TYPE = "anchorwatch_message"
REPEAT_MARK = "(possible repeat: Slack did not say whether this was posted before) "
_LOOK_BACK = timedelta(seconds=60)
_IDLE_SECONDS = 0.3
_PAST_EDITING = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})


@dataclass(frozen=True)
class SlackCourier:
    """Posts by ``chat.postMessage`` with our key in the metadata. The client must have ``retry_handlers=[]``."""

    client: WebClient

    def post(self, message: OutboxMessage) -> Answer:
        """Post once; blocks that Slack refuses are posted again as plain text, which is better than silence."""
        if message.message.files:
            return classify(lambda: self._upload(message))
        answer = classify(lambda: self._post(message, [dict(block) for block in message.message.blocks]))
        if answer.outcome is Outcome.OUR_FAULT and message.message.blocks:
            return classify(lambda: self._post(message, []))
        return answer

    def look_for(self, message: OutboxMessage) -> Answer:
        """Find our message by its key (a file by its name); ``POSTED`` without a ts means it is not there."""
        return classify(
            lambda: next(
                (str(posted["ts"]) for posted in self._posted_since(message) if _is_ours(posted, message)), None
            )
        )

    def edit(self, message: OutboxMessage) -> Answer:
        """Make a posted message say what it says now; blocks that Slack refuses give way to plain text."""
        answer = classify(lambda: self._update(message, [dict(block) for block in message.message.blocks]))
        if answer.outcome is Outcome.OUR_FAULT and answer.error not in _PAST_EDITING and message.message.blocks:
            return classify(lambda: self._update(message, []))
        return answer

    def _post(self, message: OutboxMessage, blocks: list[dict[str, Any]]) -> str:
        mark = REPEAT_MARK if message.may_repeat else ""
        response = self.client.chat_postMessage(
            channel=message.channel_id,
            text=mark + message.message.text,
            blocks=blocks or None,
            thread_ts=message.thread_ts,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": message.key}},
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(response["ts"])

    def _update(self, message: OutboxMessage, blocks: list[dict[str, Any]]) -> str:
        """What is left out stays: our key in the metadata does, and old blocks would, so none are named too."""
        ts = str(message.ts)
        self.client.chat_update(channel=message.channel_id, ts=ts, text=message.message.text, blocks=blocks)
        return ts

    def _upload(self, message: OutboxMessage) -> str:
        self.client.files_upload_v2(
            channel=message.channel_id,
            thread_ts=message.thread_ts,
            file_uploads=[
                {"content": file.content.encode("utf-8-sig"), "filename": file.name} for file in message.message.files
            ],  # with a byte-order mark, without which Excel garbles anchors
        )
        return ""

    def _posted_since(self, message: OutboxMessage) -> Iterator[dict[str, Any]]:
        since = (message.attempt_at or message.created_at) - _LOOK_BACK
        asked: dict[str, Any] = {
            "channel": message.channel_id,
            "oldest": f"{since.timestamp():.6f}",
            "include_all_metadata": True,
            "limit": 200,
        }
        while True:
            if message.thread_ts:
                page = self.client.conversations_replies(ts=message.thread_ts, **asked)
            else:
                page = self.client.conversations_history(**asked)
            yield from page["messages"]
            asked["cursor"] = (page.get("response_metadata") or {}).get("next_cursor")
            if not asked["cursor"]:
                return


def _is_ours(posted: dict[str, Any], message: OutboxMessage) -> bool:
    names = {file.name for file in message.message.files}
    if names:
        return any(file.get("name") in names for file in posted.get("files") or ())
    payload = (posted.get("metadata") or {}).get("event_payload") or {}
    return bool(payload.get("key") == message.key)


def run_sender(deliver: DeliverMessages, stop: Event) -> None:
    """Deliver until told to stop. Trouble with the database passes or is mended; the messages wait for it."""
    while not stop.is_set():
        try:
            was_idle = not deliver.step()
        except AnchorwatchError:
            logger.exception("delivery interrupted")
            was_idle = True
        if was_idle:
            stop.wait(_IDLE_SECONDS)
