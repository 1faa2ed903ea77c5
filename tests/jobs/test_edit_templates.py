"""A team's own templates: refused before they are kept, used instead of ours, and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobs.analysis.letter_templates import built_in
from jobs.analysis.template_grammar import TemplateError
from jobs.edit_templates import EditTemplates, NoLanguageError, chosen_template
from jobs.find_site import NoSuchSiteError
from storage.domain import Occasion, SiteId, SiteSettings, Template
from tests.jobs.world import World

ENGLISH = built_in(Occasion.MENTION, "en")
OWN = Template(Occasion.MENTION, "en", "About {{ page_title }}", "Hi!\r\n{{ personal_line }}  ", ("Again.", ""))


@pytest.fixture
def edit(world: World) -> EditTemplates:
    return EditTemplates(world.store, world.clock)


def chosen(world: World, lang: str, occasion: Occasion = Occasion.MENTION) -> Template:
    with world.store.reading(world.workspace_id) as tx:
        return chosen_template(tx, world.site.id, occasion, lang)


def test_a_sites_own_template_takes_the_place_of_ours_until_it_is_taken_back(world: World, edit: EditTemplates) -> None:
    assert chosen(world, "en") == ENGLISH
    edit.keep(world.workspace_id, world.site.id, OWN, "U1")
    kept = replace(OWN, body="Hi!\n{{ personal_line }}")
    assert chosen(world, "en-GB") == edit.chosen(world.workspace_id, world.site, Occasion.MENTION, "EN") == kept
    assert chosen(world, "de") == built_in(Occasion.MENTION, "de")
    assert chosen(world, "en", Occasion.PERSON) == built_in(Occasion.PERSON, "en")
    assert edit.own(world.workspace_id, None, None) == (world.site, (kept,))
    assert edit.reset(world.workspace_id, world.site, kept, "U2")
    assert not edit.reset(world.workspace_id, world.site, kept, "U2")
    assert chosen(world, "en") == ENGLISH
    with world.store.reading(world.workspace_id) as tx:
        noted = [(entry.verb, entry.actor, entry.data) for entry in tx.audit.about("acme.com")]
    named = {"template": "mention/en"}
    assert noted[:2] == [("template taken back", "U2", named), ("template changed", "U1", named)]


def test_a_language_we_do_not_speak_gets_english_or_what_the_team_wrote_for_it(
    world: World, edit: EditTemplates
) -> None:
    edit.keep(world.workspace_id, world.site.id, OWN, "U1")
    assert chosen(world, "sv").subject == OWN.subject
    swedish = edit.chosen(world.workspace_id, world.site, Occasion.MENTION, "sv-SE")
    assert (swedish.lang, swedish.body) == ("sv", ENGLISH.body)
    edit.keep(world.workspace_id, world.site.id, replace(swedish, subject="Om {{ brand }}"), "U1")
    assert chosen(world, "sv").subject == "Om {{ brand }}"


def test_a_preview_shows_the_letter_with_sample_facts(world: World, edit: EditTemplates) -> None:
    site, shown = edit.preview(world.workspace_id, world.site.id, ENGLISH)
    assert site == world.site
    assert shown.body.startswith("Hello Maya Lund,")
    assert "https://acme.com/guide" in shown.body
    assert len(shown.follow_ups) == 2


def test_a_template_that_cannot_be_used_is_neither_shown_nor_kept(world: World, edit: EditTemplates) -> None:
    bad = replace(OWN, body="{% for x in y %}{{ personal_line }}{% endfor %}")
    for refuse in (
        lambda: edit.preview(world.workspace_id, world.site.id, bad),
        lambda: edit.keep(world.workspace_id, world.site.id, bad, "U1"),
    ):
        with pytest.raises(TemplateError, match="a loop"):
            refuse()
    assert chosen(world, "en") == ENGLISH


def test_a_word_that_is_no_language_is_refused_with_those_we_speak(world: World, edit: EditTemplates) -> None:
    with pytest.raises(NoLanguageError, match="“Klingon” is no language; write its letters, such as en, de"):
        edit.chosen(world.workspace_id, world.site, Occasion.MENTION, "Klingon")


def test_nothing_is_kept_for_a_site_that_is_gone_or_another_workspaces(world: World, edit: EditTemplates) -> None:
    with world.store.system() as tx:
        other = tx.workspaces.ensure("T2", "Other").id
    for workspace, site in ((world.workspace_id, SiteId(999)), (other, world.site.id)):
        with pytest.raises(NoSuchSiteError, match="no longer watched"):
            edit.keep(workspace, site, OWN, "U1")


def test_a_forgotten_demo_takes_its_templates_along(world: World, edit: EditTemplates) -> None:
    with world.store.transaction(world.workspace_id) as tx:
        demo = tx.sites.add(SiteSettings(("demo.example",)), world.clock(), is_demo=True)
        tx.templates.keep(demo.id, OWN, "U1", world.clock())
        tx.sites.forget_demo(demo.id)
        assert tx.templates.all(demo.id) == ()
