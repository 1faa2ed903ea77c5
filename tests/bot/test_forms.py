"""The forms that add a site or a link: complaints stand at their field, and what is fine is done once."""

from __future__ import annotations

from datetime import time

import pytest

from bot.preview.socket_mode import Outcome
from storage.domain import Site
from tests.bot.running import LINKS, Bot


def open_form(bot: Bot, user: str = "robin") -> None:
    bot.preview.command("/backlinks", "", user=user)
    assert bot.wait_for(lambda: bot.preview.view(user))


def errors(bot: Bot) -> dict[str, str]:
    view = bot.preview.view()
    assert view is not None, "the form closed"
    return bot.preview.view_errors(view)


def sites(bot: Bot) -> list[Site]:
    return list(bot.side.services.lists.sites(bot.side.workspace.id))


@pytest.mark.parametrize(
    ("domains", "complaint"),
    [
        ("10.0.0.1", "is an IP address"),
        ("[::1]", "is an IP address"),
        ("localhost", "is a name inside one network"),
        ("server.internal", "is a name inside one network"),
        ("co.uk", "is a public suffix"),
        ("github.io", "is a public suffix"),
        ("robin@acme.com", "is an e-mail address"),
        ("acme", "is not a full domain name"),
        ("acme.com, nonsense", "is not a full domain name"),
        ("https://robin:secret@acme.com/", "holds a user name or password"),
        ("taken.com", "taken.com is already one of your sites."),
        ("fresh.com, www.taken.com", "taken.com is already one of your sites."),
        (" , ", "is empty; give a domain such as acme.com"),
    ],
)
def test_a_domain_that_cannot_be_a_site_is_refused_at_its_field(bot: Bot, domains: str, complaint: str) -> None:
    bot.add_site("taken.com")
    open_form(bot)
    bot.preview.submit({"domains": domains})
    assert complaint in errors(bot)["domains"]
    assert "secret" not in errors(bot)["domains"]
    assert [site.domain for site in sites(bot)] == ["taken.com"]


def test_a_site_is_added_with_all_that_was_chosen_and_the_next_step_is_told(bot: Bot) -> None:
    open_form(bot, "jonas")
    chosen = {"domains": "https://www.Acme.com/, acme.de", "brands": "Acme; Acme Inc", "hour": "07:30"}
    bot.preview.submit(chosen, user="jonas")
    assert bot.preview.view("jonas") is None
    (site,) = sites(bot)
    assert site.settings.domains == ("acme.com", "acme.de")
    assert site.settings.brands == ("Acme", "Acme Inc")
    assert site.settings.channel_id == LINKS
    assert (site.settings.schedule.at, site.settings.schedule.zone) == (time(7, 30), "Europe/Stockholm")
    assert bot.wait_for(lambda: bot.direct("jonas"))
    assert "acme.com" in bot.direct("jonas")[0]
    assert bot.preview.refusals == ()


def test_after_a_complaint_the_same_form_can_be_submitted_again(bot: Bot) -> None:
    open_form(bot)
    bot.preview.submit({"domains": "localhost"})
    assert errors(bot)
    bot.preview.submit({"domains": "acme.com"})
    assert bot.preview.view() is None
    assert [site.domain for site in sites(bot)] == ["acme.com"]


def test_the_settings_of_a_site_can_be_changed_where_they_are_shown(bot: Bot) -> None:
    bot.add_site()
    bot.preview.open_home()
    assert bot.wait_for(bot.preview.home)
    bot.preview.click_view("site_settings")
    assert bot.wait_for(bot.preview.view)
    bot.preview.submit({"brands": "Acme", "hour": "18:00"})
    assert bot.preview.view() is None
    (site,) = sites(bot)
    assert (site.settings.brands, site.settings.schedule.at) == (("Acme",), time(18, 0))


def open_link_form(bot: Bot) -> None:
    bot.preview.open_home()
    assert bot.wait_for(bot.preview.home)
    bot.preview.click_view("add_link")
    assert bot.wait_for(bot.preview.view)


@pytest.mark.parametrize(
    ("page", "complaint"),
    [
        ("not a page", "such as"),
        ("https://10.0.0.1/", "is an IP address"),
        ("https://acme.com/about", "is a page of your own site acme.com"),
    ],
)
def test_a_page_that_cannot_link_is_refused_at_its_field(bot: Bot, page: str, complaint: str) -> None:
    site = bot.add_site()
    open_link_form(bot)
    bot.preview.submit({"page": page})
    assert complaint in errors(bot)["page"]
    assert bot.links(site) == 0


def test_a_target_that_is_not_ours_is_refused_at_its_field(bot: Bot) -> None:
    bot.add_site()
    open_link_form(bot)
    bot.preview.submit({"page": "https://blog.example/post", "target": "stranger.com"})
    assert "stranger.com is not one of your sites" in " ".join(errors(bot).values())


def test_a_link_is_added_and_the_person_told(bot: Bot) -> None:
    site = bot.add_site()
    open_link_form(bot)
    bot.preview.submit({"page": "https://blog.example/post", "target": "acme.com/pricing"})
    assert bot.preview.view() is None
    assert bot.links(site) == 1
    assert bot.wait_for(lambda: any("We visit it now." in told for told in bot.direct()))


def test_a_form_delivered_three_times_is_done_once(bot: Bot) -> None:
    site = bot.add_site()
    open_link_form(bot)
    bot.preview.faults.repeat_envelopes(3)
    ack = bot.preview.submit({"page": "https://blog.example/post"})
    assert ack is not None
    assert ack.outcome is Outcome.ANSWERED
    bot.preview.faults.clear()
    assert bot.wait_for(bot.direct)
    assert bot.links(site) == 1
    assert len(bot.direct()) == 1
