"""Finds the site a person means, or says in one sentence which ones there are."""

from jobs.analysis.addresses import understand_domain
from storage.domain import Site
from storage.errors import AnchorwatchError
from storage.transactions import Transaction

_HOW_TO_ADD = "Add it with `/backlinks` in Slack or `anchorwatch site add acme.com`."


class NoSuchSiteError(AnchorwatchError):
    """No site of this workspace fits what was asked for."""


def find_site(tx: Transaction, text: str | None) -> Site:
    """The site named by ``text``; without a name, the only one there is."""
    sites = tx.sites.all()
    if not sites:
        raise NoSuchSiteError(f"There is no site yet. {_HOW_TO_ADD}")
    if text is None:
        if len(sites) > 1:
            raise NoSuchSiteError(f"Which site? Name one of {_names(sites)}.")
        return sites[0]
    domain = understand_domain(text)
    site = tx.sites.by_domain(domain)
    if site is None:
        raise NoSuchSiteError(f"{domain} is not one of your sites ({_names(sites)}). {_HOW_TO_ADD}")
    return site


def _names(sites: tuple[Site, ...]) -> str:
    return ", ".join(site.domain for site in sites)
