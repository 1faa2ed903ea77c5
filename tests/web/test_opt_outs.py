"""Whoever asked us to stay away is not contacted, in any way."""

import re
from pathlib import Path

import pytest

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.verdicts import judge
from jobs.analysis.visit import Trouble
from jobs.web.opt_outs import OptOutFileError, read_opt_out_file, read_opt_outs
from storage.domain import Conclusion, Verdict
from tests.servers.web import SiteServer
from tests.web.test_guard import never
from tests.web.visiting import visit, visit_all

OPTED_OUT = """\
# asked by mail in March
shop.example   # and all below it
https://www.news.example/some/page
*.Stadt-M\u00fcnchen.example
"""


def test_an_opt_out_list_is_read_as_people_write_it() -> None:
    wanted = {"shop.example", "www.news.example", "xn--stadt-mnchen-jlb.example"}
    assert read_opt_outs(OPTED_OUT) == wanted


@pytest.mark.parametrize("bad", ["a b.example", "http://", "a@b.example"])
def test_a_mistake_in_the_opt_out_list_is_told_with_its_line(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "list"
    path.write_text(f"shop.example\n{bad}\n", encoding="utf-8")
    with pytest.raises(OptOutFileError, match=f"mistake in line 2: “{re.escape(bad)}” is not a domain."):
        read_opt_out_file(path)
    with pytest.raises(OptOutFileError, match=r"cannot be read: No such file"):
        read_opt_out_file(tmp_path / "none")


def test_whoever_opted_out_is_not_contacted_at_all(site_server: SiteServer) -> None:
    """Neither for robots.txt nor behind a redirect; its name is not even looked up."""
    urls = [site_server.put(where, b"page") for where in ("shop.example/", "www.shop.example/a", "notshop.example/")]
    urls.append(site_server.redirect("other.example/", site_server.url("shop.example/b")))
    rules = site_server.rules(opted_out=frozenset({"shop.example"}))
    seen = visit_all([*urls, "http://unknown.shop.example/"], rules, look_up=never)
    assert [one.trouble for one in seen] == [Trouble.ROBOTS, Trouble.ROBOTS, None, Trouble.ROBOTS, Trouble.ROBOTS]
    assert {asked.host for asked in site_server.asked} == {"notshop.example", "other.example"}
    judged = judge(seen[0], None, OwnDomains(("acme.example",)))
    assert (judged.conclusion, judged.verdict, judged.reason) == (
        Conclusion.REFUSED,
        Verdict.ROBOTS_BLOCKED,
        "robots",
    )


def test_rules_that_lead_to_whoever_opted_out_are_not_fetched(site_server: SiteServer) -> None:
    site_server.redirect("other.example/robots.txt", site_server.url("shop.example/robots.txt"))
    url = site_server.put("other.example/", b"page")
    site_server.put("shop.example/robots.txt", b"")
    seen = visit(url, site_server.rules(opted_out=frozenset({"shop.example"})))
    assert seen.trouble is Trouble.ROBOTS_UNAVAILABLE
    assert {asked.host for asked in site_server.asked} == {"other.example"}
