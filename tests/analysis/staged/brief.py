"""Stand-ins and real pages of a few lines, many above a footer that says more than they do."""

from __future__ import annotations

from tests.analysis.staged.dressing import bare, dressed, footed
from tests.analysis.staged.walls import PASSWORD

NOT_FOUND = (
    footed(
        dressed("Page not found", "404", "Sorry! The page you're looking for cannot be found. Use the menu or search.")
    ),
    footed(dressed("The Sea Blog", "Error 404", "The page doesn't exist. It may have been moved or deleted.")),
    footed(
        dressed(
            "Página não encontrada", "Ops! Página não encontrada", "Verifique o endereço ou volte à página inicial."
        )
    ),
    footed(
        dressed(
            "Content unavailable",
            "Content unavailable",
            "This content has been removed by its author or is no longer available.",
        )
    ),
    dressed("Thread", "The Sea Forum - Error", "The specified thread does not exist."),
    dressed("Wiki", "There is currently no text in this page", "You can search for this page title in other pages."),
)

WALLS = (
    footed(dressed("Just a moment...", "blog.example", "Verify you are human by completing the action below.")),
    footed(
        dressed(
            "Log in to The Sea Blog",
            "Welcome back",
            "E-mail Password",
            "Keep me logged in",
            "Forgot password? New here? Create an account",
            markup=PASSWORD,
        )
    ),
    footed(dressed("The Sea Times", "Sign in to continue reading", "You have to sign in to read this story.")),
    footed(
        bare(
            "The Sea Blog",
            "Wir respektieren Ihre Privatsphäre",
            "Wir und unsere 160 Partner speichern und verarbeiten personenbezogene Daten wie Browserdaten oder "
            "Kennungen auf Ihrem Gerät. Wenn Sie Ich stimme zu auswählen, stimmen Sie den Cookies zu.",
            "Ich stimme zu",
            "Alle ablehnen",
            "Einstellungen",
        )
    ),
    bare(
        "Continuer sans accepter",
        "Le Journal et vos données",
        "Avec votre accord, nos partenaires et nous utilisons des cookies ou technologies similaires pour "
        "stocker, consulter et traiter des données personnelles.",
        "Accepter et fermer",
        "S'abonner pour 1 €",
    ),
    bare(
        "elpais",
        "",
        "Nos importa tu privacidad. Con su acuerdo, nosotros y nuestros 880 socios usamos cookies o "
        "tecnologías similares para almacenar datos personales.",
        "Aceptar y continuar",
        "Rechazar y suscribirse",
    ),
    bare(
        "Corriere",
        "La tua privacy",
        "Noi e i nostri partner archiviamo informazioni su un dispositivo come i cookie e trattiamo dati "
        "personali. Accetta oppure abbonati.",
        "Accetta",
        "Rifiuta e abbonati",
    ),
    bare(
        "Onet",
        "Szanujemy Twoją prywatność",
        "Klikając Przejdź do serwisu wyrażasz zgodę na pliki cookie i przetwarzanie danych osobowych przez nas "
        "i naszych partnerów.",
        "Przejdź do serwisu",
    ),
    bare(
        "NU.nl",
        "Je privacy-instellingen",
        "Wij en onze partners plaatsen cookies voor advertenties. Ga je akkoord met cookies?",
        "Akkoord",
        "Instellen",
    ),
    bare(
        "Seznam",
        "",
        "Nastavení souhlasu s personalizací. Souhlasím s cookies a zpracováním údajů pro reklamu.",
        "Souhlasím",
        "Podrobné nastavení",
    ),
    bare("403", "Forbidden", "Your IP has been blocked due to suspicious traffic."),
    bare("Bot check", "", "Please stand by, while we are checking your browser..."),
    bare("Bitte warten", "", "Wir prüfen, ob Sie ein Mensch sind."),
    bare("Vérification", "", "Vérification que vous n'êtes pas un robot..."),
    bare("Проверка", "", "Проверяем, что вы не бот. Это займёт несколько секунд."),
    bare("访问验证", "", "为了您的账号安全，请拖动滑块完成验证"),
    bare("", "", "Access denied. Your access to this site was blocked by Wordfence, a security provider."),
    dressed("Private topic", "Private topic", "You need to be logged in and a member of this group to read it."),
    bare("Medium", "", "Become a member to read this story, and all of Medium."),
    bare("Patreon", "Unlock this post", "Join to unlock this post. This post is for patrons only."),
    bare(
        "Substack", "The storm", "This post is for paid subscribers", "Subscribe", "Already a paid subscriber? Sign in"
    ),
    bare(
        "Quora",
        "",
        "Sign In Continue with Google Continue with Facebook Email Password Forgot password?",
        markup=PASSWORD,
    ),
    bare(
        "Age",
        "",
        "This website contains age-restricted materials. Please confirm you are 18 years or older. Enter Leave",
    ),
    bare("Store", "", "Due to new EU law, this site is currently unavailable to visitors from Europe."),
)

TROUBLE = (
    bare("Maintenance", "Scheduled maintenance", "Our team is working on the servers. Back at 06:00 UTC."),
    bare("blog.example", "", "Ресурс временно недоступен. Попробуйте зайти позже."),
    bare("Wartung", "Wartung", "Wir arbeiten gerade an unserer Website. Bitte versuchen Sie es später erneut."),
    bare("Error", "", "Unable to connect to the database. Please try again later."),
    bare(
        "Domain Default page",
        "",
        "This page is generated by Plesk, the leading hosting automation software. You see this page because "
        "there is no Web site at this address.",
    ),
    bare(
        "Test Page for the HTTP Server on AlmaLinux",
        "AlmaLinux Test Page",
        "This page is used to test the proper operation of the HTTP server after it has been installed.",
    ),
    bare("Konto gesperrt", "", "Diese Webseite wurde gesperrt. Bitte kontaktieren Sie Ihren Hoster."),
)

PARKED = (
    footed(bare("blog.example", "blog.example", "This domain is for sale. Inquire now.")),
    bare(
        "blog.example",
        "blog.example",
        "Der Inhaber dieser Domain parkt diese beim Domain-Parking-Programm.",
        "Diese Domain kaufen",
    ),
    bare("blog.example", "", "Ce domaine est réservé par un bureau d'enregistrement et n'est pas encore utilisé."),
    bare("Домен продаётся", "blog.example", "Купить домен. Цена по запросу."),
    bare("blog.example - expired", "", "This domain name expired on 2026-01-02. If you are the owner, renew it now."),
)

REAL_PAGES = (
    footed(dressed("A post", "A post", "Short but complete.")),
    footed(bare("Storm", "Storm at sea", "We saw it coming. We reefed. We waited. We lived.")),
    dressed("Changelog 4.0.4", "4.0.4", "Fixed: page not found when a name had a dot. Fixed: log in loop."),
    dressed(
        "FAQ",
        "Why can't I log in?",
        "Check your password. If you forgot your password, write to us and we send another.",
    ),
    dressed(
        "Privacy policy",
        "Privacy policy",
        "We keep no personal data. Our server notes your address for a day and forgets it. There are no "
        "cookies, no partners and no advertising. You may ask what we know of you; it is nothing.",
    ),
    dressed("Terms", "Terms of use", "You must be 18 to hire a boat. Bring a licence. Return it by six."),
    dressed(
        "Domain names",
        "Choosing a domain name",
        "Short, easy to say, hard to mistype. If it is for sale, ask a broker; if it is parked, ask twice.",
    ),
    dressed("Team", "Our team", "Ann (owner), Bob (sails), Eve (ropes)."),
    dressed(
        "Harbour notice",
        "Notice",
        "The bridge is closed for scheduled maintenance on Friday. Boats higher than four metres wait outside.",
    ),
    dressed(
        "Review: The Robot",
        "Review: The Robot",
        "A robot wants to prove it is human. It fails, and so does the film. Two stars.",
    ),
    dressed(
        "Jobs", "Jobs", "This job is no longer available in Kiel, but we look for a rigger in Bremen. Write to Eve."
    ),
    dressed("Wallet lost", "Lost wallet", "A brown wallet, lost on the pier. If found, please write. Reward."),
    dressed("Gallery", "Gallery", markup="<img src=1.jpg alt='Boat'><img src=2.jpg alt='Sail'>"),
    dressed("Ropes", "Ropes on sale", "Buy now: 14 mm polyester, by the metre. Price per metre 3 euros."),
    bare("Redirect", "", "We have moved to a new address, see you there!"),
    dressed("Zugriff", "Zugriff auf Seekarten", "Alle Karten liegen offen. Wer mag, lädt sie herunter."),
    dressed("Accès", "Accès au port", "Accès libre de jour. La nuit, appelez le gardien."),
    dressed("Ошибка", "Ошибка рулевого", "Рулевой повернул рано, и яхта села на мель. Все целы."),
    dressed(
        "Cookies aus Kiel", "Cookies aus Kiel", "Mehl, Butter, Zucker. Zehn Minuten backen. Alle akzeptieren sie gern."
    ),
    dressed("Blocked halyard", "Blocked halyard", "The halyard jams at the sheave. Go up, look, grease."),
    dressed("Forbidden fruit", "Forbidden", "An apple tree hangs over the yard wall. We are not allowed to pick."),
    dressed(
        "Unauthorized", "Unauthorized", "A biography of the harbour master, not authorised by him. 300 pages, 20 euros."
    ),
    dressed("One moment, please", "One moment, please", "is the name of our new boat. She is 28 feet long and slow."),
)
