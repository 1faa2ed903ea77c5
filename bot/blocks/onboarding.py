"""First words: what the bot does, and the one thing to do next."""

from __future__ import annotations

from bot.blocks import names
from bot.blocks.elements import Button, actions, context, header, message, section
from storage.domain import Message

_PROMISE = (
    "I watch the links that point to your site and tell this channel what was truly lost, won or changed. "
    "A link counts as lost only after two separate looks, and a page that will not let me look is never called lost."
)

_WITH_SITES = "To get a site’s digest here, choose this channel in its settings (Home tab of this app)."
_FROM_NOTHING = (
    "1. Add your site.\n2. Drop an export of its links here as CSV, or type `/backlinks import`.\n"
    "3. Type `/backlinks check`."
)


def add_site_button(*, first: bool) -> Button:
    return Button("Add a site", names.ADD_SITE, style="primary" if first else "")


def first_steps() -> str:
    """What an empty screen says."""
    return (
        "No site yet. Add yours, such as acme.com; then add its links with `/backlinks add PAGE` or import an export."
    )


def welcome(*, has_sites: bool) -> Message:
    """Said once, when someone invites the bot to a channel."""
    steps = _WITH_SITES if has_sites else _FROM_NOTHING
    blocks = (
        header("Hello, I am Anchorwatch"),
        section(_PROMISE),
        section(steps),
        actions(add_site_button(first=not has_sites)),
        context("`/backlinks help` lists all commands."),
    )
    return message(f"{_PROMISE} {steps}", blocks)
