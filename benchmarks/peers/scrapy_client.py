"""A well-known crawler: Scrapy visiting the same pages, reading the same fields, obeying robots.txt."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from twisted.internet import defer

from benchmarks.measuring import measured, tell
from benchmarks.pretend_web import addresses
from benchmarks.synthetic_pages import OWN_DOMAIN

_PLACE = "name(ancestor::*[self::nav or self::header or self::footer or self::aside or self::main or self::article][1])"


class LoopbackResolver(CachingThreadedResolver):
    """Every name lives here."""

    def getHostByName(self, name: str, timeout: object = ()) -> defer.Deferred[str]:  # noqa: ARG002, N802
        return defer.succeed("127.0.0.1")


class LinkSpider(scrapy.Spider):
    name = "links"
    urls: tuple[str, ...] = ()
    linking = 0

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for url in self.urls:
            yield scrapy.Request(url, dont_filter=True)
            await asyncio.sleep(0)

    def parse(self, response: Response) -> Iterator[dict[str, object]]:
        links = [
            {
                "target": node.attrib["href"],
                "rel": node.attrib.get("rel", ""),
                "anchor": "".join(node.xpath(".//text()").getall()).strip(),
                "placement": node.xpath(_PLACE).get(),
            }
            for node in response.xpath("//a[@href] | //area[@href]")
            if OWN_DOMAIN in node.attrib["href"] and (urlsplit(node.attrib["href"]).hostname or "").endswith(OWN_DOMAIN)
        ]
        LinkSpider.linking += bool(links)
        yield {
            "url": response.url,
            "links": links,
            "canonical": response.xpath("//link[@rel='canonical']/@href").get(),
            "robots": response.xpath("//meta[@name='robots']/@content").get(),
        }


def main() -> None:
    urls = tuple(addresses(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
    process = CrawlerProcess(
        {
            "ROBOTSTXT_OBEY": True,
            "CONCURRENT_REQUESTS": 64,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "DOWNLOAD_DELAY": 0,
            "DOWNLOAD_VERIFY_CERTIFICATES": True,
            "COOKIES_ENABLED": False,
            "RETRY_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "LOG_LEVEL": "ERROR",
            "DNS_RESOLVER": LoopbackResolver,
            "TWISTED_DNS_RESOLVER": LoopbackResolver,
        }
    )
    with measured() as section:
        process.crawl(LinkSpider, urls=urls)
        process.start()
    tell(section, LinkSpider.linking)


if __name__ == "__main__":
    main()
