"""How bot checks speak, in many languages, to whom they take for a robot."""

from __future__ import annotations

from jobs.analysis.stand_ins.message import Vocabulary
from jobs.analysis.stand_ins.phrases import phrases

_PROOF = phrases("""
    verify | verifying | verifies | confirm | prove | make sure | making sure | check | checking | prüfen
    überprüfen
    bestätigen | sicherstellen | vérifier | vérification | vérifions | confirmer | verificar | verifique
    verificando
    comprobar | comprobando | confirmar | confirme | verificare | verifica | verifichiamo | controleren | bevestig
    potwierdź | sprawdzamy | ověřit | ověřujeme | ellenőrizzük | verificăm | kontrollerar | tarkistamme | doğrulayın
    проверяем | проверка | подтвердите | убедиться | перевіряємо | підтвердьте | проверяваме | потвърдете | 验证
    確認 | 驗證
    확인 | التحقق | בודקים | لنتأكد | xác minh | ตรวจสอบ | verifikasi | सत्यापित
""")
_OF_BEING_HUMAN = phrases("""
    human | real person | not a robot | not a bot | no robot | ein mensch | mensch | kein roboter | kein bot
    humain
    pas un robot | humano | no eres un robot | no es un robot | umano | non sei un robot | não é um robô | een mens
    geen robot | człowiekiem | nie robot | nie jesteś robotem | člověk | nejste robot | ember | om
    nu ești un robot
    människa | inte en robot | ihminen | insan | robot değil | вы не бот | вы не робот | человек | що ви не бот
    людина
    не сте робот | човек | 真人 | 人机 | 人類 | 滑块 | ロボット | 人間 | 사람 | 로봇 | إنسان | روبوت | אנושי
    רובוט | con người | người máy
    มนุษย์ | หุ่นยนต์ | manusia | robot | इंसान | रोबोट
""")

_YOUR_WAY_IN = phrases("""
    your access | your request | your ip | your ip address | your connection | your browser has | ihr zugriff
    ihre anfrage | ihre ip | dein zugriff | votre accès | votre requête | votre adresse ip | su acceso | su solicitud
    su dirección ip | tu acceso | tu solicitud | il tuo accesso | la tua richiesta | il tuo indirizzo ip | seu acesso
    sua solicitação | seu ip | uw toegang | uw verzoek | je toegang | twój dostęp | twoje żądanie | twój adres ip
    váš přístup | váš požadavek | váš prístup | vaša požiadavka | az ön hozzáférését | hozzáférése
    accesul dumneavoastră
    accesul dvs | cererea dumneavoastră | din åtkomst | din begäran | din adgang | din anmodning | tilgangen din
    pääsysi | pyyntösi | erişiminiz | isteğiniz | η πρόσβασή σας | το αίτημά σας | ваш доступ | ваш запрос | ваш ip
    ваш айпи | ваш доступ | вашият достъп | вашата заявка | 您的访问 | 您的请求 | 您的ip | 您的訪問 | 您的請求
    お客様のアクセス | 귀하의 접속 | 귀하의 접근 | 귀하의 요청 | طلبك | הבקשה שלך | הגישה שלך | دسترسی شما
    truy cập của bạn
    yêu cầu của bạn | การเข้าถึงของคุณ | akses anda | permintaan anda
""")
_SHUT = phrases("""
    blocked | denied | rejected | restricted | refused | blockiert | gesperrt | abgelehnt | verweigert | bloqué
    refusé
    rejetée | bloqueado | denegado | rechazada | bloccato | negato | rifiutata | bloqueada | negado | rejeitada
    geblokkeerd | geweigerd | zablokowany | zablokowane | odrzucone | zablokován | odepřen | zamítnut | zablokovaný
    zamietnutý | letiltottuk | letiltották | megtagadva | blocat | blocată | refuzat | blockerats | nekats | blokeret
    afvist | blokkert | estetty | hylätty | engellendi | reddedildi | αποκλείστηκε | απορρίφθηκε | заблокирован
    отклонен | ограничен | заблоковано | блокиран | отказан | 阻断 | 拦截 | 拒绝 | 拒絕 | ブロック | 拒否 | 차단
    거부
    محظور | رفض | נחסמה | נדחתה | مسدود | bị chặn | bị từ chối | ถูกบล็อก | ถูกปฏิเสธ | diblokir | ditolak
""")

BOT_CHECK = Vocabulary(
    names=phrases("""
        403 | not authorized | not authorised | not acceptable | validating your browser | site verification
        queue it | proxy detected | vpn detected
        vpn or proxy detected | waiting room | you are now in line | virtual waiting room
        attention required | access denied | access is denied | access forbidden
        access to this page has been denied | you have been blocked | you've been blocked | request blocked
        robot or human | are you a robot | are you human | are you a human | are you not a robot | not a robot
        verify you are human | xác minh bạn không phải là rô bốt | تحقق من أنك لست روبوتا
        human verification | security check | security check required
        security verification | security checkpoint
        vercel security checkpoint | ddos protection | checking your browser | checking your connection
        verifying your browser | verifying you are human | verifying your connection | browser check
        bot verification
        bot detection | bot check | robot check | captcha challenge | client challenge
        please wait verifying
        pardon our interruption | request rejected | request unsuccessful | 403 forbidden | 401 unauthorized
        error 403 | 403 error | error 1020 | error 1015 | error 1010 | too many requests
        rate limited
        rate limit exceeded | 429 too many requests | making sure you're not a bot | checking you are not a bot
        ddos guard | you are being rate limited | visitor anti robot validation | wordfence | your access is limited
        suspicious activity detected | unusual traffic detected | press and hold | press hold | 451 unavailable
        sucuri website firewall access denied | site access denied
        zugriff verweigert | sicherheitsüberprüfung
        sicherheitscheck | ihr browser wird geprüft | sind sie ein mensch | zugang verweigert | kein roboter
        accès refusé | accès interdit | vérification de sécurité
        êtes vous un robot | accès bloqué
        acceso denegado | verificación de seguridad | comprobando su navegador | acceso bloqueado
        accesso negato | verifica di sicurezza | accesso bloccato
        acesso negado | verificação de segurança | acesso bloqueado
        toegang geweigerd | veiligheidscontrole | beveiligingscontrole
        dostęp zabroniony | odmowa dostępu | weryfikacja bezpieczeństwa
        přístup odepřen | bezpečnostní kontrola | přístup zamítnut | prístup zamietnutý
        hozzáférés megtagadva | biztonsági ellenőrzés
        acces interzis | acces refuzat | verificare de securitate
        åtkomst nekad | säkerhetskontroll
        adgang nægtet | ingen tilgang | adgang forbudt | tilgang nektet | sikkerhedstjek
        pääsy estetty | pääsy kielletty | turvatarkistus
        erişim engellendi | güvenlik kontrolü | erişim reddedildi
        δεν επιτρέπεται η πρόσβαση | άρνηση πρόσβασης | έλεγχος ασφαλείας
        доступ запрещен | доступ ограничен | проверка браузера | вы не робот | проверка безопасности
        доступ заблокирован | подтвердите что вы не робот
        доступ заборонено | перевірка браузера | доступ обмежено | перевірка безпеки
        достъпът е отказан | проверка за сигурност
        安全验证 | 访问被拒绝 | 人机验证 | 拒绝访问 | 访问验证 | 安全检查 | 百度安全验证 | 环境异常
        访问受限 | 请完成验证
        存取遭拒 | 拒絕存取 | 安全驗證
        アクセスが拒否されました | アクセス拒否 | アクセスが制限されています
        ロボットではありません
        접근이 거부 | 접근 거부 | 액세스가 거부 | 보안 확인 | 접근이 차단 | 로봇이 아닙
        تم رفض الوصول | تم حظر الوصول | التحقق الأمني | الدخول مرفوض
        הגישה נדחתה | הגישה נחסמה | בדיקת אבטחה | אימות אנושי
        دسترسی غیر مجاز | دسترسی مسدود شد | بررسی امنیتی | دسترسی شما مسدود شده است
        truy cập bị từ chối | kiểm tra bảo mật
        การเข้าถึงถูกปฏิเสธ | ปฏิเสธการเข้าถึง | ตรวจสอบความปลอดภัย
        akses ditolak | pemeriksaan keamanan | akses diblokir
        पहुँच अस्वीकृत | एक्सेस अस्वीकृत | सुरक्षा जाँच | एक्सेस डिनाइड
    """),
    sentences=phrases("""
        access to this resource on the server is denied | unusual activity | confirm you're human | tick the box
        accessdeniedaccess denied
        slide to verify | complete the puzzle | connection is being verified | verifying the connection is secure
        セキュリティチェックを完了 | generated by mod security | generated by mod_security
        automated access to this | verify that your browser
        while we verify | you are now in line | your estimated wait time | when it is your turn | waiting room
        using a vpn or proxy | using a vpn or a proxy | using a proxy or vpn | disable your vpn | turn off your vpn
        whoa there pardner | blocked due to a network policy | request looks automated | looks like a bot
        ihre anfrage wurde blockiert | ihre ip adresse wurde | zu viele anfragen | trop de requêtes
        demasiadas solicitudes | troppe richieste | слишком много запросов | слишком много обращений
        请求过于频繁 | リクエストが多すぎ | 요청이 너무 많
        access to this site was blocked | your ip has been blocked | blocked due to suspicious
        拖动滑块完成验证 | 滑块完成验证
        unusual activity from your | enter the code shown | type the code shown | slide right to
        not allowed to access this page | not allowed to access this site | not authorized to access this page
        you are a real person | you're a real person | you are a real user
        verify you are human | verify that you are human | verify you are a human | verify that you're human
        verify you're human | verifying you are human | confirm you are human | confirm that you are human
        prove you are human | prove that you are human | prove you're human | confirm you're not a robot
        verify that you are not a robot | you are not a robot | you're not a robot | you are not a bot | i am human
        make sure you're not a robot | make sure you're not a bot | you're a robot | make sure you are not a robot
        checking your browser before accessing | checking your browser | verifying your browser
        verify your browser
        checking your connection | checking if the site connection is secure
        review the security of your connection
        needs to review the security | performing security verification | verify your session
        verifying your session
        enable javascript and cookies to continue | please enable cookies | enable cookies and reload the page
        please enable js and disable any ad blocker | disable any ad blocker | requiring captcha
        complete the captcha
        solve the captcha | enter the characters you see | type the characters you see | complete the security check
        complete the challenge below | complete the action below | to continue please complete
        press hold to confirm
        press and hold the button | ddos protection by | performance security by cloudflare | cloudflare ray id
        access to this page has been denied | access denied on this server | don't have permission to access
        do not have permission to access | access to this site has been limited | access to this resource was denied
        access to this website has been blocked | you have been blocked | you've been blocked
        why have i been blocked
        have been blocked by network security | blocked by network security | your request has been blocked
        your ip address has been | your ip has been | your ip address was | the owner of this website has banned
        banned you temporarily | banned the autonomous system | banned your access | has been rate limited
        you are being rate limited | rate limit exceeded | too many requests | try again in a few minutes
        unusual traffic | suspicious activity | automated access | automated queries | automated requests
        something about your browser made us think | you might be a robot | you are a bot | sure you're not a robot
        the requested url was rejected | your support id is | incapsula incident id | incident id | reference id
        your request looks like | this process is automatic | will redirect to your requested content
        you will be redirected once | you will be taken to the page | redirected shortly | wait while we verify
        wait while your request is being verified | please wait while we | request could not be satisfied
        protect the server against | generated by wordfence | sucuri cloudproxy | security service
        the action you just performed triggered | security solution | using a security service
        we want to make sure it is actually you | we need to make sure you | to discuss automated access to
        bestätigen sie dass sie kein roboter sind | kein roboter sind | überprüfen sie dass sie ein mensch sind
        ihr browser wird überprüft | wir überprüfen ihren browser | ungewöhnlichen datenverkehr
        lösen sie das captcha
        sie wurden blockiert | sicherheit ihrer verbindung | ihre anfrage wurde blockiert | als mensch bestätigen
        dass sie ein mensch sind | zugriff auf diese seite wurde verweigert | keine berechtigung für den zugriff
        vérifiez que vous êtes humain | que vous êtes humain | vous n'êtes pas un robot
        vérification de votre navigateur
        trafic inhabituel | vous avez été bloqué | résoudre le captcha | la sécurité de votre connexion
        pas un robot
        verifique que usted es un ser humano | que eres humano | que no eres un robot | que no es un robot
        comprobando su navegador | tráfico inusual | ha sido bloqueado | la seguridad de su conexión
        resuelva el captcha
        verifica di essere umano | che sei umano | non sei un robot | traffico insolito | sei stato bloccato
        la sicurezza della connessione | verificando il tuo browser | controllo del browser | non essere un robot
        verifique se você é humano | que você é humano | não é um robô | que é humano | tráfego incomum
        foi bloqueado
        verificando o seu navegador | segurança da sua conexão
        bevestig dat je een mens bent | geen robot bent | uw browser wordt gecontroleerd | je bent geblokkeerd
        ongebruikelijk verkeer | dat u een mens bent | beveiliging van uw verbinding
        potwierdź że jesteś człowiekiem | nie jesteś robotem | sprawdzanie przeglądarki | zostałeś zablokowany
        nietypowy ruch | że jesteś człowiekiem | sprawdzamy twoją przeglądarkę
        že nejste robot | ověřte že jste člověk | neobvyklý provoz | byl zablokován | že nie ste robot
        overte že ste človek
        hogy nem robot | igazolja hogy ember | szokatlan forgalom | a böngésző ellenőrzése
        că nu sunteți un robot | că sunteți om | trafic neobișnuit | nu ești robot | verificăm browserul
        att du inte är en robot | att du är en människa | ovanlig trafik | du har blockerats
        kontrollerar din webbläsare
        at du ikke er en robot | at du er et menneske | usædvanlig trafik | uvanlig trafikk
        kontrollerer din browser
        ettet ole robotti | että olet ihminen | epätavallista liikennettä | tarkistetaan selainta
        robot olmadığınızı | insan olduğunuzu | olağandışı trafik | tarayıcınız kontrol ediliyor | engellendiniz
        ότι είστε άνθρωπος | ότι δεν είστε ρομπότ | ασυνήθιστη κίνηση | έλεγχος του προγράμματος περιήγησης
        что вы не робот | что вы человек | подозрительный трафик | необычный трафик | проверка вашего браузера
        проверяем ваш браузер | ваш ip адрес заблокирован | запросы похожи на автоматические | вы были заблокированы
        введите символы с картинки | доступ к сайту ограничен
        що ви не робот | що ви людина | незвичайний трафік | перевірка вашого браузера | вас заблоковано
        че не сте робот | че сте човек | необичаен трафик | проверка на браузъра
        请完成安全验证 | 验证您是真人 | 确认您是真人 | 确认您不是机器人 | 异常流量 | 正在检查您的浏览器
        访问过于频繁 | 您的访问被阻断
        请输入验证码 | 完成验证后 | 滑动验证 | 您的请求已被拦截 | 請完成安全驗證 | 確認您不是機器人
        驗證您是人類 | 異常流量
        ロボットではないことを | 人間であることを確認 | ブラウザを確認しています | 通常とは異なるトラフィック
        接続のセキュリティを確認
        アクセスがブロック
        로봇이 아님을 | 사람인지 확인 | 비정상적인 트래픽 | 브라우저를 확인 | 자동화된 요청 | 연결 보안을 확인
        أنك لست روبوت | أنك إنسان | حركة مرور غير عادية | جارٍ التحقق من متصفحك | لست برنامج روبوت
        שאינך רובוט | שאתה אנושי | תעבורה חריגה | בודקים את הדפדפן | שאתה לא רובוט
        ربات نیستید | انسان هستید | ترافیک غیرعادی | بررسی مرورگر | من ربات نیستم
        bạn không phải là robot | bạn là con người | lưu lượng truy cập bất thường | đang kiểm tra trình duyệt
        คุณไม่ใช่หุ่นยนต์ | คุณเป็นมนุษย์ | การเข้าชมที่ผิดปกติ | กำลังตรวจสอบเบราว์เซอร์
        anda bukan robot | anda adalah manusia | lalu lintas tidak biasa | memeriksa browser anda
        bahwa anda manusia
        आप रोबोट नहीं हैं | आप इंसान हैं | असामान्य ट्रैफ़िक | आपके ब्राउज़र की जाँच
    """),
    hints=phrases("""
        just a moment | one moment please | blocked | captcha | forbidden | unauthorized
        firewall | nur einen moment | einen moment bitte | einen moment | un instant
        un moment s'il vous plaît | un momento | un momento por favor | um momento
        só um momento | een ogenblik geduld | een moment geduld | cierpliwości | chwileczkę
        proszę czekać | okamžik | chvíľu strpenia | egy pillanat | un moment vă rugăm
        ett ögonblick | vänta | et øjeblik | et øyeblikk | hetkinen | bir dakika lütfen
        lütfen bekleyin | μια στιγμή | один момент | подождите | ой | зачекайте | един момент
        моля изчакайте | 请稍候 | 請稍候 | しばらくお待ちください | 잠시만 기다 | لحظة من فضلك | רק רגע
        لطفا صبر کنید | vui lòng đợi | chờ một chút | รอสักครู่ | tunggu sebentar | mohon tunggu
        कृपया प्रतीक्षा करें | attendere prego
        please wait | redirecting | verify | verification | robot | waf | checking | hold on
        bitte warten | veuillez patienter | vérification | espere por favor | verificando | attendi | aguarde
        even geduld
        проверка | перевірка | проверяем | 验证 | 確認中 | 확인 중
    """),
    spoken=(_YOUR_WAY_IN, _SHUT),
    half_spoken=(_PROOF, _OF_BEING_HUMAN),
    companions=phrases("""
        ray id | reference | support id | your ip | client ip | captcha | robot | proof of work | refresh the page
        cookies
    """),
)
