"""What happens when a form about a target is submitted: refused field by field, or done once."""

from collections import Counter
from collections.abc import Callable, Sequence

from slack_bolt import App

from bot.actions.outreach import renew
from bot.blocks import inputs, names, outreach_forms
from bot.blocks.outreach_forms import Pressed
from bot.blocks.outreach_queue import reviewed
from bot.errors import UsageError
from bot.listening import Request, require_approver
from bot.people import is_colleague
from bot.services import Services
from bot.views.forms import Entered, FieldError, form_listener, later
from jobs.write_drafts import WrongAddressError
from storage.errors import AnchorwatchError

_STALE = "This form is from an older message; `/outreach queue` shows what waits."


def register(app: App, services: Services) -> None:
    for callback_id, submit in (
        (names.DRAFT_VIEW, _submit_draft),
        (names.REASON_VIEW, _submit_reason),
        (names.SNOOZE_VIEW, _submit_snooze),
        (names.ASSIGN_VIEW, _submit_owner),
        (names.REVIEW_VIEW, _submit_review),
    ):
        app.view(callback_id)(form_listener(services, submit))


def _submit_draft(request: Request, entered: Entered, private: str) -> inputs.View | None:
    """Kept first, and then approved, if that was wished for: what is in the way of that does not lose the text."""
    pressed = _opened(private)
    if outreach_forms.BODY not in entered:
        raise UsageError("a form without its letter", _STALE)
    written = outreach_forms.written_in(entered, pressed.sender)
    try:
        card = request.services.drafts.write(request.workspace_id, pressed.ticket, written, request.user_id)
    except WrongAddressError as error:
        raise FieldError(outreach_forms.TO, error) from error
    ticket = card.prospect.ticket
    if entered.get(outreach_forms.THEN) == outreach_forms.APPROVE:
        _answered(request, pressed, ticket, lambda: _approve(request, ticket))
    else:
        _answered(request, pressed, ticket, lambda: None)
    return None


def _approve(request: Request, ticket: str) -> None:
    require_approver(request)
    request.services.decide.approve(request.workspace_id, ticket, request.user_id)


def _submit_reason(request: Request, entered: Entered, private: str) -> inputs.View | None:
    pressed, why = _opened(private), entered.get(outreach_forms.REASON, "").strip()
    decide = {
        "reject": request.services.decide.reject,
        "never": request.services.decide.never,
        "declined": request.services.follow.declined,
    }.get(pressed.kind)
    if decide is None:
        raise UsageError(f"no decision {pressed.kind!r}", _STALE)

    def work() -> None:  # once the form is closed: Slack is asked who this is, which may take longer than a form waits
        if pressed.kind != "declined":
            require_approver(request)
        decide(request.workspace_id, pressed.ticket, request.user_id, why)

    _answered(request, pressed, pressed.ticket, work)
    return None


def _submit_snooze(request: Request, entered: Entered, private: str) -> inputs.View | None:
    pressed, pause = _opened(private), outreach_forms.pause_in(entered)
    request.services.decide.snooze(request.workspace_id, pressed.ticket, request.user_id, pause)
    _answered(request, pressed, pressed.ticket, lambda: None)
    return None


def _submit_owner(request: Request, entered: Entered, private: str) -> inputs.View | None:
    pressed, owner = _opened(private), entered.get(outreach_forms.OWNER, "")
    if not is_colleague(request.client, owner):
        raise FieldError(outreach_forms.OWNER, AnchorwatchError("Choose a colleague: no app, and nobody from outside."))
    request.services.decide.assign(request.workspace_id, pressed.ticket, request.user_id, owner)
    _answered(request, pressed, pressed.ticket, lambda: None)
    return None


def _opened(private: str) -> Pressed:
    try:
        return Pressed.read(private)
    except ValueError as error:
        raise UsageError("a form's metadata cannot be read", _STALE) from error


def _submit_review(request: Request, entered: Entered, private: str) -> inputs.View | None:
    channel_id, chosen = outreach_forms.decisions_in(entered, private)
    here = Request(request.services, request.team_id, request.user_id, channel_id, "", request.client, None)
    later(here, lambda: _decide_each(here, chosen))
    return None


def _decide_each(request: Request, chosen: Sequence[tuple[str, str]]) -> None:
    """Each target by itself: what stands in the way of one does not stop the others."""
    require_approver(request)
    decide, workspace_id = request.services.decide, request.workspace_id
    done, refused = Counter[str](), list[str]()
    for ticket, choice in chosen:
        try:
            if choice == outreach_forms.APPROVE:
                decide.approve(workspace_id, ticket, request.user_id)
            elif choice == outreach_forms.REJECT:
                decide.reject(workspace_id, ticket, request.user_id, "")
            done[choice] += 1
        except AnchorwatchError as error:
            refused.append(error.user_message)
    request.answer(reviewed(done[outreach_forms.APPROVE], done[outreach_forms.REJECT], refused))


def _answered(request: Request, pressed: Pressed, ticket: str, do: Callable[[], None]) -> None:
    """After the form is closed: the rest of what was wished for, and the card as it is then."""
    here = Request(
        request.services, request.team_id, request.user_id, pressed.channel_id, "", request.client, None
    )  # fmt: skip

    def work() -> None:
        try:
            do()
        finally:
            renew(here, request.workspace_id, ticket, is_private=pressed.is_private)

    later(here, work)
