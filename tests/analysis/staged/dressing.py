"""What surrounds a message on a real site: menus and a footer, none of which say anything of the message."""

from __future__ import annotations

_MENU = "".join(f'<li><a href="/{word.lower()}">{word}</a></li>' for word in ("Home", "Sails", "Ropes", "Charts"))
_TEASERS = "".join(
    f'<li><a href="/{n}">Story number {n} about a long night at sea and what came of it</a></li>' for n in range(12)
)


def bare(title: str, heading: str, *paragraphs: str, markup: str = "", head: str = "") -> str:
    """A page of a message and nothing else; ``markup`` stands behind it."""
    top = f"<h1>{heading}</h1>" if heading else ""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{top}{text}{markup}</body></html>"


def dressed(title: str, heading: str, *paragraphs: str, markup: str = "", head: str = "") -> str:
    """The same message in the template of a site."""
    page = bare(title, heading, *paragraphs, markup=markup, head=head)
    begin = f"<header><a href='/'>The Sea Blog</a><ul>{_MENU}</ul></header>"
    end = f"<aside><ul>{_TEASERS}</ul></aside><footer>© The Sea Blog, <a href='/imprint'>imprint</a></footer></body>"
    return page.replace("<body>", f"<body>{begin}", 1).replace("</body>", end, 1)


def footed(page: str) -> str:
    """The page with the small print of a company below."""
    small_print = (
        "© 2026 The Sea Blog Ltd. All rights reserved. Registered in England, no. 1234567. The opinions of authors are "
        "their own. Terms, privacy, imprint. Photos by Eve. Made with love in Kiel. Follow us on all channels for more."
    )
    return page.replace("</body>", f"<footer><p>{small_print}</p></footer></body>", 1)
