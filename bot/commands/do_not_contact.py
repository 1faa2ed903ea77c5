"""/outreach dnc: whom nobody may write to; everybody adds, whoever may approve lifts and forgets."""

from __future__ import annotations

from bot.blocks import do_not_contact, help
from bot.errors import UsageError
from bot.listening import Request, require_approver


def dnc(request: Request, words: tuple[str, ...]) -> None:
    """``[DOMAIN or EMAIL [REASON]]``, ``remove …`` or ``forget …``."""
    match words:
        case ():
            show_listed(request, 0)
        case (verb, named) if verb.lower() == "remove":
            _remove(request, named)
        case (verb, named) if verb.lower() == "forget":
            require_approver(request)
            entry = request.services.suppress.forget(request.workspace_id, bare(named), request.user_id)
            request.answer(do_not_contact.forgotten(entry))
        case (verb, *_) if verb.lower() in ("remove", "forget"):
            raise UsageError("wrong arguments for dnc", help.wrong_arguments("dnc", help.OUTREACH))
        case (named, *reason):
            why = " ".join(reason)
            entry = request.services.suppress.add(request.workspace_id, bare(named), request.user_id, why)
            request.answer(do_not_contact.added(entry))


def show_listed(request: Request, start: int, *, replace: bool = False) -> None:
    """One more than is shown tells whether there are more."""
    entries = request.services.suppress.listed(request.workspace_id, do_not_contact.PER_PAGE + 1, start)
    request.answer(do_not_contact.listed_entries(entries, start), replace=replace)


def bare(named: str) -> str:
    """What Slack made a link of, as it was typed."""
    return named.strip("<>").partition("|")[0]


def _remove(request: Request, named: str) -> None:
    require_approver(request)
    lifted = request.services.suppress.lift(request.workspace_id, bare(named), request.user_id)
    request.answer(do_not_contact.lifted(lifted))
