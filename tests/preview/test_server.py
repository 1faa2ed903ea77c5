"""The workspace starts on loopback alone, says plainly when it cannot, and leaves nothing behind."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from bot.preview.driver import running_preview
from bot.preview.settings import InstalledApp
from storage.errors import AnchorwatchError
from tests.preview.conftest import QUICK


def test_a_port_in_use_is_one_plain_sentence(preview):
    port = int(preview.url.rsplit(":", 1)[1].strip("/"))
    with pytest.raises(AnchorwatchError) as failed, running_preview(replace(QUICK, port=port)):
        pass
    assert failed.value.user_message == (
        f"Port {port} is already in use; stop what runs there or choose another with --port."
    )


def test_only_loopback_is_listened_on(preview):
    port = int(preview.url.rsplit(":", 1)[1].strip("/"))
    with socket.socket() as probe:
        probe.settimeout(1)
        assert probe.connect_ex(("127.0.0.2", port)) != 0


def test_files_leave_the_disk_with_the_workspace():
    with running_preview(QUICK) as preview:
        message = preview.upload("a.csv", b"x")
        stored = preview.server.slack.files.get(message.content.files[0])
        assert stored is not None
        path: Path = preview.server.slack.files.path(stored)
        assert path.exists()
    assert not path.exists()


def test_a_manifest_says_what_the_app_offers_and_may_do():
    manifest = {
        "display_information": {"name": "Anchorwatch"},
        "features": {
            "bot_user": {"display_name": "anchorwatch"},
            "slash_commands": [{"command": "/backlinks", "description": "Links", "usage_hint": "check"}],
        },
        "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
        "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
    }
    app = InstalledApp.from_manifest(manifest)
    assert app.name == "anchorwatch"
    assert [(c.command, c.usage_hint) for c in app.commands] == [("/backlinks", "check")]
    assert app.scopes == {"commands", "chat:write"}
    assert app.events == {"app_home_opened"}
