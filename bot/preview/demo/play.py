"""Plays the demo's days in a terminal, through the real bot and worker, and shows each message as it is posted."""

from __future__ import annotations

import tempfile
from pathlib import Path

from rich.console import Console
from rich.rule import Rule

from bot.blocks import names
from bot.preview.demo.show import show_message
from bot.preview.demo.staging import DEMO_CHANNEL, Stage, open_stage
from bot.preview.values import Message
from bot.settings import Settings
from storage.errors import AnchorwatchError

_DAYS = 5
_LETTER_DAY = 4  # a colleague's letter waits for an approval
_TO_APPROVE = "quietops.example"
_LEFT_OUT = "Not ready to approve"  # cards that only repeat what the message above them says
_PATIENCE_SECONDS = 30.0
_SETTLED_SECONDS = 1.5


class DemoError(AnchorwatchError):
    """The demo did not play as it should."""


def play_demo(settings: Settings) -> None:
    """Finite: a check, then five days in which a letter is approved; raises ``DemoError`` when it tells no loss."""
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory(prefix="anchorwatch-demo-") as folder:
        database = f"sqlite:///{Path(folder) / 'demo.db'}"
        own = settings.model_copy(update={"database_url": database, "preview_port": 0})
        console.print("Demo: a pretend site, a pretend web and a pretend Slack on this machine; the bot is real.\n")
        with open_stage(own) as stage:
            _Play(stage, console).play()
    console.print(
        "\nThat was the demo. [bold]make run[/bold] shows the same in a browser; add a site of your own there."
    )


class _Play:
    def __init__(self, stage: Stage, console: Console) -> None:
        self._stage = stage
        self._preview = stage.preview
        self._console = console
        self._shown: set[str] = set()

    def play(self) -> None:
        self._say("Day 1", f"you type [bold]/backlinks check[/bold] in #{DEMO_CHANNEL}")
        self._preview.command("/backlinks", "check", channel=DEMO_CHANNEL)
        self._wait_for("Check of")
        for _ in range(_DAYS):
            teaser = (self._stage.demo.describe() or {}).get("next")
            self._stage.end_day()
            day = (self._stage.demo.describe() or {}).get("day")
            self._say(f"Day {day}", f"the pretend web changes: {teaser}")
            self._settle()
            if day == _LETTER_DAY:
                self._approve()
        self._show_the_link_won()
        self._require_a_confirmed_loss()

    def _approve(self) -> None:
        """What a person would press on the card, which changes in its place."""
        self._console.print(
            "[dim]you press [bold]Approve[/bold] on the last card, write the mail, and press "
            "[bold]I sent it[/bold]: the card becomes[/dim]\n"
        )
        self._press(names.OUTREACH_APPROVE)
        self._press(names.OUTREACH_SENT)
        self._show_card("Contacted: ")

    def _show_the_link_won(self) -> None:
        self._console.print("[dim]the card of day 4 becomes[/dim]\n")
        self._show_card("Won: ")

    def _press(self, action: str) -> None:
        """As soon as the button is there."""
        if not self._preview.wait_for(lambda: self._action(action) is not None, _PATIENCE_SECONDS):
            raise DemoError(f"The demo waited {_PATIENCE_SECONDS:.0f} s for a button in vain.")
        card, action_id = self._card(), self._action(action)
        if card is not None and action_id is not None:
            self._preview.click(card, action_id)

    def _action(self, name: str) -> str | None:
        card = self._card()
        blocks = card.content.blocks if card is not None else ()
        ids = [one["action_id"] for block in blocks if block["type"] == "actions" for one in block["elements"]]
        return next((one for one in ids if one.startswith(name)), None)

    def _card(self) -> Message | None:
        """Its replies come last, below the newest message that has it."""
        about = [one for one in self._everything() if _TO_APPROVE in str(one.content.blocks[:1])]
        return about[-1] if about else None

    def _show_card(self, beginning: str) -> None:
        self._wait_until(f"{beginning}{_TO_APPROVE}")
        card = self._card()
        if card is not None:
            show_message(self._console, card, is_reply=True)

    def _say(self, day: str, what: str) -> None:
        self._console.print(Rule(day, align="left"))
        self._console.print(f"[dim]{what}[/dim]\n")

    def _wait_for(self, words: str) -> None:
        self._wait_until(words)
        self._settle()

    def _wait_until(self, words: str) -> None:
        if not self._preview.wait_for(lambda: self._posted(words), _PATIENCE_SECONDS):
            raise DemoError(f"The demo waited {_PATIENCE_SECONDS:.0f} s for “{words}” in vain.")

    def _settle(self) -> None:
        """Show what comes until nothing has come for a moment."""
        while self._preview.wait_for(self._show_new, _SETTLED_SECONDS):
            pass

    def _show_new(self) -> bool:
        fresh = [message for message in self._everything() if message.ts not in self._shown]
        for message in fresh:
            self._shown.add(message.ts)
            if _LEFT_OUT in str(message.content.blocks):
                continue
            show_message(self._console, message, is_reply=message.thread_ts not in (None, message.ts))
        return bool(fresh)

    def _everything(self) -> list[Message]:
        parents = [
            message
            for message in self._preview.messages(DEMO_CHANNEL)
            if message.user == self._preview.server.slack.workspace.bot.id
        ]
        return [one for parent in parents for one in (parent, *self._preview.thread(parent))]

    def _posted(self, words: str) -> bool:
        return any(words in str(message.content.blocks) for message in self._everything())

    def _require_a_confirmed_loss(self) -> None:
        if not self._posted("Link digest") or not self._posted("Lost"):
            raise DemoError("The demo ended without a confirmed loss; please report this with the output above.")
