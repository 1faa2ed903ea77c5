"""Slash commands: understand, call one use case, answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A slash command as the manifest declares it and the composer hints at it."""

    name: str
    description: str
    usage_hint: str


COMMANDS = (
    SlashCommand(
        "/backlinks",
        "Watch the links that point to your sites",
        "check [site|page] · add <page> [target] · list · new · lost · changed · explain <page> · contract <page> · "
        "import · status",
    ),
    SlashCommand(
        "/mentions",
        "Find who names you without a link",
        "unlinked [site] · ambiguous · scan · watch <term or feed> · brand [name] · exclude <word> · mute <domain> · "
        "sources · help",
    ),
    SlashCommand(
        "/outreach",
        "Ask for the links you deserve, with your team's approval",
        "queue [site] · mine · add <page> [site] · done <id> · won [id] · dnc [domain|email] · "
        "template [occasion] [language] · audit <domain> · stats [site] · help",
    ),
)
