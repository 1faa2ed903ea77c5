"""/outreach template: which letters there are, the form for one of them, and the way back to ours."""

from __future__ import annotations

from difflib import get_close_matches

from bot.blocks import help, templates
from bot.blocks.text import plain
from bot.errors import UsageError
from bot.listening import Request
from storage.domain import Occasion

_RESET = "reset"
_SAID = 40


def open_templates(request: Request, words: tuple[str, ...]) -> None:
    """``[OCCASION] [LANG] [reset] [for SITE]``."""
    asked, site_said = _site_said(words)
    if len(asked) > 3 or (len(asked) == 3 and asked[2].lower() != _RESET):
        raise UsageError("wrong arguments for template", help.wrong_arguments("template", help.OUTREACH))
    site, own = request.services.templates.own(request.workspace_id, site_said, request.channel_id)
    if not asked:
        request.answer(templates.template_list(site, own))
        return
    occasion, lang = _occasion(asked[0]), asked[1] if len(asked) > 1 else "en"
    template = request.services.templates.chosen(request.workspace_id, site, occasion, lang)
    if len(asked) == 3:
        was_own = request.services.templates.reset(request.workspace_id, site, template, request.user_id)
        request.answer(templates.template_reset(template, site, was_own=was_own))
        return
    form = templates.TemplateForm(site.id, occasion, template.lang)
    request.client.views_open(trigger_id=request.trigger_id, view=templates.template_modal(form, template, site))


def _site_said(words: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    if len(words) >= 2 and words[-2].lower() == "for":
        return words[:-2], words[-1]
    return words, None


def _occasion(said: str) -> Occasion:
    known = [occasion.value for occasion in Occasion]
    near = get_close_matches(said.lower().replace("-", "_"), known, n=1)
    if near[:1] == [said.lower().replace("-", "_")]:
        return Occasion(near[0])
    meant = f"Did you mean `/outreach template {near[0]}`?" if near else f"Try one of: {', '.join(known)}."
    raise UsageError(f"unknown occasion {said!r}", f"There is no letter called “{plain(said, _SAID)}”. {meant}")
