"""What Slack says about a person: the time zone they live in."""

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
