"""Whatever an app or a page sends, the workspace answers in its own words and goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.preview.api import METHODS
from bot.preview.driver import Preview, running_preview
from bot.preview.settings import PreviewSettings

WORDS = st.sampled_from(
    [
        "C0LINKS",
        "D0ANCHOR",
        "U0ROBIN",
        "1.0",
        "section",
        "modal",
        "home",
        "at:-1",
        "",
        "[]",
        "{",
        "²",
        "9" * 5000,
        "x" * 300,
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just(1.5) | WORDS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["type", "text", "blocks", "elements", "id", "title", "event_type", "event_payload", "rows", "fields"]
    ), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip
NAMES = [
    *("channel", "channels", "channel_id", "text", "blocks", "attachments", "metadata", "ts", "timestamp", "thread_ts"),
    *("user", "users", "user_id", "view", "view_id", "external_id", "hash", "trigger_id", "limit", "cursor", "oldest"),
    *("latest", "types", "files", "filename", "length", "file", "name", "usergroup"),
]
ARGUMENTS = st.dictionaries(
    st.sampled_from(NAMES),
    JSON,
    max_size=15,
)


@pytest.fixture(scope="module")
def shared() -> Iterator[Preview]:
    with running_preview(PreviewSettings(port=0)) as preview:
        yield preview


@pytest.fixture(scope="module")
def http(shared: Preview) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=shared.url) as client:
        yield client


@settings(max_examples=300, deadline=None)
@given(method=st.sampled_from(sorted(METHODS)), arguments=ARGUMENTS, as_form=st.booleans())
def test_every_method_answers_any_arguments_in_slacks_own_words(shared, http, method, arguments, as_form):
    token = shared.settings.app_token if METHODS[method].by_app_token else shared.settings.bot_token
    headers = {"Authorization": f"Bearer {token}"}
    body = {name: json.dumps(value) for name, value in arguments.items()} if as_form else arguments
    answer = http.post(f"/api/{method}", headers=headers, **({"data": body} if as_form else {"json": body}))
    assert answer.status_code == 200
    assert answer.json()["ok"] is True or answer.json()["error"]


ROUTES = ["messages", "actions", "views/V0/submit", "views/V0/close", "invite", "channels", "home"]


@settings(max_examples=150, deadline=None)
@given(route=st.sampled_from(ROUTES), said=JSON)
def test_every_route_of_the_page_answers_any_json_with_a_sentence(shared, http, route, said):
    answer = http.post(f"/preview/{route}", headers={"X-Preview-Token": shared.server.page_token}, json=said)
    assert answer.status_code in {200, 422}
    assert answer.json()["ok"] is True or answer.json()["error"].endswith((".", "!"))


@pytest.mark.parametrize(
    "body", [b"{", b"\xff", b"[" * 100_000, b'{"text": "\\ud800", "channel": "C0LINKS"}', b"[1]", b"x" * 5_000_000]
)
def test_a_body_that_is_no_json_object_is_refused(shared, http, body):
    headers = {"Authorization": f"Bearer {shared.settings.bot_token}", "Content-Type": "application/json"}
    answer = http.post("/api/chat.postMessage", headers=headers, content=body)
    assert answer.status_code in {200, 413}
    assert http.post("/response/none", headers={"Content-Type": "application/json"}, content=body).status_code >= 400
