"""What an element's tag, role and class words say about the part of the page it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from jobs.analysis.markup import Attributes
from storage.domain import Placement

_AUTHORS = (
    "author authors autor autora autore autores auteur verfasser writer contributor contributors avtor yazar penulis "
    "forfatter forfattare schrijver kirjoittaja szerzo redakteur redacteur"
)
_ABOUT_THEM = (
    "box bio about info information profile card description desc details section block widget area pane panel "
    "wrapper container excerpt intro post entry article single sobre ueber uber over om propos sull el la del den die"
)
# A group of words that sites use for one kind of part, as whole words of class, id and itemprop.
_VOCABULARY = {
    "nav": "nav navbar navigation navi menu submenu menus dropdown megamenu breadcrumb breadcrumbs crumbs crumb "
    "toolbar offcanvas hamburger drawer subnav topnav mainnav",
    "pager": "pagination pager paging pagenav paginator pages pagelinks",
    "contents": "toc tableofcontents contents outline onthispage index scrollspy",
    "footer": "footer colophon copyright foot legal bottom subfooter",
    "header": "header masthead topbar banner head branding logo hero top",
    "side": "sidebar side rail aside widget widgets secondary complementary sidenav leftnav right left column sticky "
    "tertiary",
    "comment": "comment comments disqus respond reply replies commentlist commentary discussion responses",
    "bio": "bio biography byline bylines authorbox authorinfo authorbio",
    "author": f"{_AUTHORS} vcard profile about avatar user username",
    "related": "related recommended recommendations recirc more popular trending latest recent readnext also next prev "
    "previous teaser teasers similar suggested featured upnext most further",
    "social": "share sharing social follow addtoany sharedaddy facebook twitter socials icons shares",
    "promotion": "ad ads advert advertisement sponsor sponsored promo promotion newsletter subscribe subscription "
    "signup cta adsense outbrain taboola donate",
    "meta": "meta tag tags category categories cat date time posted postmeta info details label labels badge topics "
    "taxonomy",
    "content": "content article entry post body text story main prose markdown copy rte richtext wysiwyg description "
    "md page single blog",
    "body": "articlebody postcontent postbody entrycontent maincontent articlecontent bodytext storybody messagebody "
    "bbwrapper",
    "forum": "message thread topic posts answer question answers forum messages threads conversation threadbit "
    "structitem",
    "controls": "signature userinfo poster postprofile attribution actions controls likes reactions tools",
    "item": "item card list result product grid tile listing items cards results products row col cell summary",
    "dialog": "login signin register account cookie consent modal popup overlay search gdpr dialog form lightbox cart",
    "figure": "caption figure credit image photo gallery media figcaption",
    "references": "reference references footnote footnotes citation citations sources bibliography reflist",
}
_ROLE_GROUPS = {
    "navigation": "nav",
    "menu": "nav",
    "menubar": "nav",
    "menuitem": "nav",
    "tablist": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "side",
    "main": "content",
    "article": "content",
    "search": "dialog",
    "dialog": "dialog",
}
_LANDMARK_TAGS = {
    "nav": Placement.NAV,
    "header": Placement.HEADER,
    "footer": Placement.FOOTER,
    "aside": Placement.ASIDE,
}
_LANDMARK_ROLES = {
    "navigation": Placement.NAV,
    "menu": Placement.NAV,
    "menubar": Placement.NAV,
    "banner": Placement.HEADER,
    "contentinfo": Placement.FOOTER,
    "complementary": Placement.ASIDE,
}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_GROUPS = {word: group for group, words in _VOCABULARY.items() for word in words.split()}
# Next to each other in one word of a class: "author-box", "aboutAuthor", "sobre-el-autor".
_BIO_PAIRS = frozenset(
    pair for author in _AUTHORS.split() for about in _ABOUT_THEM.split() for pair in ((author, about), (about, author))
)
_PERSON = "schema.org/person"
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_CACHED_NAMES = 16_384
_MOST_WORDS = 1_000  # characters


@dataclass(frozen=True, slots=True)
class Names:
    """``all`` holds the tag (as "<p>") and the groups of its class words and role; ``landmark`` is what it is."""

    all: tuple[str, ...]
    landmark: Placement | None


def names_of(tag: str, attributes: Attributes) -> Names:
    if not attributes:
        return _names(tag, None, None, None, None)
    get = attributes.get
    classes, id_, itemprop, role = get("class"), get("id"), get("itemprop"), get("role")
    if "itemtype" in attributes and _PERSON in (get("itemtype") or "").lower():
        itemprop = f"{itemprop or ''} author"
    if len(classes or "") + len(id_ or "") + len(itemprop or "") + len(role or "") > _MOST_WORDS:
        return _names(tag, *((words or "")[:_MOST_WORDS] for words in (classes, id_, itemprop, role)))
    return _names(tag, classes, id_, itemprop, role)


@lru_cache(maxsize=_CACHED_NAMES)
def _names(tag: str, classes: str | None, id_: str | None, itemprop: str | None, role: str | None) -> Names:
    role = (role or "").strip().lower()
    said = f"{classes or ''} {id_ or ''} {itemprop or ''}"
    groups = {_GROUPS.get(word.lower()) for word in _WORD.findall(said)}
    groups |= {_ROLE_GROUPS.get(role), "heading" if tag in _HEADINGS else None}
    if "author" in groups and any(map(_is_of_author, said.split())):
        groups.add("bio")
    marks = sorted(group for group in groups if group)
    return Names((f"<{tag}>", *marks), _LANDMARK_ROLES.get(role) or _LANDMARK_TAGS.get(tag))


def _is_of_author(said: str) -> bool:
    return not _BIO_PAIRS.isdisjoint(pairwise(word.lower() for word in _WORD.findall(said)))
