"""Files go both ways: the app uploads reports, people share exports with it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from slack_bolt import Ack, App
from slack_sdk.errors import SlackApiError


def test_the_app_uploads_a_file_into_a_thread(preview, client):
    parent = client.chat_postMessage(channel="C0LINKS", text="report")["ts"]
    client.files_upload_v2(
        channel="C0LINKS", thread_ts=parent, filename="links.csv", content="a,b\n1,2\n", initial_comment="all of them"
    )
    reply = preview.thread(preview.messages("links")[0])[0]
    assert reply.content.text == "all of them"
    assert preview.file(reply) == b"a,b\n1,2\n"


def test_an_upload_that_never_happened_cannot_be_completed(preview, client):
    file_id = client.files_getUploadURLExternal(filename="a.csv", length=3)["file_id"]
    with pytest.raises(SlackApiError, match="file_not_found"):
        client.files_completeUploadExternal(files=[{"id": file_id}], channel_id="C0LINKS")


def test_a_file_over_a_hundred_megabytes_is_refused_before_it_is_sent(preview, client):
    with pytest.raises(SlackApiError, match="file_upload_size_restricted"):
        client.files_getUploadURLExternal(filename="a.csv", length=101 * 1024 * 1024)


def test_the_app_downloads_what_a_person_shared_with_its_token_alone(preview, connect, client):
    shared: list[dict[str, Any]] = []

    def register(app: App) -> None:
        @app.event("file_shared")
        def file_shared(event: dict[str, Any]) -> None:
            shared.append(event)

        app.event("message")(lambda: None)

    connect(register)
    preview.upload("Ünïcode export.csv", b"source\nhttps://a.example/\n")
    assert preview.wait_for(lambda: len(shared) == 1)
    file = client.files_info(file=shared[0]["file_id"])["file"]
    url = file["url_private_download"]
    answer = httpx.get(url, headers={"Authorization": f"Bearer {client.token}"})
    assert answer.content == b"source\nhttps://a.example/\n"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Sign in" in httpx.get(url).text


def test_a_file_shared_where_the_app_is_not_stays_unknown_to_it(preview, client):
    file_id = preview.upload("a.csv", b"x", channel="random").content.files[0]
    with pytest.raises(SlackApiError, match="file_not_found"):
        client.files_info(file=file_id)


def test_a_modal_takes_a_file_and_describes_it_to_the_app(preview, connect):
    taken: list[dict[str, Any]] = []
    element = {"type": "file_input", "action_id": "file", "filetypes": ["csv"], "max_files": 1}
    field = {
        "type": "input",
        "block_id": "export",
        "label": {"type": "plain_text", "text": "Export"},
        "element": element,
    }
    title = {"type": "plain_text", "text": "Import"}

    def register(app: App) -> None:
        @app.command("/backlinks")
        def backlinks(ack: Ack, body: dict[str, Any], client: Any) -> None:
            ack()
            view = {"type": "modal", "callback_id": "import", "title": title, "submit": title, "blocks": [field]}
            client.views_open(trigger_id=body["trigger_id"], view=view)

        @app.view("import")
        def submitted(ack: Ack, view: dict[str, Any]) -> None:
            ack()
            taken.extend(view["state"]["values"]["export"]["file"]["files"])

    connect(register)
    preview.command("/backlinks")
    assert preview.wait_for(preview.view)
    preview.submit({"file": [preview.upload_for_view("a.csv", b"x")]})
    assert [file["name"] for file in taken] == ["a.csv"]
    token = preview.settings.bot_token
    assert httpx.get(taken[0]["url_private_download"], headers={"Authorization": f"Bearer {token}"}).content == b"x"
