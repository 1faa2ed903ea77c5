"""What servers, hosts and sellers of domains show in the place of a page that is away or gone."""

from __future__ import annotations

from tests.analysis.staged.dressing import bare, dressed

TROUBLE = {
    "wordpress update": bare("Maintenance", "", "Briefly unavailable for scheduled maintenance. Check back in "
        "a minute."),
    "wordpress database": bare("Database Error", "Error establishing a database connection"),
    "wordpress critical": bare("WordPress › Error", "", "There has been a critical error on this website."),
    "maintenance plugin": bare("The Sea Blog is under construction", "The Sea Blog", "Our website is "
        "undergoing scheduled "
                               "maintenance. We will be back soon. Thank you for your patience."),
    "dressed maintenance": dressed("Site maintenance", "Down for maintenance", "We'll be back shortly."),
    "rails": bare("We're sorry, but something went wrong (500)", "We're sorry, but something went wrong.",
                  "If you are the application owner check the logs for more information."),
    "heroku": bare("Application Error", "", "An error occurred in the application and your page could not be "
        "served."),
    "apache 500": bare("500 Internal Server Error", "Internal Server Error", "The server encountered an "
        "internal error or "
                       "misconfiguration and was unable to complete your request."),
    "bad gateway": bare("502 Bad Gateway", "502 Bad Gateway", "nginx"),
    "wartung": bare("Wartungsarbeiten", "Wir sind gleich zurück", "Wegen Wartungsarbeiten ist unsere Seite "
        "kurz weg."),
    "maintenance en cours": bare("Site en maintenance", "", "Notre site est en maintenance, de retour très bientôt."),
    "mantenimiento": bare("En mantenimiento", "", "Estamos en mantenimiento, volveremos pronto."),
    "техработы": bare("Технические работы", "", "На сайте ведутся технические работы. Приносим извинения."),
    "维护": bare("网站维护中", "", "网站正在维护，请稍后再试。"),
    "メンテナンス": bare("メンテナンス中", "", "ただいまメンテナンス中です。しばらくしてからアクセスしてください。"),
    "nginx": bare("Welcome to nginx!", "Welcome to nginx!", "If you see this page, the nginx web server is "
        "successfully "
                  "installed and working. Further configuration is required.", "Thank you for using nginx."),
    "apache": bare("Apache2 Ubuntu Default Page: It works", "", "This is the default welcome page used to test "
        "the correct "
                   "operation of the Apache2 server after installation on Ubuntu systems. " * 3),
    "it works": bare("", "It works!"),
    "iis": bare("IIS Windows Server", "", markup='<a href="https://go.microsoft.example/"><img '
        'src="iisstart.png" alt="IIS"></a>'),
    "plesk": bare("Domain Default page", "", "If you are seeing this message, the website for is not available "
        "at this time. "
                  "If you are the owner of this website, one of the following things may be occurring:"),
    "cpanel": bare("Default Web Site Page", "SORRY!", "If you are the owner of this website, please contact "
        "your hosting "
                   "provider: webmaster@blog.example"),
    "index": bare("Index of /", "Index of /", "Name Last modified Size Description", "Parent Directory",
                  "Apache Server at blog.example Port 443"),
    "coming soon": bare("Coming Soon", "Coming Soon", "Our website is under construction."),
    "shop password": bare("The Sea Shop", "Opening soon", "Be the first to know when we launch. Enter store "
        "using password"),
    "wix": bare("", "", "Looks like this domain isn't connected to a website yet", "Is this your domain? Connect it"),
    "neue webseite": bare("blog.example", "Hier entsteht eine neue Webseite"),
    "suspended": bare("Account Suspended", "Account Suspended", "This Account has been suspended. Contact your "
        "hosting "
                      "provider for more information."),
    "expired plan": bare("Website Expired", "Website Expired", "This account has expired. If you are the site owner, "
                         "click below to login."),
    "wordpress.com suspended": bare("The Sea Blog", "The Sea Blog is no longer available.", "This site has "
        "been archived or "
                                    "suspended in accordance with our Terms of Service."),
    "shop closed": bare("The Sea Shop", "Sorry, this shop is currently unavailable.", "Are you the shop owner? "
        "Log in here"),
    "bandwidth": bare("509 Bandwidth Limit Exceeded", "Bandwidth Limit Exceeded",
                      "The server is temporarily unable to service your request due to the site owner reaching "
                      "his/her limit."),
    "compte suspendu": bare("Compte suspendu", "", "Ce compte a été suspendu. Contactez votre hébergeur."),
}  # fmt: skip

PARKED = {
    "plain": bare("blog.example", "blog.example", "This domain is for sale! Buy this domain."),
    "may be for sale": bare("blog.example", "", "The owner of blog.example is offering it for sale for an "
        "asking price of 900 USD!"),
    "sedo": bare("blog.example - Informationen zum Thema blog.", "", "Diese Website steht zum Verkauf! blog.example",
                 markup='<script src="https://img.sedoparking.com/templates/x.js"></script>'),
    "listings": bare("blog.example", "blog.example", "Related Searches: Boats Sails Ropes", "The Sponsored "
        "Listings displayed "
                     "above are served automatically by a third party. Neither the service provider nor the "
                     "domain owner "
                     "maintain any relationship with the advertisers."),
    "parkingcrew": bare("blog.example", "", "blog.example", markup='<script '
        'src="//c.parkingcrew.net/scripts/sale_form.js"></script>'),
    "caf": bare("blog.example", "", markup='<script '
        'src="https://www.google.com/adsense/domains/caf.js"></script><div id=tc></div>'),
    "bodis": bare("blog.example", "", markup='<script src="https://js.bodis.com/x.js"></script>'),
    "lander script": bare("", "", markup='<script>window.onload=function(){window.location.href="/lander"}</script>'),
    "registrar": bare("Registrant WHOIS contact information verification | Namecheap.com", "", "blog.example "
        "was recently "
                      "registered at Namecheap. This domain was recently registered. Please check back later!"),
    "parked free": bare("blog.example", "", "This Web page is parked FREE, courtesy of a registrar.", "Would "
        "you like to buy this domain?"),
    "hugedomains": bare("BlogExample.com is for sale | HugeDomains", "BlogExample.com is for sale", "$2,495 "
        "Buy now or start "
                        "a payment plan", "Questions? Since 2005 we have helped thousands of people get the "
                        "right domain name."),
    "auction": bare("Domain for sale", "This domain name is for sale", "Get this domain. Make an offer or buy now."),
    "expired": bare("blog.example has expired", "blog.example", "This domain has expired. Is this your domain? "
        "Renew now."),
    "dressed": dressed("Parked domain", "This domain is parked", "Interested in this domain? Make an offer."),
}  # fmt: skip

NOT_FOUND = {
    "apache": bare("404 Not Found", "Not Found", "The requested URL was not found on this server."),
    "nginx": bare("404 Not Found", "404 Not Found", "nginx/1.24.0"),
    "django": bare("Not Found", "Not Found", "The requested resource was not found on this server."),
    "next": bare("404: This page could not be found.", "404", "This page could not be found."),
    "wordpress": dressed("Page not found – The Sea Blog", "Oops! That page can’t be found.", "It looks like "
        "nothing was found "
                         "at this location. Maybe try a search?"),
    "wordpress, heading alone": dressed("The Sea Blog", "Oops! That page can’t be found.", "It looks like "
        "nothing was found at "
                                        "this location. Maybe try one of the links below or a search?"),
    "google style": bare("Error 404 (Not Found)!!1", "", "404. That’s an error.", "The requested URL was not "
        "found on this "
                         "server. That’s all we know."),
    "github pages": bare("Site not found · GitHub Pages", "404", "There isn't a GitHub Pages site here."),
    "heroku": bare("No such app", "", "There's nothing here, yet."),
    "netlify": bare("Site not found", "Site not found", "Looks like you followed a broken link or entered a "
        "URL that doesn't "
                    "exist on Netlify."),
    "vercel": bare("404: NOT_FOUND", "404: NOT_FOUND", "Code: DEPLOYMENT_NOT_FOUND", "This deployment could "
        "not be found."),
    "bucket": bare("404 Not Found", "404 Not Found", "Code: NoSuchKey", "Message: The specified key does not exist."),
    "tumblr": bare("Not found.", "There's nothing here.", "Whatever you were looking for doesn't currently "
        "exist at this "
                   "address. Unless you were looking for this error page, in which case: Congrats!"),
    "blogger": bare("Blog not found", "Blog not found", "Sorry, the blog you were looking for does not exist."),
    "blogger removed": bare("Blog has been removed", "Blog has been removed", "Sorry, the blog at "
        "old.blog.example has been "
                            "removed. This address is not available for new blogs."),
    "instagram": bare("Page not found • Instagram", "Sorry, this page isn't available.", "The link you "
        "followed may be broken, or "
                      "the page may have been removed. Go back to Instagram."),
    "x": bare("Profile / X", "", "This account doesn’t exist", "Try searching for another."),
    "youtube": bare("Videos", "Video unavailable", "This video isn't available anymore"),
    "forum": dressed("Anglers' forum", "Information", "The requested topic does not exist."),
    "old forum": dressed("vBulletin Message", "vBulletin Message", "No Thread specified. If you followed a "
        "valid link, please notify "
                         "the administrator. The thread you requested has been deleted."),
    "deleted post": dressed("The Sea Blog", "This post has been deleted", "The author removed it."),
    "moved or deleted": dressed("Oops! – The Sea Blog", "We couldn't find that page", "The page you are "
        "looking for might have been "
                                "removed, had its name changed, or is temporarily unavailable."),
    "chatty": dressed("Page not found | The Sea Blog", "Man overboard!", "We looked in the bilge, below the "
        "floorboards and up "
                      "the mast, but the page you were looking for doesn't exist any more. It may have been "
                      "thrown overboard "
                      "when we refitted the ship last year, or you may have mistyped the address. Either way, "
                      "why not set "
                      "course for the home port and start again from there? The crew wishes you fair winds."),
    "noindex": dressed("Hoppla", "Hoppla!", "Diese Seite gibt es nicht (mehr).", head='<meta name=robots '
        'content=noindex>'),
    "article gone": dressed("Article not found", "", "The article you are looking for is no longer available."),
    "drupal": dressed("Page not found | Sea portal", "Page not found", "The requested page could not be found."),
    "joomla": bare("404 - Category not found", "The requested page can't be found.", "An error has occurred "
        "while processing "
                   "your request. You may not be able to visit this page because of: an out-of-date "
                   "bookmark/favourite"),
    "mediawiki": dressed("Bad title - Sea wiki", "Bad title", "The requested page title contains an invalid "
        "UTF-8 sequence. The requested "
                         "page does not exist."),
    "discourse": dressed("Anglers' board", "Oops! That page doesn’t exist or is private."),
}  # fmt: skip
