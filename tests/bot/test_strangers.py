"""What comes from elsewhere: a colleague of another organisation, and a file that did not arrive whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.listening import Request
from bot.services import NotInstalledError
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
