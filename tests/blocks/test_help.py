"""Help lists every subcommand; a mistake is answered with an example that works."""

import pytest

from bot.blocks.help import SUBCOMMANDS, backlinks_help, refusal, unknown, wrong_arguments
from bot.blocks.onboarding import welcome
from tests.blocks.judges import judge_message
from tests.blocks.reading import read


def test_help_names_every_subcommand() -> None:
    message = backlinks_help()
    judge_message(message)
    for command in SUBCOMMANDS:
        assert f"`{command.usage}` — {command.does}" in read(message)


def test_a_typing_mistake_is_understood() -> None:
    assert unknown("lits") == "“lits” is not something `/backlinks` knows. Did you mean `/backlinks list`?"


def test_a_strange_word_is_answered_with_what_there_is() -> None:
    assert unknown("<!channel>").endswith(
        "Try one of: add, check, list, new, lost, changed, explain, contract, import, sources, status, help."
    )
    message = refusal(unknown("<!channel>"))
    judge_message(message)
    assert "“<!channel>”" in read(message)


@pytest.mark.parametrize("verb", [command.verb for command in SUBCOMMANDS])
def test_wrong_arguments_are_answered_with_an_example(verb: str) -> None:
    assert f"for example `/backlinks {verb}" in wrong_arguments(verb)


@pytest.mark.parametrize("has_sites", [True, False])
def test_a_welcome_promises_not_to_cry_wolf_and_names_the_next_step(has_sites: bool) -> None:
    message = welcome(has_sites=has_sites)
    judge_message(message)
    assert "never called lost" in message.text
    assert ("choose this channel" if has_sites else "1. Add your site.") in message.text
