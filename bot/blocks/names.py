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

# Views
SITE_VIEW: Final = "site"
LINK_VIEW: Final = "link"
IMPORT_VIEW: Final = "import"


def explain_id(position: int) -> str:
    return f"explain:{position}"
