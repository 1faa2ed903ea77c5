"""What Slack says about a person: their name, and the time zone they live in."""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

DEFAULT_ZONE = "UTC"


def zone_of(client: WebClient, user_id: str) -> str:
    """The person's IANA zone; UTC where Slack does not say."""
    try:
        user = client.users_info(user=user_id)["user"]
    except SlackApiError:
        return DEFAULT_ZONE
    return str(user.get("tz") or DEFAULT_ZONE)


def name_of(client: WebClient, user_id: str) -> str:
    """As they sign; empty where Slack does not say."""
    try:
        user = client.users_info(user=user_id)["user"]
    except SlackApiError:
        return ""
    return str(user.get("real_name") or (user.get("profile") or {}).get("real_name") or "")
