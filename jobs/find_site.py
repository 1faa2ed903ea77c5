"""Finds the site a person means, or says in one sentence which ones there are."""

from jobs.analysis.addresses import understand_domain
from storage.domain import Site
from storage.errors import AnchorwatchError
from storage.transactions import Transaction

_HOW_TO_ADD = "Add it with `/backlinks` in Slack or `anchorwatch site add acme.com`."


class NoSuchSiteError(AnchorwatchError):
    """No site of this workspace fits what was asked for."""


def find_site(tx: Transaction, text: str | None, near: str | None = None) -> Site:
    """The site named by ``text``. Without a name: the only one, or the only one told of in the channel ``near``.

    A real site comes before the demo's.
    """
    sites = tx.sites.all()
    if not sites:
        raise NoSuchSiteError(f"There is no site yet. {_HOW_TO_ADD}")
    if text is None:
        return _meant(sites, near)
    domain = understand_domain(text)
    site = tx.sites.by_domain(domain)
    if site is None:
        raise NoSuchSiteError(f"{domain} is not one of your sites ({_names(sites)}). {_HOW_TO_ADD}")
    return site


def _meant(sites: tuple[Site, ...], near: str | None) -> Site:
    real = tuple(site for site in sites if not site.is_demo) or sites
    here = tuple(site for site in real if near is not None and site.settings.channel_id == near)
    for candidates in (real, here):
        if len(candidates) == 1:
            return candidates[0]
    raise NoSuchSiteError(f"Which site? Name one of {_names(sites)}.")


def _names(sites: tuple[Site, ...]) -> str:
    return ", ".join(site.domain for site in sites)
