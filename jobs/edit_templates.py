"""A team's own templates: shown, looked at with sample facts before they are kept, and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from jobs.analysis.drafts import LetterFacts, check_template, draft_of, tidied
from jobs.analysis.letter_templates import LANGUAGES, built_in
from jobs.find_site import NoSuchSiteError, find_site
from storage.domain import AuditEntry, Draft, Occasion, Site, SiteId, Template, WorkspaceId
from storage.errors import WrongRequestError
from storage.store import Store
from storage.transactions import Transaction

_LANGUAGE = re.compile("[a-z]{2,3}")


class NoLanguageError(WrongRequestError):
    """What was said is no language's letters."""

    def __init__(self, said: str) -> None:
        super().__init__(f"“{said[:20]}” is no language; write its letters, such as {', '.join(LANGUAGES)}.")


def chosen_template(tx: Transaction, site_id: SiteId, occasion: Occasion, lang: str) -> Template:
    """What a page in ``lang`` is written with: the site's own template, else ours, in English where neither speaks
    the page's language."""
    letters = _letters(lang)
    own = tx.templates.chosen(site_id, occasion, letters)
    if own is None and letters not in LANGUAGES:
        own = tx.templates.chosen(site_id, occasion, "en")
    return own or built_in(occasion, letters)


@dataclass(frozen=True)
class EditTemplates:
    store: Store
    now: Callable[[], datetime]

    def own(self, workspace_id: WorkspaceId, site: str | None, near: str | None) -> tuple[Site, tuple[Template, ...]]:
        """The site that is meant, and the templates it has of its own."""
        with self.store.reading(workspace_id) as tx:
            found = find_site(tx, site, near)
            return found, tx.templates.all(found.id)

    def chosen(self, workspace_id: WorkspaceId, site: Site, occasion: Occasion, lang: str) -> Template:
        """The template to edit; one for a language that has none begins as the English one."""
        letters = understand_language(lang)
        with self.store.reading(workspace_id) as tx:
            own = tx.templates.chosen(site.id, occasion, letters)
        return own or replace(built_in(occasion, letters), lang=letters)

    def preview(self, workspace_id: WorkspaceId, site_id: SiteId, template: Template) -> tuple[Site, Draft]:
        """The letter with sample facts. Raises ``TemplateError`` for one that cannot be used."""
        with self.store.reading(workspace_id) as tx:
            site = _site(tx, site_id)
        check_template(template)
        return site, draft_of(template, sample_facts(site))

    def keep(self, workspace_id: WorkspaceId, site_id: SiteId, template: Template, by: str) -> None:
        check_template(template)
        with self.store.transaction(workspace_id) as tx:
            site = _site(tx, site_id)
            tx.templates.keep(site_id, tidied(template), by, self.now())
            tx.audit.add(AuditEntry(self.now(), by, "template changed", site.domain, _named(template)))

    def reset(self, workspace_id: WorkspaceId, site: Site, template: Template, by: str) -> bool:
        """Whether there was one to take back."""
        with self.store.transaction(workspace_id) as tx:
            was_own = tx.templates.reset(site.id, template.occasion, template.lang)
            if was_own:
                tx.audit.add(AuditEntry(self.now(), by, "template taken back", site.domain, _named(template)))
            return was_own


def understand_language(said: str) -> str:
    """``de`` for ``DE`` or ``de-AT``."""
    letters = _letters(said)
    if not _LANGUAGE.fullmatch(letters):
        raise NoLanguageError(said)
    return letters


def sample_facts(site: Site) -> LetterFacts:
    """As a page might be, so that every placeholder has something in its place."""
    brand = site.settings.brands[0] if site.settings.brands else site.domain
    return LetterFacts(
        contact_name="Maya Lund",
        page_title="Ten tools we would not want to miss",
        page_url="https://blog.example/ten-tools",
        brand=brand,
        site=site.domain,
        target_url=f"https://{site.domain}/guide",
        anchor=brand,
        sentence=f"For a month we have been using {brand} every day.",
        broken_url=f"https://{site.domain}/old-guide",
        personal_line="(Here goes what you write yourself about this page.)",
        sender_name="Robin Hale",
        address_found_on="https://blog.example/about",
    )


def _named(template: Template) -> dict[str, str]:
    return {"template": f"{template.occasion}/{template.lang}"}


def _letters(lang: str) -> str:
    return lang.strip().lower().replace("_", "-").partition("-")[0]


def _site(tx: Transaction, site_id: SiteId) -> Site:
    site = tx.sites.get(site_id)
    if site is None:
        raise NoSuchSiteError("This site is no longer watched.")
    return site
