"""What Slack accepts as rich text: sections, lists, quotes and code, and the styled pieces in them."""

from __future__ import annotations

from bot.preview.rule_kit import anything, by_type, fields, flag, items, one_of, string, url, whole

_ID = string(255, 1)
_TEXT_STYLE = fields({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), flag))
_NAME_STYLE = fields({}, dict.fromkeys(("bold", "italic", "strike", "highlight", "client_highlight", "unlink"), flag))

_PIECE = by_type(
    {
        "text": fields({"text": string(3000, 1)}, {"style": _TEXT_STYLE}),
        "link": fields({"url": url()}, {"text": string(3000), "unsafe": flag, "style": _TEXT_STYLE}),
        "emoji": fields({"name": _ID}, {"unicode": string(255), "skin_tone": whole(1, 6), "style": anything}),
        "user": fields({"user_id": _ID}, {"style": _NAME_STYLE}),
        "usergroup": fields({"usergroup_id": _ID}, {"style": _NAME_STYLE}),
        "channel": fields({"channel_id": _ID}, {"style": _NAME_STYLE}),
        "broadcast": fields({"range": one_of("here", "channel", "everyone")}, {"style": _NAME_STYLE}),
        "color": fields({"value": string(7, 4)}),
        "date": fields(
            {"timestamp": whole(0, 2**53), "format": string(255, 1)}, {"url": url(), "fallback": string(255)}
        ),
    }
)
_PIECES = items(_PIECE, 1000, 0)
_SECTION = fields({"elements": _PIECES})
_LIST = fields(
    {"style": one_of("bullet", "ordered"), "elements": items(by_type({"rich_text_section": _SECTION}), 1000)},
    {"indent": whole(0, 8), "offset": whole(0, 2**31), "border": whole(0, 1)},
)

RICH_TEXT = fields(
    {
        "elements": items(
            by_type(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_list": _LIST,
                    "rich_text_quote": fields({"elements": _PIECES}, {"border": whole(0, 1)}),
                    "rich_text_preformatted": fields(
                        {"elements": _PIECES}, {"border": whole(0, 1), "language": string(50)}
                    ),
                }
            ),
            1000,
            0,
        )
    },
    {"block_id": _ID},
)
