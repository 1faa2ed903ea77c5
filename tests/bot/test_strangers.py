"""What comes from elsewhere: a colleague of another organisation, and a file that did not arrive whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.approvers import SlackApprovers
from bot.listening import Request, is_first_delivery, is_first_of_approver
from bot.services import MayNotApproveError, NotInstalledError
from bot.slack_files import DownloadError, SlackFile, download
from tests.bot.running import Bot
from tests.servers.web import Reply, SiteServer


def test_a_person_of_another_organisation_may_not_act_in_a_shared_channel(bot: Bot) -> None:
    team = bot.side.workspace.team_id
    services = bot.side.services
    ours = {"team": {"id": team}, "user": {"id": "U1", "team_id": team}}
    assert Request.of(services, ours, WebClient(), None).workspace_id == bot.side.workspace.id
    stranger = {"team": {"id": team}, "user": {"id": "U2", "team_id": "T0STRANGER"}}
    with pytest.raises(NotInstalledError):
        _ = Request.of(services, stranger, WebClient(), None).workspace_id


@pytest.mark.parametrize("size", [9, 5])
def test_a_file_of_another_size_than_slack_says_is_not_taken(
    site_server: SiteServer, tmp_path: Path, size: int
) -> None:
    url = site_server.put("127.0.0.1/a.csv", Reply(b"a,b\n1,2", headers=(("Content-Type", "text/csv"),)))
    client = WebClient("xoxb-1", base_url=url.rpartition("/")[0] + "/api/")
    with pytest.raises(DownloadError):
        download(client, SlackFile("a.csv", url, size), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_token_follows_no_redirect(site_server: SiteServer, tmp_path: Path) -> None:
    elsewhere = site_server.put("127.0.0.2/a.csv", Reply(b"a,b"))
    url = site_server.redirect("127.0.0.1/a.csv", elsewhere)
    client = WebClient("xoxb-1", base_url=url.rpartition("/")[0] + "/api/")
    with pytest.raises(DownloadError):
        download(client, SlackFile("a.csv", url, 3), tmp_path)
    assert site_server.asked_for("127.0.0.2/a.csv") == []


def click(team: str, user: str, of_team: str, **more: object) -> dict[str, object]:
    user_of = {"id": user, "team_id": of_team}
    return {"type": "block_actions", "team": {"id": team}, "user": user_of, "trigger_id": f"{user}.1", **more}


def test_a_click_knows_whose_app_was_used_and_who_used_it(bot: Bot) -> None:
    team = bot.side.workspace.team_id
    for body in (
        click(team, "U2", "T0STRANGER"),
        click("T0STRANGER", "U2", "T0STRANGER", message={"team": team}),
        click("T0STRANGER", "U2", "T0STRANGER", view={"app_installed_team_id": team}),
    ):
        request = Request.of(bot.side.services, body, WebClient(), None)
        assert request.app_workspace_id == bot.side.workspace.id
        assert request.team_id == "T0STRANGER"
        with pytest.raises(NotInstalledError):
            _ = request.workspace_id


def test_a_message_of_strangers_does_not_make_their_workspace_ours(bot: Bot) -> None:
    """Only below a message of ours is its team the app's."""
    team = bot.side.workspace.team_id
    shortcut = click("T0STRANGER", "U2", "T0STRANGER", message={"team": team}) | {"type": "message_action"}
    for body in (shortcut, click("T0STRANGER", "U2", "T0STRANGER", message={"team": "T0STRANGER"})):
        with pytest.raises(NotInstalledError):
            _ = Request.of(bot.side.services, body, WebClient(), None).app_workspace_id


def test_a_stranger_who_is_named_may_approve_and_do_nothing_else(bot: Bot) -> None:
    team = bot.side.workspace.team_id
    approvers = SlackApprovers(WebClient(), ("U2",), team)
    services = replace(bot.side.services, approvers=approvers)
    named = Request.of(services, click(team, "U2", "T0STRANGER"), WebClient(), None)
    assert is_first_of_approver(named)
    assert not is_first_of_approver(named)
    with pytest.raises(NotInstalledError):
        is_first_delivery(named)
    other = Request.of(services, click(team, "U3", "T0STRANGER"), WebClient(), None)
    with pytest.raises(MayNotApproveError, match="other organisations"):
        is_first_of_approver(other)


def test_a_click_of_a_stranger_in_the_workspace_is_refused(bot: Bot) -> None:
    bot.add_site()
    assert bot.ask("list", user="sasha") == "Anchorwatch is not installed in your workspace."
