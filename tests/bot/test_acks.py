"""No ack waits for storage: Slack gives up after three seconds, and an import may write for longer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from bot.preview.socket_mode import Outcome
from storage.store import Store
from tests.bot.running import Bot

MANY = 40  # more than there are threads for listeners


def test_while_somebody_writes_commands_are_acknowledged_before_any_is_answered(bot: Bot, store: Store) -> None:
    bot.add_site()
    with ThreadPoolExecutor(MANY) as people, store.system():
        acks = list(people.map(lambda _: bot.preview.command("/backlinks", "help").outcome, range(MANY)))
        assert acks == [Outcome.ANSWERED] * MANY
        assert bot.told() == []
    assert bot.wait_for(lambda: len(bot.told()) == MANY)
