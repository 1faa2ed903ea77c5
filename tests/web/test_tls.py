"""A page over TLS is believed only from a server that proves its name."""

import socket
import ssl
from collections.abc import Callable
from datetime import timedelta

import pytest

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.verdicts import judge
from jobs.analysis.visit import Trouble
from jobs.web.transport import verifying_tls
from storage.domain import Conclusion, Verdict
from tests.servers.web import Reply, SiteServer
from tests.web.certificates import OPENSSL, Authority
from tests.web.visiting import visit

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="needs the openssl command to make certificates")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def trusting(authority: Authority) -> ssl.SSLContext:
    return authority.trust(verifying_tls())


def test_a_page_over_tls_is_read_under_the_name_it_was_asked_by(authority: Authority, trusting: ssl.SSLContext) -> None:
    asked_names = []
    context = authority.server("shop.example")
    context.sni_callback = lambda sock, name, _: asked_names.append(name)
    with SiteServer(tls=context) as server:
        server.put("shop.example/a", Reply(iter([b"secure ", b"page</html>"])))
        seen = visit(server.url("shop.example/a", secure=True), server.rules(), tls=trusting)
        dotted = visit(server.url("shop.example./a", secure=True), server.rules(), tls=trusting)
    assert (seen.status, seen.body, seen.trouble) == (200, b"secure page</html>", None)
    assert (dotted.status, set(asked_names)) == (404, {"shop.example"})
    assert server.asked[0].headers["host"] == f"shop.example:{server.tls_port}"


def test_an_operator_may_name_an_authority_to_trust(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    with SiteServer(tls=authority.server("shop.example")) as server:
        server.put("shop.example/a", b"secure")
        page = server.url("shop.example/a", secure=True)
        assert visit(page, server.rules(), tls=verifying_tls()).trouble is Trouble.TLS_UNTRUSTED
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
        assert visit(page, server.rules(), tls=verifying_tls()).body == b"secure"


def test_a_redirect_from_http_to_https_is_followed(authority: Authority, trusting: ssl.SSLContext) -> None:
    with SiteServer(tls=authority.server("shop.example")) as server:
        server.put("shop.example/b", b"secure")
        url = server.redirect("shop.example/a", server.url("shop.example/b", secure=True))
        seen = visit(url, server.rules(), tls=trusting)
    assert (seen.body, len(seen.hops)) == (b"secure", 1)


@pytest.mark.parametrize(
    ("context", "trouble", "reason"),
    [
        (lambda ours: ours.server("other.example"), Trouble.TLS_NAME, "certificate is for another name"),
        (lambda ours: ours.server("example"), Trouble.TLS_NAME, "certificate is for another name"),
        (
            lambda ours: ours.server("shop.example", self_signed=True),
            Trouble.TLS_SELF_SIGNED,
            "certificate is self-signed",
        ),
        (lambda ours: ours.server("shop.example", expired=True), Trouble.TLS_EXPIRED, "certificate is out of date"),
    ],
    ids=["another name", "a name above", "self-signed", "expired"],
)
def test_a_server_that_cannot_prove_its_name_is_told_by_what_is_wrong(
    authority: Authority,
    trusting: ssl.SSLContext,
    context: Callable[[Authority], ssl.SSLContext],
    trouble: Trouble,
    reason: str,
) -> None:
    with SiteServer(tls=context(authority)) as server:
        server.put("shop.example/a", b"forged")
        seen = visit(server.url("shop.example/a", secure=True), server.rules(), tls=trusting)
    assert (seen.status, seen.body, seen.trouble) == (None, b"", trouble)
    judged = judge(seen, None, OwnDomains(("acme.example",)))
    assert (judged.conclusion, judged.verdict, judged.reason) == (Conclusion.NO_ANSWER, Verdict.UNREACHABLE, reason)
    assert server.asked == []


def test_an_authority_nobody_knows_is_tls_trouble(authority: Authority) -> None:
    with SiteServer(tls=authority.server("shop.example")) as server:
        server.put("shop.example/a", b"forged")
        seen = visit(server.url("shop.example/a", secure=True), server.rules())
    assert seen.trouble is Trouble.TLS_UNTRUSTED


def test_protocols_that_browsers_gave_up_are_not_spoken(authority: Authority, trusting: ssl.SSLContext) -> None:
    context = authority.server("shop.example")
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    with SiteServer(tls=context) as server:
        server.put("shop.example/a", b"old")
        seen = visit(server.url("shop.example/a", secure=True), server.rules(), tls=trusting)
    assert seen.trouble in (Trouble.TLS, Trouble.RESET)  # as the server's last word arrives, or does not
    assert server.asked == []
    assert verifying_tls().minimum_version is ssl.TLSVersion.TLSv1_2


def test_a_server_that_speaks_no_tls_is_tls_trouble(site_server: SiteServer) -> None:
    site_server.put("shop.example/a", b"plain")
    url = f"https://shop.example:{site_server.port}/a"
    assert visit(url, site_server.rules()).trouble is Trouble.TLS


def test_a_server_that_never_shakes_hands_ends_with_the_deadline(site_server: SiteServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"https://mute.example:{mute.getsockname()[1]}/"
        rules = site_server.rules(hosts={"mute.example": ("127.0.0.1",)}, deadline=timedelta(seconds=0.3))
        assert visit(url, rules).trouble is Trouble.TIMEOUT
