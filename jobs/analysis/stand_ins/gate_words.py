"""How log-ins, paywalls, age checks and country fences speak to the reader they keep out."""

from __future__ import annotations

from jobs.analysis.stand_ins.message import Vocabulary
from jobs.analysis.stand_ins.phrases import phrases

LOG_IN = Vocabulary(
    must_speak=True,
    names=phrases("""
        log in | login | sign in | signin | log on | member login | members area | member area | members only
        please log in | please sign in
        log in or sign up | login or register | sign in to continue | log in to continue | login required
        subscribers only | sign up | join linkedin | authwall | private | private site | password protected
        protected | private blog | this site is private | session expired | your session has expired
        anmelden | anmeldung | einloggen | log in oder registrieren | mitglieder login | bitte anmelden
        connexion | se connecter | identifiez vous | connectez vous | espace membre
        iniciar sesión | inicia sesión | acceder | identifícate | acceso de usuarios | entrar
        accedi | login utenti | area riservata | effettua il login
        iniciar sessão | fazer login | entre | acesso restrito | faça login
        inloggen | aanmelden | log in of registreer
        logowanie | zaloguj się | zaloguj | strefa klienta
        přihlášení | přihlásit se | prihlásenie | prihlásiť sa
        bejelentkezés | belépés | autentificare | conectare | intră în cont
        logga in | inloggning | log ind | log på | logg inn | innlogging | kirjaudu sisään | kirjaudu
        giriş yap | üye girişi | oturum aç | σύνδεση | είσοδος
        войти | вход | авторизация | вход на сайт | вход в систему | увійти | вхід | авторизація | вход в профила
        登录 | 登陆 | 用户登录 | 请登录 | 登入 | 會員登入 | ログイン | サインイン | 로그인
        تسجيل الدخول | התחברות | כניסה | כניסה לאתר | ورود | ورود به سایت | đăng nhập | เข้าสู่ระบบ | masuk
        login anggota
        लॉग इन | साइन इन | लॉगिन
    """),
    sentences=phrases("""
        registered users only | registered members only | registered users can view | join now to view
        only registered users can | only registered members can | vous devez vous connecter | réservé aux membres
        nur für registrierte | nur für mitglieder | solo para usuarios registrados | solo para miembros
        solo per utenti registrati | somente para usuários registrados | alleen voor geregistreerde
        tylko dla zaregistrowanych | pouze pro registrované | только для зарегистрированных | 仅限注册用户
        not authorised to read this | not authorized to read this | not authorised to view this
        not authorized to view this | don't have access to that topic | don't have access to this
        do not have access to this | don't have permission to view this | do not have permission to view this
        you do not have permission to access this | request access to this
        you have to sign in | sign in to read | log in to read | sign in to continue reading
        need to be logged in | become a member to read
        please log in | please sign in | please login | you must be logged in | you must log in | you need to log in
        you need to be logged in | you have to log in | you need to sign in | must be a member | you must sign in
        log in to continue | sign in to continue | login to continue | log in to view | sign in to view
        log in to see
        sign in to see | login to view | log in to your account | sign in to your account | log in or sign up
        log in or subscribe | log in or register | sign in or create an account | join now to see | join to view
        see more on facebook | log into facebook | sign up to see photos
        not logged in or you do not have permission
        you are not logged in | your session has expired | session expired | session has expired | session timed out
        this blog is private
        this site is private | this content is private | this page is private | this content is password protected
        enter the password | enter store using password | please enter your password | to view this protected post
        agree join linkedin | invited readers only | by invitation only
        bitte melden sie sich an | bitte loggen sie sich ein | bitte anmelden | melden sie sich an um
        sie müssen angemeldet sein | sie müssen sich anmelden | sie sind nicht angemeldet
        veuillez vous connecter | vous devez être connecté | connectez vous pour
        vous devez vous identifier
        inicia sesión para | debes iniciar sesión
        debe iniciar sesión | por favor inicie sesión
        accedi per | devi effettuare il login | devi essere registrato | effettua l'accesso per
        inicie sessão para | faça login para | precisa de iniciar sessão
        você precisa estar logado
        log in om | je moet ingelogd zijn | u moet ingelogd zijn | meld je aan om
        zaloguj się aby | musisz się zalogować | musisz być zalogowany
        musíte být přihlášen | přihlaste se | musíte sa prihlásiť
        be kell jelentkezni | jelentkezzen be | trebuie să vă autentificați
        trebuie să fii autentificat
        logga in för att | du måste logga in | log ind for at | du skal logge ind
        logg inn for å | du må logge inn | kirjaudu sisään jatkaaksesi
        giriş yapmalısınız | giriş yapmanız gerekmektedir
        πρέπει να συνδεθείτε | συνδεθείτε για
        необходимо авторизоваться | необходимо войти | войдите чтобы | пожалуйста авторизуйтесь
        пожалуйста войдите | доступно только зарегистрированным | доступен только зарегистрированным
        необхідно увійти | увійдіть щоб | будь ласка увійдіть | трябва да влезете
        请先登录 | 请登录后 | 登录后查看 | 您需要登录 | 登录后才能 | 您还没有登录 | 請先登入 | 登入後
        ログインしてください | ログインが必要 | 会員限定 | ログインして続き
        로그인이 필요 | 로그인 후 | 로그인해 주세요 | 로그인하세요
        يرجى تسجيل الدخول | يجب تسجيل الدخول | سجل الدخول
        יש להתחבר | עליך להתחבר | נא להתחבר
        لطفا وارد شوید | باید وارد شوید
        vui lòng đăng nhập | bạn cần đăng nhập | bạn phải đăng nhập
        กรุณาเข้าสู่ระบบ | โปรดเข้าสู่ระบบ
        silakan login | silakan masuk | anda harus login
        कृपया लॉग इन करें | कृपया साइन इन करें
    """),
    companions=phrases("""
        forgot your password | forgot password | lost your password | remember me | passwort vergessen
        angemeldet bleiben | mot de passe oublié | se souvenir de moi | olvidaste tu contraseña
        has olvidado tu contraseña | olvidó su contraseña | password dimenticata | esqueceu a senha
        esqueceu sua senha | esqueceu se da sua palavra passe | wachtwoord vergeten | nie pamiętasz hasła
        zapomniałeś hasła | zapomněli jste heslo | zapomenuté heslo | zabudnuté heslo | elfelejtett jelszó
        ai uitat parola | am uitat parola | glömt lösenord | glemt adgangskode | glemt passord
        unohditko salasanasi | unohtuiko salasana | şifremi unuttum | parolamı unuttum
        ξεχάσατε τον κωδικό | забыли пароль | забули пароль | забравена парола | 忘记密码 | 忘記密碼
        パスワードをお忘れ
        비밀번호를 잊으 | 비밀번호 찾기 | نسيت كلمة المرور | שכחת סיסמה | שכחתי סיסמה | رمز عبور خود را فراموش
        فراموشی رمز عبور | quên mật khẩu | ลืมรหัสผ่าน | lupa kata sandi | lupa password | पासवर्ड भूल गए
        don't have an account | new here create
    """),
    harmless=phrases("""
        logged in to post a comment | logged in to comment | logged in to reply | log in to comment
        log in to reply
        log in or register to reply here | log in or sign up to reply | log in or register to post | log in to post
        login to comment | sign in to comment | sign in to reply | log in to leave a comment | login to reply
        you must log in or register to reply | you must be logged in to post | you must be logged in to reply
        you must log in to reply | you must be logged in to leave
        angemeldet sein um einen kommentar | angemeldet sein um zu kommentieren | anmelden um zu kommentieren
        connecter pour publier un commentaire | connecter pour laisser un commentaire | connecter pour commenter
        registered users can comment | registered users can post | members can comment
        connecté pour publier un commentaire | connecté pour commenter | iniciar sesión para comentar
        conectado para publicar un comentario | effettuare il login per commentare
        devi essere connesso per inviare
        iniciar sessão para comentar | logged in om een reactie | inloggen om te reageren
        zalogowany aby dodać komentarz
        авторизоваться чтобы оставить комментарий | войти чтобы оставить комментарий | 登录后才能评论
        登录后发表评论
        コメントを投稿するにはログイン
    """),
)

PAYWALL = phrases("""
    registrieren und weiterlesen | anmelden und weiterlesen | abonnieren und weiterlesen | um weiterzulesen
    weiterlesen mit abo | mit plus weiterlesen | jetzt abo abschließen | dieser inhalt ist nur für abonnenten
    inscrivez vous pour lire la suite | connectez vous pour lire la suite | article réservé à nos abonnés
    regístrate para seguir leyendo | registrati per continuare a leggere | registreer om verder te lezen
    pozostało % artykułu | dla prenumeratorów | dostęp tylko dla prenumeratorów | aby czytać dalej
    订阅后阅读全文 | 登录后阅读全文 | 购买后阅读全文 | 登录查看全文 | 訂閱後閱讀全文 | 続きをご覧いただくには
    bli prenumerant | artikeln är låst | för prenumeranter | allerede abonnent | bli abonnent
    disable your ad blocker to continue | turn off your ad blocker to continue | ad blocker to continue reading
    become a member to read | unlock this post | this post is for patrons | for patrons only
    sign in to continue reading
    subscribe to continue reading | subscribe to keep reading | subscribe to read
    continue reading with a subscription
    to continue reading subscribe | to read the full story | to read the full article | to read this article in full
    this article is for subscribers | this content is for subscribers | for subscribers only
    subscriber only content
    this content is reserved for subscribers | exclusive to subscribers | member only story | members only story
    create an account to read the full story | the author made this story available to
    you have reached your article limit | you've reached your limit of free | your last free article
    you have read all your free articles | unlock this article | this post is for paid subscribers
    this post is for paying subscribers | keep reading with a 7 day free trial | want to read more subscribe
    jetzt weiterlesen | jetzt abonnieren und weiterlesen | dieser artikel ist nur für abonnenten
    nur für abonnenten
    lesen sie weiter mit | weiterlesen mit | artikel freischalten | exklusiv für abonnenten
    la suite est réservée aux abonnés | article réservé aux abonnés | réservé aux abonnés
    abonnez vous pour lire la suite | pour lire la suite
    suscríbete para seguir leyendo | contenido exclusivo para suscriptores | solo para suscriptores
    abbonati per continuare a leggere | contenuto riservato agli abbonati | articolo riservato agli abbonati
    assine para continuar lendo | conteúdo exclusivo para assinantes | exclusivo para assinantes
    artigo exclusivo para assinantes
    word abonnee om verder te lezen | alleen voor abonnees | exclusief voor abonnees
    dostęp tylko dla subskrybentów | czytaj dalej z subskrypcją | artykuł tylko dla subskrybentów | kup dostęp
    pouze pro předplatitele | pokračovat ve čtení s předplatným | len pre predplatiteľov | csak előfizetőknek
    doar pentru abonați | endast för prenumeranter | läs vidare med | kun for abonnenter | kun for abonnementer
    vain tilaajille | tilaa ja lue | aboneler için | abone olun ve okumaya devam | только для подписчиков
    оформите подписку чтобы | читать дальше по подписке | лише для передплатників | само за абонати
    订阅后继续阅读 | 付费内容 | 订阅用户专享 | 会员专享内容 | この記事は有料会員限定 | 有料会員限定
    続きを読むには | 유료 회원 전용
    구독자 전용 | للمشتركين فقط | למנויים בלבד | מנויים בלבד | ویژه مشترکین | chỉ dành cho thành viên
    เฉพาะสมาชิก | khusus pelanggan | केवल सब्सक्राइबर
""")

AGE_GATE = Vocabulary(
    names=phrases("""
        age verification | age check | verify your age | age gate | are you over 18 | are you over 21 | adults only
        altersverifikation | altersprüfung | bist du über 18 | sind sie über 18 | vérification de l'âge
        verificación de edad
        verifica dell'età | verificação de idade | leeftijdscontrole | weryfikacja wieku | ověření věku
        overenie veku
        életkor ellenőrzése | verificarea vârstei | åldersverifiering | aldersbekræftelse | ikärajatarkistus
        yaş doğrulama
        подтверждение возраста | підтвердження віку | 年龄验证 | 年齢確認 | 연령 확인 | 성인 인증 | أكد عمرك
        אימות גיל
    """),
    sentences=phrases("""
        at least 18 to enter | 18 or older to enter | 18 to enter this site | 21 to enter this site
        18 years or older to
        confirm you are 18 | confirm that you are 18 | confirm you are 21 | age restricted materials
        age restricted content
        verify your age | confirm your age | confirm that you are over | confirm you are over
        are you over 18 | are you over 21 | are you 18 or older | are you 21 or older
        are you of legal drinking age
        of legal drinking age | i am over 18 | i am 18 or older | i am 21 or older | enter your date of birth
        warning this site contains adult | adult content warning | content inappropriate for certain
        contains sensitive content | blog may contain content only suitable for adults
        bist du über 18 | sind sie über 18 | sie müssen mindestens 18 | ich bin über 18 | bestätigen sie ihr alter
        avez vous plus de 18 ans | vous devez avoir 18 ans | j'ai plus de 18 ans | avez vous l'âge légal
        eres mayor de edad | eres mayor de 18 | soy mayor de 18 | debes ser mayor de edad
        hai più di 18 anni | sei maggiorenne | ho più di 18 anni | você tem mais de 18 | é maior de idade
        ben je 18 jaar of ouder | ben je ouder dan 18 | czy masz ukończone 18 | masz 18 lat | mám 18 let | je vám 18
        je vám viac ako 18 | elmúltam 18 | ai peste 18 ani | är du över 18 | er du over 18 | oletko yli 18
        18 yaşından büyük
        вам есть 18 | мне есть 18 | вам исполнилось 18 | вам виповнилося 18 | навършили ли сте 18
        您是否已满18 | 我已满18 | 18歳以上ですか | 18歳以上 | 20歳以上ですか | 만 19세 | 18세 이상
        هل عمرك أكثر من 18 | האם אתה מעל גיל 18 | bạn đã đủ 18 tuổi | คุณมีอายุ 18 | apakah anda berusia 18
    """),
    companions=phrases("you must be 18 | you must be at least 18 | you must be 21 | you must be over 18 | leave"),
)

COUNTRY_FENCE = Vocabulary(
    names=phrases("""
        unavailable for legal reasons | 451 | not available in your region | not available in your country
        unavailable in your region | unavailable in your country | content not available
        service unavailable in your area
        unavailable due to legal reasons | geo blocked | region blocked | country blocked
        in ihrem land nicht verfügbar | in deinem land nicht verfügbar | non disponible dans votre pays
        no disponible en tu país | non disponibile nel tuo paese | não disponível no seu país
    """),
    sentences=phrases("""
        visitors from europe | new eu law | visitors in europe | visitors from the eu
        isn't available in your location | isn't available in your country | isn't available in your region
        isn't available in your area | isn't accessible from your country
        not available in your region | not available in your country | unavailable in your region
        not available in your area
        unavailable in your country | not available in your location | unavailable in your location
        european economic area
        unavailable to visitors from | unavailable in most european countries | unavailable for legal reasons
        due to legal reasons | visitors from the european union | general data protection regulation
        from your country
        not accessible from your country | access from your country | outside of the united states
        european visitors
        unavailable due to gdpr | blocked in your country | not available to users in | users outside
        your geographic location
        in ihrem land nicht verfügbar | in ihrer region nicht verfügbar | in deinem land nicht verfügbar
        n'est pas disponible dans votre pays | pas disponible dans votre région | pas accessible depuis votre pays
        no está disponible en tu país | no está disponible en su país | no disponible en tu región
        no disponible en su región
        non è disponibile nel tuo paese | non disponibile nella tua area | não está disponível no seu país
        não está disponível na sua região | niet beschikbaar in jouw land | niet beschikbaar in uw land
        niedostępna w twoim kraju | niedostępny w twoim kraju | není ve vaší zemi | nie je vo vašej krajine
        nem érhető el az ön országában | nu este disponibil în țara | inte tillgängligt i ditt land
        ikke tilgængelig i dit land | ikke tilgjengelig i ditt land | ei ole saatavilla maassasi
        ülkenizde kullanılamıyor
        bölgenizde kullanılamıyor | δεν είναι διαθέσιμο στη χώρα σας | недоступен в вашей стране
        недоступна в вашей стране
        недоступно в вашем регионе | недоступний у вашій країні | не е достъпно във вашата държава
        您所在的地区 | 您所在的国家 | 您所在的地區 | お住まいの地域 | お住まいの国 | 거주 국가에서
        귀하의 국가에서 | 해당 지역에서
        غير متاح في بلدك | غير متوفر في منطقتك | אינו זמין במדינתך | در کشور شما | không khả dụng ở quốc gia
        ไม่พร้อมใช้งานในประเทศ | tidak tersedia di negara | आपके देश में उपलब्ध नहीं
    """),
)

OTHER_BROWSER = Vocabulary(
    names=phrases("""
        unsupported browser | browser not supported | your browser is not supported | browser is not supported
        please update your browser | update your browser | upgrade your browser | outdated browser
        your browser is out of date | ad blocker detected | adblock detected | ad block detected
        browser nicht unterstützt | ihr browser wird nicht unterstützt | adblocker erkannt | navigateur non supporté
        navegador no compatible | browser non supportato | navegador não suportado
    """),
    sentences=phrases("""
        your browser is not supported | this browser is not supported | upgrade your browser to continue
        please upgrade your browser | please update your browser | use a modern browser | use a different browser
        disable your ad blocker | disable your adblocker | turn off your ad blocker | open this page in our app
        open in our app to continue | open in the app to continue | view this in our app | continue in the app
        ihr browser wird nicht unterstützt | bitte aktualisieren sie ihren browser | deaktivieren sie ihren adblocker
        mettre à jour votre navigateur | désactiver votre bloqueur | actualiza tu navegador
        desactiva tu bloqueador | aggiorna il tuo browser | disattiva il tuo adblocker | обновите браузер
        отключите блокировщик | 请升级您的浏览器 | ブラウザを更新
    """),
)
