"""What Slack accepts as a button, a menu, an input or another element of a block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.preview.rule_kit import (
    Rule,
    also,
    by_type,
    complain,
    fields,
    flag,
    items,
    one_of,
    plain,
    string,
    text,
    url,
    whole,
)
from bot.preview.values import Json

IDENTIFIER = string(255, 1)
_PLACEHOLDER = plain(150)
_FAR = 2**53

_CONFIRM = fields(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
_ACTED: Mapping[str, Rule] = {"action_id": IDENTIFIER, "confirm": _CONFIRM, "focus_on_load": flag}
_OPTION = fields({"text": plain(75), "value": string(150, 1)}, {"description": plain(75)})
_RICH_OPTION = fields({"text": text(75), "value": string(150, 1)}, {"description": text(75)})
_LINK_OPTION = fields({"text": plain(75), "value": string(150, 1)}, {"description": plain(75), "url": url()})
_OPTIONS = items(_OPTION, 100)
_GROUPS = items(fields({"label": plain(75), "options": _OPTIONS}), 100)
_FILTER = fields(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
_DISPATCH = fields({}, {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)})


def _offered(element: Json) -> Iterator[Json]:
    yield from element.get("options") or ()
    for group in element.get("option_groups") or ():
        yield from group["options"]


def _has_options(element: Json, place: str) -> Iterator[str]:
    if (element.get("options") is None) == (element.get("option_groups") is None):
        yield complain("must define either `options` or `option_groups`", place)


def _starts_with_offered(element: Json, place: str) -> Iterator[str]:
    offered = list(_offered(element))
    first = element.get("initial_options") or [element.get("initial_option")]
    for option in first:
        if option is not None and option not in offered:
            yield complain("initial option must match one of the options", place)


def _static(element: Json, place: str) -> Iterator[str]:
    yield from _has_options(element, place)
    yield from _starts_with_offered(element, place)


def _menu(**more: Rule) -> Rule:
    return fields({}, {**_ACTED, "placeholder": _PLACEHOLDER, **more})


def _many(**more: Rule) -> Rule:
    return _menu(max_selected_items=whole(1, _FAR), **more)


def _conversations(rule: Rule, one: str) -> dict[str, Rule]:
    return {one: rule, "filter": _FILTER}


def _typed(**more: Rule) -> Rule:
    return fields(
        {},
        {
            "action_id": IDENTIFIER,
            "placeholder": _PLACEHOLDER,
            "focus_on_load": flag,
            "dispatch_action_config": _DISPATCH,
            **more,
        },
    )


def _ordered_lengths(element: Json, place: str) -> Iterator[str]:
    if element.get("min_length", 0) > element.get("max_length", 3000):
        yield complain("min_length must not be greater than max_length", place)


def _says_if_decimal(element: Json, place: str) -> Iterator[str]:
    if "is_decimal_allowed" not in element:
        yield complain("missing required field: is_decimal_allowed", place)


_USER = string(255, 1)
_NUMBER_TEXT = string(100)

BUTTON = fields(
    {"text": plain(75)},
    {
        "action_id": IDENTIFIER,
        "url": url(),
        "value": string(2000),
        "style": one_of("primary", "danger"),
        "confirm": _CONFIRM,
        "accessibility_label": string(75, 1),
    },
)
PICTURE: Mapping[str, Rule] = {"image_url": url(), "slack_file": fields({}, {"id": _USER, "url": url()})}


def shows_one_picture(image: Json, place: str) -> Iterator[str]:
    if (image.get("image_url") is None) == (image.get("slack_file") is None):
        yield complain("must define either `image_url` or `slack_file`", place)


IMAGE = also(fields({"alt_text": string(2000, 1)}, PICTURE), shows_one_picture)

_MENUS: Mapping[str, Rule] = {
    "static_select": also(_menu(options=_OPTIONS, option_groups=_GROUPS, initial_option=_OPTION), _static),
    "external_select": _menu(min_query_length=whole(0, _FAR), initial_option=_OPTION),
    "users_select": _menu(initial_user=_USER),
    "channels_select": _menu(initial_channel=_USER),
    "conversations_select": _menu(**_conversations(_USER, "initial_conversation")),
    "multi_static_select": also(
        _many(options=_OPTIONS, option_groups=_GROUPS, initial_options=items(_OPTION, 100)), _static
    ),
    "multi_external_select": _many(min_query_length=whole(0, _FAR), initial_options=items(_OPTION, 100)),
    "multi_users_select": _many(initial_users=items(_USER, 100)),
    "multi_channels_select": _many(initial_channels=items(_USER, 100)),
    "multi_conversations_select": _many(**_conversations(items(_USER, 100), "initial_conversations")),
    "datepicker": _menu(initial_date=string(10, 10)),
    "timepicker": _menu(initial_time=string(5, 5), timezone=string(255, 1)),
    "checkboxes": also(
        fields({"options": items(_RICH_OPTION, 10)}, {**_ACTED, "initial_options": items(_RICH_OPTION, 10)}),
        _starts_with_offered,
    ),
    "radio_buttons": also(
        fields({"options": items(_RICH_OPTION, 10)}, {**_ACTED, "initial_option": _RICH_OPTION}), _starts_with_offered
    ),
}
_DATETIME: Mapping[str, Rule] = {"datetimepicker": fields({}, {**_ACTED, "initial_date_time": whole(0, _FAR)})}
_BUTTONS: Mapping[str, Rule] = {
    "button": BUTTON,
    "overflow": fields({"options": items(_LINK_OPTION, 5)}, {"action_id": IDENTIFIER, "confirm": _CONFIRM}),
}
_INPUTS: Mapping[str, Rule] = {
    "plain_text_input": also(
        _typed(initial_value=string(3000), multiline=flag, min_length=whole(0, 3000), max_length=whole(1, 3000)),
        _ordered_lengths,
    ),
    "email_text_input": _typed(initial_value=string(3000)),
    "url_text_input": _typed(initial_value=string(3000)),
    "number_input": also(
        _typed(is_decimal_allowed=flag, initial_value=_NUMBER_TEXT, min_value=_NUMBER_TEXT, max_value=_NUMBER_TEXT),
        _says_if_decimal,
    ),
    "file_input": fields(
        {}, {"action_id": IDENTIFIER, "filetypes": items(string(50, 1), 100), "max_files": whole(1, 10)}
    ),
}

IN_ACTIONS = by_type({**_BUTTONS, **_MENUS, **_DATETIME})
IN_SECTION = by_type({**_BUTTONS, **_MENUS, "image": IMAGE})
IN_INPUT = by_type({**_MENUS, **_DATETIME, **_INPUTS})
