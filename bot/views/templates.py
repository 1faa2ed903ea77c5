"""The form of a template: shown as a letter first, kept when the very same texts are submitted again."""

from __future__ import annotations

from slack_bolt import App

from bot.blocks import names, templates
from bot.blocks.inputs import View
from bot.listening import Request
from bot.services import Services
from bot.views.forms import Entered, FieldError, form_listener, later
from jobs.analysis.template_grammar import TemplateError
from storage.domain import Draft, Site, Template


def register(app: App, services: Services) -> None:
    app.view(names.TEMPLATE_VIEW)(form_listener(services, _submit_template))


def _submit_template(request: Request, entered: Entered, private: str) -> View | None:
    form = templates.TemplateForm.read(private)
    template = form.template(entered)
    site, preview = _previewed(request, form, template)
    if not form.has_seen(template):
        return templates.template_modal(form.after(template), template, site, preview)
    request.services.templates.keep(request.workspace_id, form.site_id, template, request.user_id)
    later(request, lambda: request.answer(templates.template_kept(template, site)))
    return None


def _previewed(request: Request, form: templates.TemplateForm, template: Template) -> tuple[Site, Draft]:
    try:
        return request.services.templates.preview(request.workspace_id, form.site_id, template)
    except TemplateError as error:
        raise FieldError(error.part, error) from error
