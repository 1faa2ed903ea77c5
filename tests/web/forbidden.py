"""Every way we know to name a place that must not be reached: as an address, a host, a URL, an answer of DNS."""


def _words(text: str) -> list[str]:
    return text.split()


FORBIDDEN_ADDRESSES = _words("""
    0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.254 127.0.0.1 127.8.8.8
    169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1
    198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
    :: ::1 ::127.0.0.1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 1::1 4000::1
    64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 100::1 2001::1 2001:0:53aa:64c::1 2001:0:7f00:1::80ff:fffe 2001:10::1
    2001:20::1 2001:db8::1 2002:7f00:1:: 2002:a9fe:a9fe:: 2002:808:808::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254
    fe80::1 fe80::a9fe:a9fe fe80::1%lo fe80::1%1 fec0::1 feff::1 ff02::1 ff0e::1 2a00:1450::1%1
    2a00::5efe:7f00:1 2a00::200:5efe:10.0.0.1 2a00:1450::300:5efe:1.1.1.1
""")

FORBIDDEN_HOSTS = _words("""
    127.0.0.1 127.1 127.0.1 127.00.0.1 127.0.0.01 2130706433 0x7f000001 0X7F000001 0x7f.1 0x7f.0.0.0x1 0177.0.0.1
    017700000001 0 0.0 127.0.0.1. 127.1. 169.254.169.254 2852039166 0xa9fea9fe 0251.0376.0251.0376 10.1 192.168.257
    %31%32%37.0.0.1 127%2e0%2e0%2e1 %30x7f.1 \u2460\u2461\u2466.0.0.1 127\u30020\u30020\u30021
    127\uff0e0\uff0e0\uff0e1 \uff11\uff12\uff17.0.0.1 1\u00ad27.0.0.1 127.0.0.1:443
    [::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:a9fe:a9fe] [0:0:0:0:0:0:0:1] [0:0:0:0:0:ffff:10.0.0.1]
    [::127.0.0.1] [64:ff9b::a9fe:a9fe] [fd00:ec2::254] [2002:7f00:1::] [2001:0:53aa:64c::1] [fe80::1] [fec0::1]
    [2a00::5efe:7f00:1] [ff02::1]
    localhost LOCALHOST localhost. foo.localhost \u24dbocalhost loc\u00adalhost %6cocalhost localhost.localdomain
    ip6-localhost printer.local metadata.google.internal wiki.intranet nas.lan nas.home dc.corp box.localdomain
    x.onion name.alt 1.0.0.127.in-addr.arpa router.home.arpa intranet com metadata
""")

BAD_HOSTS = [
    *_words("""
    -a..example.com exa$mple.com .example.com example.com.. example.123 a.b.0x7f 1.2.3.4.5 256.1.1.1 127.0.0.1.1
    [fe80::1%25eth0] [::1 ::1 [127.0.0.1] [::ffff:127.0.0.1.] 127.0.0.1:80:80 shop.example.com:0 shop.example.com:00
    shop.example.com:65536 shop.example.com:-1 user@shop.example.com user:pass@shop.example.com :pass@shop.example.com
    shop.example.com@127.0.0.1 shop.example.com:80@127.0.0.1 127.0.0.1%00.example.com 127.0.0.1%2fexample.com
    %5b::1%5d xn--zzzzzz.example a%20b.example
"""),
    "a" * 64 + ".com",
    "a." * 130 + "com",
    "a b.example",
    "a.exa\x00mple",
]

BAD_URLS = [
    *[
        "ftp://a.example/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_x",
        "dict://127.0.0.1:11211/",
        "ldap://a.example/",
    ],
    *[
        "unix:///var/run/docker.sock",
        "http+unix://%2fvar%2frun%2fdocker.sock/",
        "jar:http://a.example/!/",
        "ws://a.example/",
    ],
    *[
        "javascript:alert(1)",
        "data:text/html,x",
        "blob:http://a.example/1",
        "about:blank",
        "//a.example/",
        "a.example",
        "",
    ],
    *["http://", "http:///", "http://#", "http://?", "http:\\\\\\", "http://user@/", "http://:80/"],
    *["http://a.example/" + "x" * 9000, "http://a.example/" + "\u00e9" * 3000, "http://a.example/\ud800"],
    *["http://a.example/\x00", "http://a.exa\nmple/", "http://a.example/\x7f", "http://a.example/\r\nHost: 127.0.0.1"],
]

# Refused too, but a URL's own rules make another place of them than they seem to name.
DISGUISED_URLS = [
    *["http:127.0.0.1/", "http:/127.0.0.1/", "http:///127.0.0.1/", "http:\\\\127.0.0.1/", "HTTP://LOCALHOST/x"],
    *[
        "http://127.0.0.1#@shop.example.com/",
        "http://127.0.0.1?@shop.example.com/",
        "http://127.0.0.1\\@shop.example.com/",
    ],
    *["  http://127.0.0.1/  ", "http://127.0.0.1:080/", "https://127.0.0.1:80/", "http://[::1]:80/"],
]
