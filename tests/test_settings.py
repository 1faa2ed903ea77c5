"""Settings are documented with their true defaults, and a wrong one is one sentence that names the variable."""

from datetime import timedelta
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.settings import Settings, SettingsError, check_tokens, load_settings
from docs.source_settings import source_lines
from jobs.sources.port import options_of
from jobs.sources.registry import SOURCES

EXAMPLE = Path(__file__).parents[1] / ".env.example"


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_example_documents_every_setting_and_no_other() -> None:
    of_sources = {one.variable for kind in SOURCES for one in options_of(kind)}
    assert set(dotenv_values(EXAMPLE)) == {name.upper() for name in Settings.model_fields} | of_sources


def test_the_example_says_of_every_source_what_its_settings_are_for() -> None:
    said = EXAMPLE.read_text()
    for kind in filter(options_of, SOURCES):
        assert source_lines(kind) in said, "python -m docs.source_settings writes them"


def test_the_example_shows_the_true_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    defaults = load_settings()
    for name, value in dotenv_values(EXAMPLE).items():
        monkeypatch.setenv(name, value or "")
    assert load_settings() == defaults


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CONFIRM_AFTER", "a day", "CONFIRM_AFTER: 'a day' is not understood; write it like 15s, 30m, 24h or 7d."),
        ("FETCH_MAX_BYTES", "5 apples", "FETCH_MAX_BYTES: '5 apples' is not understood"),
        ("ACCESS_LOG_FILES", "access.log", "ACCESS_LOG_FILES: 'access.log' is not a log"),
        ("WEBMENTION_LISTEN", "8080", "WEBMENTION_LISTEN: '8080' is not a place to listen"),
        ("WEBMENTION_LISTEN", "127.0.0.1:web", "WEBMENTION_LISTEN: 'web' is not a port"),
        ("FETCH_PORTS", "http", "FETCH_PORTS: 'http' is not a port"),
        ("FETCH_PORTS", "70000", "FETCH_PORTS: '70000' is not a port"),
        ("FETCH_ALLOW_NETWORKS", "10.0.0.0/99", "FETCH_ALLOW_NETWORKS: '10.0.0.0/99' is not a network"),
        ("FETCH_MAX_REDIRECTS", "many", "FETCH_MAX_REDIRECTS: "),
        ("PREVIEW_PORT", "-1", "PREVIEW_PORT: "),
        ("LOG_LEVEL", "loud", "LOG_LEVEL: "),
        ("SMTP_HOST", "smtp.acme.com", "MAIL_FROM: is missing; SMTP_HOST needs MAIL_FROM, the address"),
        ("SMTP_HOST", "smtp..acme.com", "SMTP_HOST: 'smtp..acme.com' is not the name of a server"),
        ("SMTP_HOST", "https://smtp.acme.com", "SMTP_HOST: 'https://smtp.acme.com' is not the name of a server"),
        ("SMTP_USER", "r\u00f6bin", "SMTP_USER: 'r\u00f6bin' has letters beyond ASCII"),
        ("IMAP_FOLDER", "Entw\u00fcrfe", "IMAP_FOLDER: 'Entw\u00fcrfe' has letters beyond ASCII"),
        ("SMTP_SECURITY", "ssl", "SMTP_SECURITY: 'ssl' is not one of starttls, tls, none."),
        ("MAIL_FROM", "Robin", "MAIL_FROM: 'Robin' is not a mail address; write it like"),
        ("MAIL_REPLY_TO", "a@b.com, c@d.com", "MAIL_REPLY_TO: 'a@b.com, c@d.com' is not a mail address"),
        ("MAIL_POSTAL_ADDRESS", "Acme\nBcc: all@acme.com", "MAIL_POSTAL_ADDRESS: must be one line"),
        ("SMTP_PASSWORD", "geheim\u00e4", "SMTP_PASSWORD: has characters that mail servers do not take"),
        ("IMAP_HOST", "imap.acme.com", "IMAP_USER: is missing; IMAP_HOST needs the account"),
        ("MAIL_PER_HOUR", "0", "MAIL_PER_HOUR: "),
        ("OUTREACH_APPROVERS", "U0MAYA, @robin", "OUTREACH_APPROVERS: '@robin' is not the id of a person (U… or W…)"),
        ("OUTREACH_APPROVERS", "u0maya", "OUTREACH_APPROVERS: 'u0maya' is not the id of a person"),
        ("OUTREACH_APPROVERS", "C0LINKS", "OUTREACH_APPROVERS: 'C0LINKS' is not the id of a person"),
        ("OUTREACH_SELF_APPROVAL", "perhaps", "OUTREACH_SELF_APPROVAL: 'perhaps' is neither yes nor no."),
        ("OUTREACH_FOLLOW_UPS", "3", "OUTREACH_FOLLOW_UPS: "),
        ("OUTREACH_FOLLOW_UP_AFTER", "0", "OUTREACH_FOLLOW_UP_AFTER: "),
        ("OUTREACH_FOLLOW_UP_AFTER", "21", "OUTREACH_FOLLOW_UP_AFTER: "),
        ("OUTREACH_APPROVAL_LIFETIME", "0", "OUTREACH_APPROVAL_LIFETIME: "),
        ("OUTREACH_MIN_SCORE", "101", "OUTREACH_MIN_SCORE: "),
    ],
)
def test_a_bad_value_is_one_line_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert refused.value.user_message.startswith(said)
    assert "\n" not in refused.value.user_message


_MAIL = {
    "smtp_host": "smtp.acme.com",
    "mail_from": "Robin of Acme <robin@acme.com>",
    "mail_postal_address": "Acme Inc., 1 Rocket Road, Springfield",
    "mail_opt_out": "Reply with “stop” and we will not write again.",
}


@pytest.mark.parametrize(
    ("missing", "law"), [("mail_from", "come from"), ("mail_postal_address", "CAN-SPAM"), ("mail_opt_out", "GDPR")]
)
def test_no_mail_is_sent_without_what_the_law_wants_to_stand_in_it(missing: str, law: str) -> None:
    assert load_settings(**_MAIL).smtp_host
    with pytest.raises(SettingsError, match=f"{missing.upper()}: is missing; .*{law}"):
        load_settings(**{**_MAIL, missing: ""})


@pytest.mark.parametrize("host", ["smtp.acme.com", "10.0.0.1", "localhost.acme.com"])
def test_mail_is_handed_over_in_the_clear_on_this_machine_only(host: str) -> None:
    for here in ("localhost", "127.0.0.1", "::1"):
        load_settings(**{**_MAIL, "smtp_host": here, "smtp_security": "none"})
    with pytest.raises(SettingsError, match="SMTP_SECURITY: is none, which is for a mail server on this machine only"):
        load_settings(**{**_MAIL, "smtp_host": host, "smtp_security": "none"})


def test_passwords_of_mail_are_in_no_print_of_the_settings() -> None:
    shown = repr(load_settings(**_MAIL, smtp_password="open-sesame", imap_password="open-sesame"))
    assert "open-sesame" not in shown


@pytest.mark.parametrize(("text", "seconds"), [("2", 2), ("2s", 2), ("0", 0), ("1.5 h", 5400), ("7d", 604800)])
def test_durations_are_understood_as_people_write_them(
    monkeypatch: pytest.MonkeyPatch, text: str, seconds: float
) -> None:
    monkeypatch.setenv("CONFIRM_AFTER", text)
    assert load_settings().confirm_after == timedelta(seconds=seconds)


def test_approvers_are_named_by_the_ids_of_people_and_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTREACH_APPROVERS", "U0MAYA, W012A3CDE S0OUTREACH")
    assert load_settings().outreach_approvers == ("U0MAYA", "W012A3CDE", "S0OUTREACH")


@pytest.mark.parametrize(("text", "allowed"), [("yes", True), ("No", False), ("true", True), ("0", False)])
def test_a_yes_or_no_is_understood_as_people_write_it(
    monkeypatch: pytest.MonkeyPatch, text: str, allowed: bool
) -> None:
    monkeypatch.setenv("OUTREACH_SELF_APPROVAL", text)
    assert load_settings().outreach_self_approval is allowed


@pytest.mark.parametrize(
    ("bot", "app", "said"),
    [
        ("", "xapp-1", "SLACK_BOT_TOKEN is missing"),
        ("xoxb-1", "", "SLACK_APP_TOKEN is missing"),
        ("xoxp-1", "xapp-1", "SLACK_BOT_TOKEN must start with xoxb-"),
        ("xoxb-1", "xoxb-1", "SLACK_APP_TOKEN must start with xapp-"),
    ],
)
def test_tokens_that_cannot_work_are_refused_before_slack_does(bot: str, app: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        check_tokens(load_settings(slack_bot_token=bot, slack_app_token=app))


def test_a_stand_in_for_slack_may_use_tokens_of_any_form() -> None:
    check_tokens(load_settings(slack_bot_token="a", slack_app_token="b", slack_api_url="http://127.0.0.1:1/api/"))
