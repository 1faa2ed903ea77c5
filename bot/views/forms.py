"""What happens when a person submits a form: refuse it field by field, or do it once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.actions.imports import stage_file
from bot.blocks import brands, inputs, links, names, outreach_answers, sites, watching
from bot.errors import answering
from bot.listening import Request, is_first_delivery
from bot.services import Services
from bot.slack_files import shared_file
from jobs.analysis.addresses import understand_domain
from storage.domain import Site, SiteId, SiteSettings
from storage.errors import AnchorwatchError, SiteExistsError

Entered = Mapping[str, str]
Submit = Callable[[Request, Entered, str], inputs.View | None]  # the view that takes the form's place, if any


class FieldError(AnchorwatchError):
    """One field of a form cannot be used as it was filled in."""

    def __init__(self, field: str, error: AnchorwatchError) -> None:
        super().__init__(str(error), error.user_message)
        self.field = field


def register(app: App, services: Services) -> None:
    for callback_id, submit in (
        (names.SITE_VIEW, _submit_site),
        (names.LINK_VIEW, _submit_link),
        (names.IMPORT_VIEW, _submit_import),
        (names.BRAND_VIEW, _submit_brand),
        (names.PROSPECT_VIEW, _submit_prospect),
    ):
        app.view(callback_id)(form_listener(services, submit))


def form_listener(services: Services, submit: Submit) -> Callable[..., None]:
    """A form is stored before it is acknowledged, since only then is it known which field to complain about."""

    def submitted(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        request = Request.of(services, body, client, None)

        def complain(sentence: str, field: str = "") -> None:
            ack(response_action="errors", errors={field or _first_field(view): sentence})

        def work() -> None:
            if not is_first_delivery(request):
                return  # the first one acknowledges
            try:
                following = submit(request, inputs.submitted(view), view.get("private_metadata") or "")
            except FieldError as error:
                complain(error.user_message, error.field)
            else:
                ack(response_action="update", view=following) if following else ack()

        answering(lambda refusal: complain(refusal.text), work)

    return submitted


def _first_field(view: Mapping[str, Any]) -> str:
    """Where to show what concerns the form as a whole: Slack has no other place."""
    return next(str(block["block_id"]) for block in view["blocks"] if block["type"] == "input")


def _submit_site(request: Request, entered: Entered, site_id: str) -> None:
    settings = SiteSettings(
        domains=_domains(sites.listed(entered[sites.DOMAINS]) or ("",), sites.DOMAINS),
        brands=sites.listed(entered.get(sites.BRANDS, "")),
        channel_id=entered.get(sites.CHANNEL) or None,
        schedule=sites.schedule_of(entered),
    )
    add_site = request.services.add_site
    try:
        if site_id:
            add_site.change(request.workspace_id, SiteId(int(site_id)), settings, request.user_id)
            return
        site = add_site.add(request.workspace_id, settings, request.user_id)
    except SiteExistsError as error:
        raise FieldError(sites.DOMAINS, error) from error
    later(request, lambda: request.answer(links.site_added(site)))


def _domains(entries: tuple[str, ...], field: str) -> tuple[str, ...]:
    try:
        return tuple(dict.fromkeys(map(understand_domain, entries)))
    except AnchorwatchError as error:
        raise FieldError(field, error) from error


def _submit_brand(request: Request, entered: Entered, private: str) -> None:
    site_id, _, name = private.partition(":")
    brand = brands.brand_of(entered, name)
    brand = replace(brand, own_domains=_domains(brand.own_domains, brands.OWN_DOMAINS))
    request.services.brands.keep(request.workspace_id, SiteId(int(site_id)), brand, request.user_id)
    later(request, lambda: request.answer(watching.brand_kept(brand)))


def _submit_link(request: Request, entered: Entered, _private: str) -> None:
    site = _chosen_site(request, entered)
    target = entered.get(links.TARGET) or site.domain
    try:
        added = request.services.add_backlink.add(request.workspace_id, entered[links.PAGE], target, request.user_id)
    except AnchorwatchError as error:
        raise FieldError(links.PAGE, error) from error
    later(request, lambda: request.answer(links.link_added(added.link, added.site, added.is_new)))


def _submit_prospect(request: Request, entered: Entered, _private: str) -> None:
    site = _chosen_site(request, entered)
    try:
        card = request.services.propose.add(
            request.workspace_id, entered[outreach_answers.PAGE], site.domain, request.user_id, None
        )
    except AnchorwatchError as error:
        raise FieldError(outreach_answers.PAGE, error) from error
    later(request, lambda: request.answer(outreach_answers.suggested(card)))


def _submit_import(request: Request, entered: Entered, channel_id: str) -> None:
    site = _chosen_site(request, entered)
    asked = replace(request, channel_id=channel_id)
    later(asked, lambda: stage_file(asked, shared_file(asked.client, entered[links.FILE]), site))


def _chosen_site(request: Request, entered: Entered) -> Site:
    chosen = entered[links.SITE]
    for site in request.services.lists.sites(request.workspace_id):
        if str(site.id) == chosen:
            return site
    raise FieldError(links.SITE, AnchorwatchError("This site is no longer watched."))


def later(request: Request, do: Callable[[], None]) -> None:
    """After the form is acknowledged, so that the answer does not hold it open."""
    request.services.background.run(lambda: request.work(do))
