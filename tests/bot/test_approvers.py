"""Who may approve is decided at the click, by what Slack says then; without an answer nobody may."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from slack_sdk import WebClient

from bot.approvers import SlackApprovers
from bot.preview import faults
from bot.preview.driver import Preview, running_preview
from bot.preview.settings import InstalledApp, PreviewSettings
from bot.preview.values import UserGroup

TEAM = "T0PREVIEW"
MAYA, PRIYA, OMAR, GWEN, SASHA, LENA = "U0MAYA", "U0PRIYA", "U0OMAR", "U0GWEN", "U0SASHA", "U0LENA"
MINUTE, HOUR = 60.0, 3600.0


@dataclass
class World:
    """A workspace, and who may approve in it. ``seconds`` is the time."""

    preview: Preview
    seconds: float = 0.0

    def approvers(self, *named: str) -> SlackApprovers:
        settings = self.preview.settings
        client = WebClient(settings.bot_token, base_url=self.preview.api_url, retry_handlers=[])
        return SlackApprovers(client, named, TEAM, lambda: self.seconds)

    def set_group(self, *users: str) -> None:
        groups = self.preview.server.slack.workspace.groups
        groups["S0BUILDERS"] = UserGroup("S0BUILDERS", "link-builders", "Link builders", users)


@pytest.fixture
def world() -> Iterator[World]:
    with running_preview(PreviewSettings(port=0)) as preview:
        yield World(preview)


def refusal(approvers: SlackApprovers, user: str, team: str = TEAM) -> str:
    return approvers.permission(user, team).reason


def test_without_a_list_every_full_member_may_approve(world: World) -> None:
    assert world.approvers().permission(MAYA, TEAM).is_given


@pytest.mark.parametrize(
    ("user", "team", "said"),
    [
        (OMAR, TEAM, "Guests may not approve"),
        (GWEN, TEAM, "Guests may not approve"),
        (SASHA, "T0PARTNER", "People of other organisations may not approve"),
        (SASHA, TEAM, "People of other organisations may not approve"),  # whatever the click says
        (MAYA, "T0PARTNER", "People of other organisations may not approve"),
        (MAYA, "", "People of other organisations may not approve"),
        (LENA, TEAM, "deactivated"),
        ("U0ANCHOR", TEAM, "An app may not approve"),
        ("U0NOBODY", TEAM, "Slack does not show us your account"),
    ],
)
def test_visitors_apps_and_those_who_left_may_not(world: World, user: str, team: str, said: str) -> None:
    assert said in refusal(world.approvers(), user, team)


@pytest.mark.parametrize(("user", "team"), [(OMAR, TEAM), (GWEN, TEAM), (SASHA, "T0PARTNER")])
def test_a_guest_or_stranger_who_is_named_may_approve(world: World, user: str, team: str) -> None:
    assert world.approvers(user).permission(user, team).is_given


def test_a_list_shuts_out_everybody_else(world: World) -> None:
    approvers = world.approvers(PRIYA, "S0BUILDERS")
    assert approvers.permission(PRIYA, TEAM).is_given
    assert approvers.permission(MAYA, TEAM).is_given
    assert "OUTREACH_APPROVERS" in refusal(approvers, "U0ROBIN")


def test_a_guest_in_a_named_group_must_still_be_named_as_a_person(world: World) -> None:
    assert "Guests may not approve" in refusal(world.approvers("S0BUILDERS"), OMAR)
    assert world.approvers("S0BUILDERS", OMAR).permission(OMAR, TEAM).is_given


def test_whoever_joins_or_leaves_a_group_is_known_after_five_minutes(world: World) -> None:
    approvers = world.approvers("S0BUILDERS")
    assert approvers.permission(MAYA, TEAM).is_given
    world.set_group(PRIYA)
    world.seconds += 4 * MINUTE
    assert approvers.permission(MAYA, TEAM).is_given
    world.seconds += 2 * MINUTE
    assert refusal(approvers, MAYA)
    assert approvers.permission(PRIYA, TEAM).is_given


def test_a_member_who_becomes_a_guest_is_known_after_a_minute(world: World) -> None:
    approvers = world.approvers()
    assert approvers.permission(MAYA, TEAM).is_given
    users = world.preview.server.slack.workspace.users
    users[MAYA], former = users[OMAR], users[MAYA]
    world.seconds += 2 * MINUTE
    assert "Guests" in refusal(approvers, MAYA)
    users[MAYA] = former


@pytest.mark.parametrize("fault", [faults.broken(500), faults.rate_limited("30"), faults.closed(), faults.web_page()])
def test_without_an_answer_and_nothing_known_nobody_may_approve(world: World, fault: faults.Fault) -> None:
    world.preview.faults.inject("users.info", fault)
    world.preview.faults.inject("usergroups.users.list", fault)
    assert "please try again in a minute" in refusal(world.approvers(), MAYA)
    assert "please try again in a minute" in refusal(world.approvers("S0BUILDERS"), MAYA)


@pytest.mark.parametrize("fault", [faults.broken(503), faults.rate_limited("30"), faults.closed()])
def test_while_slack_is_silent_the_last_answer_is_good_for_an_hour(world: World, fault: faults.Fault) -> None:
    approvers = world.approvers("S0BUILDERS")
    assert approvers.permission(MAYA, TEAM).is_given
    for method in ("users.info", "usergroups.users.list"):
        world.preview.faults.inject(method, fault, times=20)
    world.seconds += 10 * MINUTE
    assert approvers.permission(MAYA, TEAM).is_given
    world.seconds += HOUR
    assert "please try again" in refusal(approvers, MAYA)


def test_a_silent_slack_is_left_in_peace_for_some_seconds_and_then_asked_again(world: World) -> None:
    approvers = world.approvers()
    world.preview.faults.inject("users.info", faults.broken(500))
    assert refusal(approvers, MAYA)
    assert refusal(approvers, MAYA)
    world.seconds += 6
    assert approvers.permission(MAYA, TEAM).is_given


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("plan_upgrade_required", "User groups need a paid Slack plan"),
        ("missing_scope", "usergroups:read"),
        ("no_such_subteam", "OUTREACH_APPROVERS names a user group that Slack does not know"),
        ("something_new", "please try again"),
    ],
)
def test_a_group_that_cannot_be_read_says_what_to_mend(world: World, error: str, said: str) -> None:
    world.preview.faults.inject("usergroups.users.list", faults.refused(error))
    approvers = world.approvers("S0BUILDERS", PRIYA)
    assert said in refusal(approvers, MAYA)
    assert approvers.permission(PRIYA, TEAM).is_given


def test_a_group_that_slack_takes_away_is_not_remembered(world: World) -> None:
    approvers = world.approvers("S0BUILDERS")
    assert approvers.permission(MAYA, TEAM).is_given
    world.preview.faults.inject("usergroups.users.list", faults.refused("plan_upgrade_required"))
    world.seconds += 10 * MINUTE
    assert "paid Slack plan" in refusal(approvers, MAYA)


def test_the_scope_is_missing_when_the_app_was_installed_before_it_was_asked_for() -> None:
    app = InstalledApp(scopes=frozenset({"users:read"}))
    with running_preview(PreviewSettings(port=0, app=app)) as preview:
        assert "usergroups:read" in refusal(World(preview).approvers("S0BUILDERS"), MAYA)


def test_many_clicks_at_once_ask_slack_once(world: World) -> None:
    approvers = world.approvers("S0BUILDERS")
    world.preview.faults.inject("usergroups.users.list", faults.broken(500))  # whoever asked twice would be let in
    with ThreadPoolExecutor(16) as threads:
        said = list(threads.map(lambda _: refusal(approvers, MAYA), range(64)))
    assert all("try again" in one for one in said)
