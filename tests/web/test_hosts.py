"""A hosts file says where names live before DNS is asked."""

from pathlib import Path

import pytest

from jobs.web.hosts import HostsFileError, read_hosts, read_hosts_file
from tests.servers.web import SiteServer
from tests.web.test_guard import never
from tests.web.visiting import visit


def test_names_and_addresses_are_read_as_hosts_5_has_them() -> None:
    text = "# pretend\n127.0.0.2\tBlog.Example www.blog.example. # two\n\n::1 blog.example\n127.0.0.2 blog.example\r\n"
    assert read_hosts(text) == {"blog.example": ("127.0.0.2", "::1"), "www.blog.example": ("127.0.0.2",)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("127.0.0.1 a.example\nblog.example 127.0.0.1\n", "line 2: “blog.example” is not an IP address."),
        ("127.0.0.1\n", "line 1: a name is missing after the address."),
        ("127.0.0.1 http://a.example/\n", "line 1: “http://a.example/” is not a host name."),
        ("127.0.0.1 bücher.example\n", "line 1: “bücher.example” is not a host name."),
        ("300.0.0.1 a.example\n", "line 1: “300.0.0.1” is not an IP address."),
    ],
)
def test_a_mistake_is_told_in_one_sentence_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "hosts"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(HostsFileError) as told:
        read_hosts_file(path)
    assert str(told.value) == f"The hosts file {path} has a mistake in {said}"


def test_a_file_that_cannot_be_read_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(HostsFileError, match=r"cannot be read: No such file or directory\.$"):
        read_hosts_file(tmp_path / "none")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(HostsFileError, match=r"is not a text file in UTF-8\.$"):
        read_hosts_file(tmp_path / "binary")


def test_a_listed_name_is_not_looked_up(site_server: SiteServer, tmp_path: Path) -> None:
    url = site_server.put("blog.example/a", b"here")
    site_server.put("localhost/a", b"listed on purpose")
    path = tmp_path / "hosts"
    path.write_text(site_server.hosts_file(), encoding="utf-8")
    rules = site_server.rules(hosts=read_hosts_file(path))
    assert visit(url.replace("blog.example", "BLOG.example."), rules, look_up=never).status == 404
    assert visit(url, rules, look_up=never).body == b"here"
    assert visit(site_server.url("localhost/a"), rules, look_up=never).body == b"listed on purpose"
