"""Settings that cannot be used: one line that names the variable, whatever command meets them."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from bot.preview.driver import running_preview
from bot.preview.settings import PreviewSettings
from tests.cli.running import Anchorwatch, eventually


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONFIRM_AFTER", "soon"),
        ("FETCH_ALLOW_NETWORKS", "10.0.0.0/99"),
        ("FETCH_PORTS", "http"),
        ("FETCH_MAX_BYTES", "huge"),
        ("LOG_LEVEL", "loud"),
        ("SLACK_API_URL", "slack.com"),
    ],
)
@pytest.mark.parametrize("words", [("check",), ("inspect", "http://blog.example/", "--site", "acme.com"), ("doctor",)])
def test_a_bad_value_names_its_variable(
    anchorwatch: Anchorwatch, words: tuple[str, ...], name: str, value: str
) -> None:
    ran = anchorwatch(*words, **{name: value})
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"{name}: '{value}' is not ")
    assert ran.err.count("\n") == 1


def test_an_env_file_that_is_no_text_is_named(anchorwatch: Anchorwatch) -> None:
    (anchorwatch.folder / ".env").write_bytes(b"CONFIRM_AFTER=\xe9\n")
    assert anchorwatch("site", "list").err == ".env is not a text file in UTF-8.\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read: No such file or directory."),
        (b"\xff\xfe\x00", "is not a text file in UTF-8."),
        (b"127.0.0.1 blog.example\nnonsense here\n", "has a mistake in line 2: “nonsense” is not an IP address."),
    ],
)
def test_a_hosts_file_that_cannot_be_used_is_named(
    anchorwatch: Anchorwatch, tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "my-hosts"
    if content is not None:
        file.write_bytes(content)
    anchorwatch("site", "add", "acme.com")
    anchorwatch("import", anchorwatch.links("http://blog.example/"), "--yes")
    for words in (("inspect", "http://blog.example/", "--site", "acme.com"), ("check",), ("worker",)):
        ran = anchorwatch(*words, FETCH_HOSTS_FILE=str(file))
        assert (ran.code, ran.err) == (1, f"FETCH_HOSTS_FILE: The hosts file {file} {said}\n")
    assert anchorwatch("doctor", FETCH_HOSTS_FILE=str(file)).out.splitlines()[-1].startswith("BAD  Visits: FETCH_HOSTS")


def test_an_opt_out_list_that_cannot_be_used_is_named(anchorwatch: Anchorwatch, tmp_path: Path) -> None:
    file = tmp_path / "list"
    file.write_text("shop.example\na b.example\n")
    ran = anchorwatch("inspect", "https://shop.example/", "--site", "acme.example", FETCH_OPT_OUT_FILE=str(file))
    said = f"The opt-out list {file} has a mistake in line 2: “a b.example” is not a domain."
    assert (ran.code, ran.err) == (1, f"FETCH_OPT_OUT_FILE: {said}\n")


def test_a_domain_on_the_opt_out_list_is_refused(anchorwatch: Anchorwatch, tmp_path: Path) -> None:
    file = tmp_path / "list"
    file.write_text("shop.example\n")
    words = ("inspect", "https://www.shop.example/a", "--site", "acme.example", "--json")
    found = json.loads(anchorwatch(*words, FETCH_OPT_OUT_FILE=str(file)).out)
    assert (found["class"], found["verdict"], found["reason"]) == ("refused", "robots_blocked", "robots")


def test_a_hosts_file_that_is_missing_ends_the_preview_too(anchorwatch: Anchorwatch) -> None:
    ran = anchorwatch("preview", "--port", "0", FETCH_HOSTS_FILE="/missing")
    assert ran.code == 1
    assert ran.err.splitlines()[-1].startswith("FETCH_HOSTS_FILE: The hosts file /missing cannot be read")


@pytest.mark.parametrize(
    ("bot", "app", "said"),
    [
        ("xoxb-1", "", "SLACK_APP_TOKEN is missing"),
        ("", "xapp-1", "SLACK_BOT_TOKEN is missing"),
        ("xapp-1", "xapp-1", "SLACK_BOT_TOKEN must start with xoxb-"),
    ],
)
def test_tokens_that_cannot_work_are_refused(anchorwatch: Anchorwatch, bot: str, app: str, said: str) -> None:
    ran = anchorwatch("run", SLACK_BOT_TOKEN=bot, SLACK_APP_TOKEN=app)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(said)
    assert ran.err.count("\n") == 1


def test_what_slack_refuses_is_said_with_what_to_mend(anchorwatch: Anchorwatch) -> None:
    with running_preview(PreviewSettings(port=0)) as preview:
        right = (preview.settings.bot_token, preview.settings.app_token)
        for bot, app, said in (
            ("xoxb-wrong", right[1], "Slack refuses SLACK_BOT_TOKEN (invalid_auth); copy it again"),
            (right[0], "xapp-wrong", "Slack refuses SLACK_APP_TOKEN (invalid_auth); create one"),
        ):
            ran = anchorwatch("run", SLACK_API_URL=preview.api_url, SLACK_BOT_TOKEN=bot, SLACK_APP_TOKEN=app)
            assert (ran.code, ran.out) == (1, "")
            assert ran.err.startswith(said)
            assert ran.err.count("\n") == 1


def test_a_slack_that_is_not_there_or_not_slack_is_said(anchorwatch: Anchorwatch) -> None:
    tokens = {"SLACK_BOT_TOKEN": "a", "SLACK_APP_TOKEN": "b"}
    for url, said in (
        ("http://127.0.0.1:9/api/", "Slack cannot be reached at http://127.0.0.1:9/api/ (Connection refused).\n"),
        (f"http://127.0.0.1:{anchorwatch.web.port}/api", "does not serve us as Slack would"),
    ):
        ran = anchorwatch("run", SLACK_API_URL=url, **tokens)
        assert (ran.code, ran.out) == (1, "")
        assert said in ran.err
        assert ran.err.count("\n") == 1


def test_an_unknown_command_is_answered_with_its_neighbour(anchorwatch: Anchorwatch) -> None:
    assert anchorwatch("insepct").err == "There is no command insepct. Did you mean inspect?\n"
    assert anchorwatch("dance").err == "There is no command dance. Try: anchorwatch --help\n"
    assert anchorwatch("dance").code == 2
    nothing = anchorwatch()
    assert (nothing.code, nothing.err) == (2, "Name a command. Try: anchorwatch --help\n")
    assert "read-page" in nothing.out


def test_an_interrupt_ends_a_command_without_a_word(anchorwatch: Anchorwatch) -> None:
    url = anchorwatch.web.put("blog.example/", b"")
    with anchorwatch.start("inspect", "--batch", "--site", "acme.com") as running:
        assert running.stdin
        running.stdin.write(f"{url}\n".encode())
        running.stdin.flush()
        assert eventually(lambda: anchorwatch.web.pages_asked())
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 130
        assert running.stderr
        assert running.stderr.read() == b""
