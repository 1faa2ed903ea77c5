"""Real pages that look like stand-ins: articles about walls, tiny pages, banners before content, quotes, odd "
"titles."""

from __future__ import annotations

from tests.analysis.staged.dressing import bare, dressed
from tests.analysis.staged.walls import PASSWORD, script

_SEA = (
    "We left the harbour before dawn, with the tide and two reefs in. The wind had gone round to the west over "
    "night, and "
    "the swell off the point was longer than the forecast had promised. "
)
_BANNER = (
    "<div id=banner><h2>We value your privacy</h2><p>We and our partners use cookies to show you personalised "
    "ads. You can "
    "accept all or reject all, and change your mind at any time.</p><button>Accept all</button></div>"
)
_LOG_IN_BOX = f"<aside><h3>Log in</h3>{PASSWORD}<a href=/lost>Forgot your password?</a> Remember me</aside>"
_COMMENTS = "<p>You must be logged in to post a comment.</p>"

TINY = {
    "one line": bare("A post", "", "We like ropes."),
    "a poem": bare("Calm", "Calm", "No wind.", "No wave.", "No word."),
    "a card": bare("Bob the rigger", "Bob", "I splice ropes in Kiel. Write to bob at blog.example or call in "
        "the mornings."),
    "a list of links": bare("Links", "Links", markup="<ul><li><a href=/a>Sails</a><li><a href=/b>Ropes</a></ul>"),
    "a picture": bare("A boat", "", markup="<img src=boat.jpg alt='A boat'><p>Photo: Eve, 2019.</p>"),
    "first post": bare("Hello world! – The Sea Blog", "Hello world!", "Welcome to my blog. This is my first post."),
    "status update": dressed("Bob on 2 March", "Bob", "Back in port. Everything wet."),
    "german": bare("Willkommen", "Willkommen", "Schön, dass du da bist. Hier schreibe ich über Segel."),
    "behind a checked connection": bare("Knots", "Knots", "A bowline does not slip.",
                                        markup=script("/cdn-cgi/challenge-platform/scripts/jsd/main.js")),
    "with a way home": bare("Knoten", "Knoten", "Der Palstek hält.", markup="<a href=/>Zurück zur Startseite</a>"),
    "a contact page": bare("Contact", "Contact", "Write to us, we answer within a day or two.",
                           markup="<form><input type=email><textarea></textarea><div "
                               "class=g-recaptcha></div></form>"),
    "opening hours": bare("The Sea Shop", "Opening hours", "We are closed on Mondays. Please ring the bell."),
    "out of stock": dressed("Bronze shackle – The Sea Shop", "Bronze shackle", "Currently out of stock. Add to "
        "wish list."),
    "a boat for sale": dressed("Folkboat for sale", "Folkboat for sale", "Built 1962, one owner, new sails. "
        "Make an offer."),
}  # fmt: skip

SONGS_AND_TITLES = {
    "song not found": bare("Not Found – The Lighthouse Band – Lyrics", "Not Found", "I went to look for you "
        "<br> down by the bay "
                           "<br> the lamps were out <br> you'd gone away <br> " * 8),
    "song 404 not found": bare("404 Not Found (song)", "404 Not Found", "A song by The Lighthouse Band from "
        "the album Signals. "
                               "It was released in 2014 and reached number four. The video shows a diver who "
                               "loses a ring."),
    "song 404": bare("404 – song by The Lighthouse Band", "404", "Lyrics: we were two, and then we were four, "
        "and then nought, "
                     "and then four again. It goes on like this for a while, and the drums come in late. " * 3),
    "film access denied": dressed("Access Denied (film, 1998) – review", "Access Denied", _SEA * 4),
    "book": dressed("Blocked: a novel by Eve Shore", "Blocked: a novel", _SEA * 4),
    "the gone": dressed("Gone", "Gone", _SEA * 8),
    "peugeot": dressed("Peugeot 404 buying guide", "Peugeot 404", "The 404 was built from 1960 to 1975. " + _SEA * 3),
    "room": bare("Room 404 – Harbour Hotel", "Room 404", "Two beds, a view over the harbour and a kettle. No "
        "smoking."),
    "captcha the boat": dressed("Captcha, a racing sloop", "Captcha", "The sloop Captcha won her class twice. "
        "" + _SEA * 4),
    "just a moment": dressed("Just a moment, dear", "Just a moment, dear", _SEA * 5),
    "maintenance of winches": dressed("Winch maintenance", "Winch maintenance", "Take the drum off, clean, "
        "grease lightly. " + _SEA),
    "parking by the sea": dressed("Parking at the harbour", "Parking at the harbour", "Cars are parked free "
        "after six. " + _SEA),
    "membership": dressed("Join the crew", "Join the crew", "Sign up for the newsletter and sail with us. "
        "" + _SEA * 3),
    "private harbours": dressed("Private harbours of the Baltic", "Private harbours", _SEA * 3),
    "index of boats": dressed("Index of boats", "Index of boats", _SEA * 2),
}  # fmt: skip

ARTICLES = {
    "on captchas": dressed("Why CAPTCHAs fail sailors", "Why CAPTCHAs fail sailors", "You know the page: "
        "verify you are human, "
                           "click the boats. On a moving deck this is a test of balance. " + _SEA * 3 + "A "
                           "captcha that asks "
                           "for traffic lights is no better at sea. Please complete the security check, it "
                           "says, and the "
                           "satellite link is gone again."),
    "on the challenge page": dressed("What “Just a moment…” means", "What “Just a moment…” means", "When a "
        "site shows “Checking "
                                     "your browser before accessing”, a service checks for robots. " + _SEA * 2),
    "short on anubis": bare("Anubis and us", "We put Anubis before our forge", "Scrapers took our server down, "
        "so we now ask "
                            "browsers for a proof of work. If you see “Making sure you're not a bot!”, wait a "
                            "second and you are "
                            "through. Feeds and mail are not affected. Tell us if your client has trouble. " + _SEA),
    "on 404 pages": dressed("Designing your 404 page", "Designing your 404 page", "A good error page says that "
        "the page you were "
                            "looking for could not be found, and then helps. Ours says “Page not found” and "
                            "shows a map. "
                            + _SEA * 3),
    "reference of 404": dressed("404 Not Found - HTTP reference", "404 Not Found", "The HTTP 404 Not Found "
        "response status code "
                                "says that the server cannot find what was asked for. Links that lead to one "
                                "are called broken "
                                "or dead. A 404 says only that something is missing, not whether for a while "
                                "or for good; for "
                                "that there is 410. Administrators can configure an error document for it. "
                                "Crawlers that meet "
                                "many of them visit less often, and people do not come back at all, so it is "
                                "worth one's while "
                                "to look into the log once a week and to mend what one finds there with redirects."),
    "reference of 403": dressed("403 Forbidden - HTTP reference", "403 Forbidden", "The 403 Forbidden status "
        "code says that the "
                                "server understood the request but refuses to process it. It is like 401, but "
                                "logging in does "
                                "not help. The refusal is tied to the application's logic, such as too few "
                                "rights. Servers may "
                                "answer 404 in its place to hide that there is anything at all. A firewall in "
                                "front of the site "
                                "often sends it when it takes a visitor for a robot; then the page names the "
                                "firewall, and its "
                                "owner can look the case up by the number on the page, provided somebody sends "
                                "it to them."),
    "on soft 404s in german": dressed("Was ist ein Soft-404?", "Was ist ein Soft-404?", "Manche Server sagen "
        "„Seite nicht "
                                      "gefunden“, senden aber 200. " + _SEA * 2),
    "on consent walls": dressed("Cookie walls and the law", "Cookie walls and the law", "A cookie wall shows "
        "nothing before you "
                                "accept all cookies. Regulators want a button to reject all. We and our "
                                "partners, these pages "
                                "say, and mean eight hundred firms. " + _SEA * 4),
    "cookie policy": dressed("Cookie policy", "Cookie policy", "This blog uses two cookies. One remembers "
        "whether you like dark "
                             "pages; it stays for a year. The other counts visits and is gone when you close "
                             "the browser. No "
                             "data leaves our server, and there is no advertising. You can delete cookies in "
                             "your browser."),
    "on log-ins": dressed("Passkeys instead of passwords", "Passkeys instead of passwords", "Please log in, "
        "says the page, and "
                          "off one goes to look for the password. " + _SEA * 4),
    "log-in area of a blog": dressed("Login | The identity blog", "Login done right", "Three things make a "
        "good log-in: a big "
                                     "field, a clear error, and a way back. " + _SEA * 5, markup=_LOG_IN_BOX),
    "on domain sales": dressed("How I sold a domain", "How I sold a domain", "“This domain is for sale” stood "
        "on the page for six "
                               "years. Then somebody made an offer. " + _SEA * 3),
    "on parking services": dressed("Domain parking explained", "Domain parking explained", "A parked domain "
        "shows sponsored "
                                   "listings. Its owner earns a few cents a visit. Sedo and others run such "
                                   "pages. " + _SEA * 3,
                                   markup='<a href="https://sedo.com/">Sedo</a> <a '
                                       'href="https://bodis.com/">Bodis</a>'),
    "outage report": dressed("What went wrong on Tuesday", "What went wrong on Tuesday", "For forty minutes "
        "the blog said “502 Bad "
                             "Gateway” or “Error establishing a database connection”. A disk was full. " + _SEA * 2),
    "maintenance announced": dressed("Server news", "Server news", "On Sunday the forum will be down for "
        "maintenance from two to "
                                     "three in the morning. Nothing you wrote will be lost. Afterwards search "
                                     "will be faster, "
                                     "and pictures may be larger. Thanks to Eve who gave her old machine for "
                                     "tests. " + _SEA),
    "installing nginx": dressed("Installing nginx on a boat", "Installing nginx on a boat", "If all went well, "
        "the browser says "
                                "“Welcome to nginx!” and thanks you for using it. " + _SEA * 3),
    "account suspended story": dressed("They suspended my account", "They suspended my account", "“This "
        "account has been "
                                       "suspended”, it said, and my shop was gone on a Friday. " + _SEA * 3),
    "paywalls": dressed("How papers earn", "How papers earn", "“Subscribe to continue reading” is on every "
        "second page now. "
                        + _SEA * 12),
    "age": dressed("Sailing over sixty", "Sailing over sixty", "Are you over 18? Then you are old enough to "
        "skipper here. " + _SEA * 3),
    "geo": dressed("Charts for abroad", "Charts for abroad", "Some charts are not available in your country by "
        "law. " + _SEA * 3),
    "javascript course": dressed("JavaScript for sailors", "Lesson one", "Without JavaScript a page is text, "
        "and that is fine. "
                                 + _SEA * 2),
}  # fmt: skip

WITH_COMPANY = {
    "banner before content": bare("Reefing", "Reefing in time", _SEA * 5).replace("<body>", f"<body>{_BANNER}"),
    "banner after content": dressed("Reefing", "Reefing in time", _SEA * 4, markup=_BANNER),
    "banner and no main heading": bare("Reefing", "", _SEA * 5).replace("<body>", f"<body>{_BANNER}"),
    "forum with log-in box": dressed("Which anchor for mud? | Anglers' forum", "Which anchor for mud?", "Ann: "
        "ours drags, what do "
                                     "you use?", "Bob: something with a broad fluke, and more "
                                     "chain.", markup=_LOG_IN_BOX),
    "forum for guests": dressed("Ropes | Board", "Ropes", "Ann: any tips?", "Bob: buy twice what you need. " + _SEA,
                                markup="<p>You must log in or register to reply here.</p>"),
    "comments for members": dressed("A short night", "A short night", "We anchored at ten and left at "
        "four.", markup=_COMMENTS),
    "comments for members in german": dressed("Nacht", "Kurze Nacht", "Wir ankerten um zehn und gingen um vier.",
                                              markup="<p>Du musst angemeldet sein, um einen Kommentar "
                                                  "abzugeben.</p>"),
    "newsletter": dressed("Tides", "Reading the tides", _SEA * 3, markup="<p>Subscribe to our newsletter. We "
        "value your privacy.</p>"),
    "subscriber note": dressed("Lights", "Lights at night", _SEA * 14, markup="<p>Subscribe to read more from "
        "us every week.</p>"),
    "noscript note": dressed("Winds", "Winds", _SEA * 2, markup="<noscript>Please enable JavaScript for "
        "comments.</noscript>"),
    "rendered app": bare("Winds", "", markup=f"<div id=root><main><h1>Winds</h1><p>{_SEA * 3}</p></main></div>"),
    "app with a second mount": dressed("Waves", "Waves", _SEA * 5, markup="<div id=app></div>"),
    "quote of a wall": dressed("Stuck at the check? | Help board", "Stuck at the check", "Ann: since the "
        "update all I get is “Please "
                               "verify you are human” and it never ends, on every machine I own.", "Bob: same "
                               "here. Clearing the "
                               "cookies helped, and so did another browser. Then wait an hour and try again, "
                               "it forgets you."),
    "quote of an error": dressed("Broken search | Help board", "Broken search", "Ann: searching for sails "
        "gives me “Page not found” "
                                 "since Monday, although the page is there when I type the address.", "Bob: "
                                 "the index is being "
                                 "built anew, please give it a day."),
    "site named login": dressed("Knots and bends | Login Magazine", "Knots and bends", _SEA * 2),
    "noindex page": dressed("Thanks", "Thanks", _SEA, head="<meta name=robots content=noindex>"),
    "guarded small page": bare("Bob's yard", "Bob's yard", "Repairs, winter storage, masts. Open by "
        "appointment, all year round.",
                               markup=script("/_Incapsula_Resource?SWJIYLWA=7")),
    "shop with age note": dressed("Rum | The Sea Shop", "Dark rum, 70 cl", "Sold to adults only. You must be "
        "18 to buy. " + _SEA * 3),
    "page on its company": dressed("About us", "About us", "This site is run by three friends. Access is free, "
        "log in or not. "
                                   + _SEA * 2),
}  # fmt: skip

TONGUES = {
    "de": ("Ankern bei Nacht",
           "Wir liefen vor dem Morgengrauen aus und refften zweimal. Der Wind hatte in der Nacht gedreht. "),
    "fr": ("Mouiller de nuit",
           "Nous avons quitté le port avant l’aube, avec la marée et deux ris. Le vent avait tourné. "),
    "es": ("Fondear de noche",
           "Salimos del puerto antes del alba, con la marea y dos rizos. El viento había rolado al oeste. "),
    "it": ("Ancorare di notte",
           "Siamo usciti dal porto prima dell’alba con due mani di terzaroli. Il vento era girato. "),
    "pl": ("Kotwica nocą",
           "Wyszliśmy z portu przed świtem, z odpływem i dwoma refami. Wiatr w nocy skręcił na zachód. "),
    "tr": ("Gece demirlemek",
           "Şafaktan önce limandan çıktık, iki camadan vurduk. Rüzgâr gece batıya dönmüştü. "),
    "ru": ("Якорь ночью",
           "Мы вышли из гавани до рассвета, с отливом и двумя рифами. Ветер за ночь зашёл к западу. "),
    "el": ("Αγκυροβολία τη νύχτα",
           "Φύγαμε από το λιμάνι πριν χαράξει. Ο άνεμος είχε γυρίσει δυτικά μέσα στη νύχτα. "),
    "zh": ("夜间抛锚",
           "天亮前我们离开了港口，潮水正在退去。夜里风转向西，浪比预报的更长。"),
    "ja": ("夜の錨泊",
           "夜明け前に港を出た。風は夜のうちに西へ回り、うねりは予報よりも長かった。"),
    "ko": ("밤의 닻",
           "우리는 동이 트기 전에 항구를 떠났다. 밤사이 바람이 서쪽으로 돌았다. "),
    "ar": ("المرساة في الليل",
           "غادرنا الميناء قبل الفجر مع المد. كانت الريح قد تحولت إلى الغرب أثناء الليل. "),
    "he": ("עוגן בלילה",
           "יצאנו מהנמל לפני עלות השחר. הרוח פנתה מערבה במשך הלילה והגלים היו ארוכים. "),
    "th": ("ทอดสมอตอนกลางคืน",
           "เราออกจากท่าเรือก่อนรุ่งสาง ลมเปลี่ยนทิศไปทางตะวันตกในตอนกลางคืน "),
    "hi": ("रात में लंगर",
           "हम भोर से पहले बंदरगाह से निकले। रात में हवा पश्चिम की ओर मुड़ गई थी। "),
    "vi": ("Thả neo ban đêm",
           "Chúng tôi rời cảng trước bình minh. Gió đã đổi sang hướng tây trong đêm. "),
}  # fmt: skip
