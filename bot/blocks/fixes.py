"""The redirect that mends a broken page of ours, ready to copy, and what a new look at the page found."""

from __future__ import annotations

from bot.blocks import limits, text
from bot.blocks.elements import Block, context, numbered, plain_text, section, sentence
from bot.blocks.inputs import View
from bot.blocks.linked_pages import page_name
from bot.blocks.words import page_fault
from jobs.analysis.redirect_rules import RuleKind
from jobs.suggest_fixes import Fix
from storage.domain import LinkedPage, Message, Site

_WHERE = {
    RuleKind.APACHE: "*Apache*, in `.htaccess` or the virtual host",
    RuleKind.NGINX: "*nginx*, in the `server` block",
    RuleKind.NETLIFY: "*Netlify*, in the file `_redirects`",
    RuleKind.CSV: "*As a list*, for plugins and platforms that import one",
}


def fix_modal(fix: Fix, site: Site) -> View:
    """Nothing to fill in: the rules stand there to be copied."""
    blocks = [section(_what(fix, site))]
    for kind, rule in fix.rules.items():
        blocks += [section(_WHERE[kind]), _code(rule)]
    blocks.append(context("Each rule leads exactly this address elsewhere. Try it, then press Done: I look at once."))
    return {
        "type": "modal",
        "title": plain_text("Redirect to copy", limits.VIEW_TITLE),
        "close": plain_text("Close", limits.VIEW_TITLE),
        "blocks": list(numbered(blocks)),
    }


def looking(page: LinkedPage, site: Site) -> Message:
    return sentence(f"Looking at {page_name(page, site)} again now; its line will say what I find.")


def looked(page: LinkedPage, site: Site) -> Message:
    """What the new look found."""
    name = page_name(page, site)
    if page.fault is None and page.faulty_since is None:
        return sentence(f"{name} works again. Thank you!")
    return sentence(f"{name} still {page_fault(page) or 'does not answer as it should'}.")


def not_looked(page: LinkedPage, site: Site) -> Message:
    return sentence(f"{page_name(page, site)} did not answer me yet; I go on looking, and the next digest tells.")


def _what(fix: Fix, site: Site) -> str:
    found, name = fix.suggestion, page_name(fix.page, site)
    if found is None:
        return f"No live page comes close to {name} any more; please choose one yourself."
    to = text.link(found.target_url, text.target_name(found.target_url, site.domain))
    why = text.outside(found.why, limits.FIELD_TEXT)
    return f"{name} → {to} ({found.similarity:.2f}): {why}."


def _code(rule: str) -> Block:
    """Preformatted, so that every character is itself."""
    if len(rule) > limits.TEXT_OBJECT:
        return section("_The address is too long to show its rule here._")
    words = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": rule}]}
    return {"type": "rich_text", "elements": [words]}
