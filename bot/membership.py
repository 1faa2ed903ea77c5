"""Whether the bot is in a channel, so that a report is never promised where it cannot be posted."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

_FRESH_SECONDS = 60.0
_DIRECT = "D"  # how the ids of direct messages begin


@dataclass
class SlackMembership:
    """Answers from Slack, remembered for a minute; being invited forgets the old answer."""

    client: WebClient
    monotonic: Callable[[], float] = time.monotonic
    _known: dict[str, tuple[float, bool]] = field(default_factory=dict)

    def includes_us(self, channel_id: str) -> bool:
        """True when messages to the channel will arrive. Direct messages count as not: Slack says nothing of them."""
        if channel_id.startswith(_DIRECT):
            return False
        known = self._known.get(channel_id)
        if known is None or self.monotonic() - known[0] > _FRESH_SECONDS:
            known = (self.monotonic(), self._ask(channel_id))
            self._known[channel_id] = known
        return known[1]

    def forget(self, channel_id: str) -> None:
        self._known.pop(channel_id, None)

    def _ask(self, channel_id: str) -> bool:
        """A private channel we are not in answers ``channel_not_found``."""
        try:
            channel = self.client.conversations_info(channel=channel_id)["channel"]
        except SlackApiError:
            return False
        return bool(channel.get("is_member"))
