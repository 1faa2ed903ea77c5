"""Forms open filled with what is known, and are read back by the names of their fields."""

from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

import pytest

from bot.blocks import links, sites
from bot.blocks.inputs import Field, Option, select, submitted
from bot.blocks.zones import ZONES
from storage.domain import DigestSchedule, LinkState, SiteId
from tests.blocks.judges import judge_message, judge_view
from tests.blocks.reading import read, read_view
from tests.blocks.samples import SITE, link

OTHER = replace(SITE, id=SiteId(2), settings=replace(SITE.settings, domains=("other.example",)))


def test_a_new_site_starts_with_the_channel_and_zone_of_who_asks() -> None:
    view = sites.site_modal(sites.new_site_form("C7", "Asia/Tokyo"))
    judge_view(view)
    assert read_view(view) == (
        "⟦Add a site⟧\n"
        "Your domains: <plain_text_input>\n"
        "  One or more, the main one first, separated by commas. Subdomains are included.\n"
        "Brand names (optional): <plain_text_input>\n"
        "  Names that people use for you, separated by commas.\n"
        "Channel for the digest (optional): <conversations_select> C7\n"
        "  Invite @anchorwatch there, or it cannot post.\n"
        "Time of the digest: <static_select> 09:00\n"
        "  Posted once a day, only on days with news.\n"
        "Time zone: <static_select> Asia/Tokyo\n"
        "  Links you already have are read in silence; only later changes are news.\n"
        "⟦Add site⟧\n"
    )


def test_the_settings_of_a_site_open_as_they_are() -> None:
    view = sites.site_modal(sites.form_of(SITE))
    judge_view(view)
    assert view["private_metadata"] == "1"
    assert "Your domains: <plain_text_input> acme.com" in read_view(view)
    assert "Time zone: <static_select> Europe/Berlin" in read_view(view)


def test_a_time_and_zone_chosen_elsewhere_are_offered_too() -> None:
    odd = replace(SITE, settings=replace(SITE.settings, schedule=DigestSchedule(time(9, 17), "America/Nuuk")))
    view = sites.site_modal(sites.form_of(odd))
    judge_view(view)
    assert "<static_select> 09:17" in read_view(view)
    assert "<static_select> America/Nuuk" in read_view(view)


def test_every_zone_offered_exists_and_all_fit_one_menu() -> None:
    assert len(set(ZONES)) == len(ZONES) <= 99
    for zone in ZONES:
        ZoneInfo(zone)


def test_a_menu_of_too_many_options_still_offers_the_chosen_one() -> None:
    options = [Option(f"Site {number}", str(number)) for number in range(500)]
    element = select(Field("site", "Site"), options, "432")["element"]
    assert len(element["options"]) == 100
    assert element["initial_option"]["value"] == "432"
    assert element["initial_option"] in element["options"]


def test_the_only_site_is_chosen_already() -> None:
    view = links.link_modal((SITE,), page="https://blog.example/post")
    judge_view(view)
    assert "Site: <static_select> acme.com" in read_view(view)
    assert "<plain_text_input> https://blog.example/post" in read_view(view)


def test_an_import_asks_for_one_text_file_and_remembers_its_channel() -> None:
    view = links.import_modal((SITE, OTHER), "C5", OTHER.id)
    judge_view(view)
    assert view["private_metadata"] == "C5"
    assert "Site: <static_select> other.example" in read_view(view)
    (file,) = [block["element"] for block in view["blocks"] if block.get("block_id") == "file"]
    assert file["max_files"] == 1
    assert "csv" in file["filetypes"]


@pytest.mark.parametrize(
    ("channel_id", "says"),
    [("C1", "Its digest comes to <#C1> at 09:00 (Europe/Berlin), on days with news."), (None, "It has no channel yet")],
)
def test_an_added_site_says_when_its_digest_comes_and_what_to_do_next(channel_id: str | None, says: str) -> None:
    message = sites.site_added(replace(SITE, settings=replace(SITE.settings, channel_id=channel_id)))
    judge_message(message)
    assert says in message.text
    assert "[Import links] [Add a link] [Settings]" in read(message)


def test_an_added_link_is_confirmed_and_a_known_one_is_not_added_twice() -> None:
    for is_new, says in ((True, "Watching"), (False, "is watched for acme.com already: lost")):
        message = links.link_added(link(1, state=LinkState.LOST), SITE, is_new)
        judge_message(message)
        assert says in message.text


def test_a_submitted_form_is_read_by_the_names_of_its_fields() -> None:
    values = {
        "domains": {"domains": {"type": "plain_text_input", "value": "acme.com"}},
        "brands": {"brands": {"type": "plain_text_input", "value": None}},
        "channel": {"channel": {"type": "conversations_select", "selected_conversation": "C1"}},
        "hour": {"hour": {"type": "static_select", "selected_option": {"value": "09:30"}}},
        "zone": {"zone": {"type": "static_select", "selected_option": None}},
        "file": {"file": {"type": "file_input", "files": [{"id": "F1"}]}},
        "second": {"second": {"type": "file_input", "files": ["F2"]}},
        "none": {"none": {"type": "file_input", "files": []}},
    }
    assert submitted({"state": {"values": values}}) == {
        "domains": "acme.com",
        "brands": "",
        "channel": "C1",
        "hour": "09:30",
        "zone": "",
        "file": "F1",
        "second": "F2",
        "none": "",
    }


def test_the_schedule_is_read_back_as_it_was_offered() -> None:
    assert sites.schedule_of({"hour": "09:30", "zone": "Asia/Tokyo"}) == DigestSchedule(time(9, 30), "Asia/Tokyo")


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        ("acme.com", ("acme.com",)),
        (" acme.com, acme.de ;\nacme.fr,", ("acme.com", "acme.de", "acme.fr")),
        ("acme.com, acme.com", ("acme.com",)),
        ("  ", ()),
    ],
)
def test_several_names_in_one_field_are_told_apart(entry: str, names: tuple[str, ...]) -> None:
    assert sites.listed(entry) == names
