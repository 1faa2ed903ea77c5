"""The app's manifest says what the code does: its commands, its events, and the scopes of every method it calls."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from bot.blocks import limits, names
from bot.manifest import EVENTS, SCOPES, manifest

BOT = Path(__file__).parents[1] / "bot"
SHARED = Path(__file__).parents[2] / "shared" / "data" / "slack"
_PREVIEW = BOT / "preview"


def test_the_manifest_fits_slacks_own_schema() -> None:
    schema = SHARED / "app_manifest.schema.2.0.0.json"
    if not schema.exists():
        pytest.skip("Slack's manifest schema does not lie beside the project")
    jsonschema.validate(manifest(), json.loads(schema.read_text(encoding="utf-8")))


def test_every_command_and_event_in_the_code_is_in_the_manifest_and_back() -> None:
    commands = {entry["command"] for entry in manifest()["features"]["slash_commands"]}
    assert set(_registered("command")) == commands
    assert set(_registered("event")) == set(EVENTS)


def test_every_shortcut_in_the_code_is_in_the_manifest_and_back() -> None:
    offered = manifest()["features"]["shortcuts"]
    assert set(_registered("shortcut")) == {shortcut["callback_id"] for shortcut in offered}
    assert all(len(shortcut["name"]) <= 24 and len(shortcut["description"]) <= 150 for shortcut in offered)


def test_every_method_the_bot_calls_is_covered_by_a_scope() -> None:
    known = SHARED / "slack_web_api_methods.json"
    if not known.exists():
        pytest.skip("Slack's list of methods does not lie beside the project")
    methods = {name.replace(".", "_"): entry["scope"] for name, entry in json.loads(known.read_text()).items()}
    methods["files_upload_v2"] = ["files:write"]
    called = {name for name in _client_calls() if name in methods}
    assert {"chat_postMessage", "files_upload_v2", "views_open"} <= called
    for name in called:
        assert not methods[name] or set(methods[name]) & set(SCOPES), f"{name} needs one of {methods[name]}"


def test_the_manifest_keeps_slacks_lengths() -> None:
    said = manifest()
    assert len(said["display_information"]["name"]) <= 35
    assert len(said["display_information"]["description"]) <= 140
    for command in said["features"]["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["usage_hint"]) <= 1000
    assert limits.VIEW_TITLE == 24


def _trees() -> Iterator[ast.Module]:
    for path in BOT.rglob("*.py"):
        if _PREVIEW not in path.parents:
            yield ast.parse(path.read_text(encoding="utf-8"))


def _registered(kind: str) -> Iterator[str]:
    """The names in ``app.command("…")``, ``app.event("…")`` or ``app.shortcut(names.…)``."""
    for call in _calls():
        function = call.func
        is_one = isinstance(function, ast.Attribute) and function.attr == kind
        if is_one and call.args and ast.unparse(function.value) == "app":
            yield _name(call.args[0])


def _name(said: ast.expr) -> str:
    if isinstance(said, ast.Attribute) and ast.unparse(said.value) == "names":
        return str(getattr(names, said.attr))
    return str(ast.literal_eval(said))


def _client_calls() -> Iterator[str]:
    for call in _calls():
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value).endswith("client"):
            yield call.func.attr


def _calls() -> Iterator[ast.Call]:
    for tree in _trees():
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))
