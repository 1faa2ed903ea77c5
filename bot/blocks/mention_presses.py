"""What the buttons of mentions carry: which mention, as it was shown, and the list it was shown in."""

from __future__ import annotations

from dataclasses import dataclass

from storage.domain import Lane, MentionId, SiteId


@dataclass(frozen=True, slots=True)
class MentionsWanted:
    """A page of a list of mentions. ``ids`` are those it showed, where it is to be shown again."""

    site_id: SiteId
    lane: Lane
    start: int = 0
    ids: tuple[MentionId, ...] = ()

    @property
    def value(self) -> str:
        return f"{self.site_id}:{self.lane}:{self.start}:{','.join(map(str, self.ids))}"

    @classmethod
    def read(cls, value: str) -> MentionsWanted:
        site, lane, start, ids = value.split(":")
        shown = tuple(MentionId(int(one)) for one in ids.split(",") if one)
        return cls(SiteId(int(site)), Lane(lane), int(start), shown)


@dataclass(frozen=True, slots=True)
class Press:
    """``lane`` is the one the card was shown in: nobody decides on what they did not see.

    ``shown_in`` is the list around it where Slack does not send the message along, since only one person sees it.
    """

    mention_id: MentionId
    lane: Lane
    shown_in: MentionsWanted | None = None

    @property
    def value(self) -> str:
        return f"{self.mention_id}:{self.lane}@{self.shown_in.value if self.shown_in else ''}"

    @classmethod
    def read(cls, value: str) -> Press:
        card, _, around = value.partition("@")
        mention_id, lane = card.split(":")
        return cls(MentionId(int(mention_id)), Lane(lane), MentionsWanted.read(around) if around else None)
