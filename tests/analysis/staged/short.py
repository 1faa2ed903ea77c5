"""More stand-ins and more real pages, most of a line or two: the shorter a page, the less tells them apart."""

from __future__ import annotations

from tests.analysis.staged.dressing import bare, dressed
from tests.analysis.staged.walls import PASSWORD

NOT_FOUND = (
    dressed("Blog", "Sorry, we couldn't find that page", "Try searching"),
    bare("404", "404", "Nothing to see here"),
    bare("Error", "Page Not Found", "The page you are trying to view does not exist on this site."),
    dressed("Shop", "", "The article you requested is no longer available on our site."),
    dressed("Hoppla!", "Hoppla!", "Diese Seite konnte leider nicht gefunden werden."),
    dressed("Oups", "Oups !", "Cette page n'existe pas ou plus."),
    dressed("Vaya", "¡Vaya!", "No hemos encontrado la página que buscabas."),
    dressed("Ops", "Ops!", "La pagina non è stata trovata"),
    dressed("Ops", "Ops! Página não encontrada", "O conteúdo que você procura não está mais disponível"),
    dressed("404", "Упс!", "Такой страницы нет"),
    dressed("404", "404", "抱歉，页面走丢了"),
    dressed("サイト", "", "申し訳ございません。お探しのページが見つかりませんでした。"),
    dressed("Ei löydy", "Sivua ei löydy", "Hakemaasi sivua ei valitettavasti löytynyt."),
    dressed("Uh oh", "Uh oh!", "We can't find the page you're after. It might have moved."),
    bare("Untitled", "", "File not found."),
    bare("", "", "Not Found"),
    bare("", "", "404 page not found"),
    bare("", "", "Cannot GET /post"),
    dressed("Product unavailable", "This product is no longer available", "Have a look at similar ones:"),
    dressed("Job", "This job is no longer available", "The position has been filled."),
)

WALLS = (
    bare("تحقق من أنك لست روبوتا", "تحقق من أنك لست روبوتا"),
    bare("Xác minh bạn không phải là rô bốt", "Xác minh bạn không phải là rô bốt"),
    bare(
        "Verification required",
        "Verification Required",
        "Slide right to complete the puzzle. This helps us make sure you are not a bot.",
    ),
    bare(
        "blog.example",
        "Let's confirm you are human",
        "Complete the security check before continuing. This step verifies that you are not a bot.",
    ),
    bare("Access to this page", "", "Sorry, you're not allowed to access this page."),
    bare(
        "blog.example",
        "",
        "Checking if the site connection is secure. blog.example needs to review the security of your "
        "connection before proceeding.",
    ),
    bare("Hold on", "Hold on a second", "We are making sure you are a real person."),
    bare(
        "Security",
        "Security check required",
        "We've detected unusual activity from your IP address. Enter the code shown in the picture.",
    ),
    bare(
        "Your privacy choices",
        "Your privacy choices",
        "We use cookies to make this site work and for ads.",
        "I Accept",
        "More Options",
    ),
    bare(
        "blog.example - consent",
        "Cookies",
        "To continue to blog.example you must accept our cookie policy.",
        markup="<button>Accept</button>",
    ),
    bare(
        "A post",
        "This site uses cookies",
        "Please choose which cookies you allow before you go on reading. Only necessary. Allow all. Our "
        "partners process personal data for advertising.",
    ),
    dressed("Forum", "", "Please log in to view this thread", markup=PASSWORD),
    dressed("Forum", "Members area", "Username Password", markup=PASSWORD),
    bare("News", "", "This content isn't available in your location."),
    bare("Store", "", "Our website is not accessible from your country."),
    bare("Wine", "Welcome", "Are you 18 or older? Yes, I am / No, take me away"),
    bare(
        "Datenschutz",
        "Ihre Datenschutzeinstellungen",
        "Wir verwenden Cookies. Mit dem Klick auf Akzeptieren stimmen Sie der Nutzung zu.",
        "Alle akzeptieren",
    ),
)

TROUBLE = (
    bare("503 Backend fetch failed", "Error 503 Backend fetch failed", "Guru Meditation:"),
    bare("Strona w trakcie prac konserwacyjnych", "Strona w trakcie prac konserwacyjnych", "Wkrótce wrócimy."),
    bare("Website in onderhoud", "Website in onderhoud", "We zijn snel terug."),
    bare("Stránka je v údržbě", "Stránka je v údržbě", "Brzy se vrátíme."),
    bare("We'll be back", "", "We are currently performing upgrades. Please come back later."),
    bare("Site down", "Temporarily closed", "The site is being updated and will be back in an hour."),
    bare("Oops", "Something went wrong", "Please try again later."),
    bare("Default", "", "This is the default page of this server."),
    bare("blog.example", "", "Site is temporarily unavailable."),
)

PARKED = (
    bare("blog.example", "blog.example", "This premium domain is available for purchase. Contact us for a price."),
    bare(
        "blog.example",
        "",
        "This domain name has been registered with a registrar. It is currently parked by the owner.",
    ),
    bare("blog.example", "", "The domain blog.example is parked. Want to buy it?"),
    bare("blog.example", "blog.example", "Buy now for $4,999 or make an offer", "This domain could be yours"),
    bare("blog.example for sale", "blog.example is available", "Own it today"),
    bare("Willkommen", "blog.example", "Diese Domain ist bereits registriert und geparkt."),
)

REAL_PAGES = (
    bare("Thanks", "Thank you for subscribing", "We will write once a month."),
    dressed(
        "Line 7 not running",
        "Service unavailable on line 7",
        "Buses of line 7 do not run tonight because of ice on the bridge.",
    ),
    dressed(
        "Pool closed for maintenance",
        "Pool closed for maintenance",
        "The pool is closed for maintenance until May. Swimmers may use the one in Kiel.",
    ),
    dressed(
        "Access denied when saving | Help board",
        "Access denied when saving",
        "Ann: I get access denied when I save charts to the card.",
        "Bob: is the little switch on the card set to lock?",
    ),
    dressed(
        "404 error on my site | Help board",
        "404 error on my site",
        "Ann: since yesterday my shop shows a 404 error for every product.",
        "Bob: did you save the permalinks again?",
    ),
    dressed(
        "Maintenance mode",
        "Maintenance mode",
        "I am forty, and my body has gone into maintenance mode. Here is what I eat, how I sleep, and which "
        "winches I still grind myself. Less coffee, more walks.",
    ),
    bare("Closed", "We have moved", "The shop has moved to 12 Harbour Road. Come and see us there."),
    dressed(
        "Verify your lines",
        "Verify your lines",
        "Before you leave, verify that your lines are free and nobody stands in a bight.",
    ),
    dressed(
        "Robots in the yard",
        "Robots in the yard",
        "A robot now paints the hulls. Are you a robot? asked the cook, and it had no answer.",
    ),
    dressed(
        "Error handling",
        "Error handling",
        "If a call fails, return the error. Do not panic. Wrap it so that the reader knows where.",
    ),
    dressed(
        "Please wait to be seated",
        "Please wait to be seated",
        "Our dining room is small. We have six tables and a stove.",
    ),
    dressed(
        "Lost and found",
        "Not found yet",
        "One oar, one boot, one cat. If you find any, bring it to the harbour master.",
    ),
    dressed("Deleted scenes", "Deleted scenes", "Three scenes were cut from the film of our crossing. Here they are."),
    dressed(
        "The page you are looking for",
        "The page you are looking for",
        "is a song by The Lighthouse Band. It runs four minutes and has no chorus.",
    ),
    dressed("Gone fishing", "Gone fishing", "Back on Monday."),
    dressed("Members", "Members", "Ann, Bob, Carl, Dora, Eve. To join, write to Eve."),
    dressed("Sign in the harbour", "A sign in the harbour", "It says: no swimming. Somebody has painted a fish on it."),
    dressed(
        "Cookies",
        "Cookies for the crew",
        "Flour, butter, sugar. Bake for ten minutes. Nobody has ever rejected all of them.",
    ),
    dressed(
        "Before you continue north",
        "Before you continue north",
        "Check the ice charts, fill both tanks, and call the harbour master in Bodø.",
    ),
    dressed("Domains of the sea", "Domains", "The sea has three domains: shelf, slope and deep."),
    dressed(
        "Domain for sale?",
        "Is your domain for sale?",
        "We get this letter every week. The answer is no, and it stays no. Please stop asking, we like our name.",
    ),
    dressed(
        "Hinweis",
        "Wartungsarbeiten am Kran",
        "Am Freitag wird der Kran gewartet. Boote können erst am Samstag wieder ins Wasser.",
    ),
    dressed(
        "Connexion", "La connexion entre les mers", "Le canal relie deux mers depuis 1895. On y passe en huit heures."
    ),
    dressed("Вход в гавань", "Вход в гавань", "Вход узкий, держитесь середины. Ночью горят два огня."),
    dressed("登录", "登陆日", "六月六日，部队在海滩登陆。"),
    dressed("ログ", "航海日誌", "今日は風が強く、港で待った。"),
    dressed("Masuk pelabuhan", "Masuk pelabuhan", "Pelabuhan ini sempit. Jaga jarak dari karang di sisi timur."),
    dressed(
        "Acceso al puerto",
        "Acceso al puerto",
        "El acceso es estrecho. Entre siempre con la marea y llame antes por radio.",
    ),
    dressed("Accedi al faro", "Il faro", "Si accede al faro solo con la bassa marea, da aprile a settembre."),
    bare("Hafen", "Zugang", "Zugang zum Steg nur mit Schlüssel. Bitte beim Wirt melden."),
    dressed(
        "What we do about bots",
        "Bots",
        "Please wait a second when you see the check: it keeps bots out, and you get in.",
    ),
    dressed("Sidan", "Sidan om segel", "Här skriver vi om segel och rep."),
    bare("Bob", "Bob", "Hi."),
    bare(
        "Under construction: a schooner",
        "Under construction",
        "Our schooner is under construction in Kiel; launch is planned for May. See photos of the frames.",
    ),
)
