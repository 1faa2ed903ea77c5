"""Names under which many strangers publish, beyond the private section of the Public Suffix List."""

from __future__ import annotations

_NAMES = """
wordpress.com home.blog medium.com substack.com tumblr.com weebly.com ghost.io livejournal.com
typepad.com typepad.jp over-blog.com over-blog.net overblog.com hubpages.com dreamwidth.org insanejournal.com
blog.jp livedoor.jp livedoor.blog jugem.jp muragon.com seesaa.net exblog.jp cocolog-nifty.com pixnet.net
fc2.com blog.fc2.com web.fc2.com tistory.com egloos.com
skyrock.com canalblog.com eklablog.com unblog.fr free.fr blogg.se blog.hu blox.pl zip.net
narod.ru ucoz.ru ucoz.com teletype.in blogfa.com mihanblog.com persianblog.ir
jimdo.com jimdofree.com jimdosite.com squarespace.com strikingly.com mystrikingly.com bigcartel.com
webnode.com webnode.page webs.com tripod.com angelfire.com xanga.com neocities.org tilda.ws mozello.com
hashnode.dev bearblog.dev beehiiv.com posthaven.com svbtle.com write.as micro.blog mataroa.blog
edublogs.org wikidot.com fandom.com miraheze.org proboards.com forumotion.com forumfree.it
gumroad.com podbean.com libsyn.com bandcamp.com itch.io read.cv super.site softr.app
hs-sites.com hubspotpagebuilder.com webador.com site123.me 000webhostapp.com business.site godaddysites.com
ueniweb.com zyrosite.com page.tl de.tl es.tl jouwweb.nl doodlekit.com tiiny.site
"""
SHARED_DOMAINS = frozenset(_NAMES.split())
