"""The ids that tie a button or view to its listener; a builder and a listener share each through here."""

import re
from typing import Final

# Buttons. The value of each is said beside it.
EXPLAIN: Final = re.compile(r"^explain:\d+$")  # the link's id
SITE_SETTINGS: Final = "site_settings"  # the site's id
ADD_SITE: Final = "add_site"
ADD_LINK: Final = "add_link"  # the site's id
IMPORT_LINKS: Final = "import_links"  # the site's id
CHECK_NOW: Final = "check_now"  # the site's id
LIST_PAGE: Final = "list_page"  # lists.PageWanted
CHANGES_PAGE: Final = "changes_page"  # lists.ChangesWanted
IMPORT_COMMIT: Final = "import_commit"  # the staged import's token
IMPORT_CANCEL: Final = "import_cancel"  # the staged import's token
AUDIT_MORE: Final = "audit_more"  # audit.AuditWanted
# Of these a message has several: ``at`` a place each, and the listener takes them ``anywhere``.
MENTION_OURS: Final = "mention_ours"  # mention_presses.Press
MENTION_NOT_OURS: Final = "mention_not_ours"  # the same
MENTION_SNOOZE: Final = "mention_snooze"  # the same
MENTION_MUTE: Final = "mention_mute"  # the same
MENTIONS_SHOW: Final = "mentions_show"  # mention_presses.MentionsWanted, answered with a list of its own
MENTIONS_TURN: Final = "mentions_turn"  # the same, in place of the list it stands under
FIX_COPY: Final = "fix_copy"  # the id of our own page
FIX_DONE: Final = "fix_done"  # the same

# Of a target; each carries its ticket and nothing else.
OUTREACH_APPROVE: Final = "outreach_approve"
OUTREACH_EDIT: Final = "outreach_edit"
OUTREACH_REJECT: Final = "outreach_reject"
OUTREACH_SNOOZE: Final = "outreach_snooze"
OUTREACH_ASSIGN: Final = "outreach_assign"
OUTREACH_NEVER: Final = "outreach_never"
OUTREACH_UNDO: Final = "outreach_undo"
OUTREACH_SENT: Final = "outreach_sent"
OUTREACH_REPLIED: Final = "outreach_replied"
OUTREACH_DECLINED: Final = "outreach_declined"
OUTREACH_LOOK: Final = "outreach_look"
OUTREACH_THANKED: Final = "outreach_thanked"
OUTREACH_OPEN: Final = "outreach_open"
OUTREACH_REVIEW: Final = "outreach_review"  # the site's id
OUTREACH_MORE: Final = "outreach_more"  # outreach_lists.QueueWanted, in place of the page it stands under
OUTREACH_QUEUE: Final = "outreach_queue"  # the same, answered with a page of its own
OUTREACH_FIXES: Final = "outreach_fixes"  # the site's id
DNC_MORE: Final = "dnc_more"  # how many entries were shown
OUTREACH_SENT_BY_MAIL: Final = "outreach_sent_by_mail"  # it was sent, though the mail server did not say so
OUTREACH_SEND_AGAIN: Final = "outreach_send_again"  # it was not

# Shortcuts
OUTREACH_ADD: Final = "outreach_add"  # in the menu of every message

# Views
SITE_VIEW: Final = "site"
LINK_VIEW: Final = "link"
IMPORT_VIEW: Final = "import"
BRAND_VIEW: Final = "brand"
DRAFT_VIEW: Final = "outreach_draft"
REASON_VIEW: Final = "outreach_reason"
SNOOZE_VIEW: Final = "outreach_snooze"
ASSIGN_VIEW: Final = "outreach_assign"
REVIEW_VIEW: Final = "outreach_review"
PROSPECT_VIEW: Final = "outreach_add"
TEMPLATE_VIEW: Final = "template"


def explain_id(position: int) -> str:
    return f"explain:{position}"


def at(name: str, place: object) -> str:
    return f"{name}:{place}"


def anywhere(name: str) -> re.Pattern[str]:
    return re.compile(rf"^{name}:\w+$")
