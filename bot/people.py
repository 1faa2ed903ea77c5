"""What Slack says about a person: their name, the time zone they live in, and where to write to them alone."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.remembered import Remembered

DEFAULT_ZONE = "UTC"
_SLACKBOT = "USLACKBOT"
_HOUR_SECONDS = 3600.0


@dataclass
class SlackPeople:
    """Asked for by a clock, so answers are kept for an hour."""

    client: WebClient
    _zones: Remembered[str] = field(init=False)
    _channels: Remembered[str] = field(init=False)

    def __post_init__(self) -> None:
        self._zones = Remembered(self._zone, _HOUR_SECONDS)
        self._channels = Remembered(self._channel, _HOUR_SECONDS)

    def zone_of(self, user_id: str) -> str | None:
        """None while Slack does not say: whoever is unknown is not disturbed."""
        return self._zones.of(user_id).found

    def direct_channel(self, user_id: str) -> str | None:
        return self._channels.of(user_id).found

    def _zone(self, user_id: str) -> str:
        named = str(self.client.users_info(user=user_id)["user"].get("tz") or DEFAULT_ZONE)
        return named if _is_zone(named) else DEFAULT_ZONE

    def _channel(self, user_id: str) -> str:
        return str(self.client.conversations_open(users=user_id)["channel"]["id"])


def zone_of(client: WebClient, user_id: str) -> str:
    """The person's IANA zone; UTC where Slack does not say."""
    try:
        user = client.users_info(user=user_id)["user"]
    except SlackApiError:
        return DEFAULT_ZONE
    return str(user.get("tz") or DEFAULT_ZONE)


def is_colleague(client: WebClient, user_id: str) -> bool:
    """Whether it is a person who works here, guests included; where Slack does not say, it is nobody."""
    try:
        user = client.users_info(user=user_id)["user"]
    except SlackApiError:
        return False
    is_elsewhere = user.get("is_stranger") or user.get("deleted")
    return not (is_elsewhere or user.get("is_bot") or user_id == _SLACKBOT)


def name_of(client: WebClient, user_id: str) -> str:
    """As they sign; empty where Slack does not say."""
    try:
        user = client.users_info(user=user_id)["user"]
    except SlackApiError:
        return ""
    return str(user.get("real_name") or (user.get("profile") or {}).get("real_name") or "")


def _is_zone(named: str) -> bool:
    try:
        ZoneInfo(named)
    except (KeyError, ValueError, OSError):
        return False
    return True
