"""How a server speaks that has trouble, or that has no page of its own to show."""

from __future__ import annotations

from jobs.analysis.stand_ins.message import Vocabulary
from jobs.analysis.stand_ins.phrases import phrases

MAINTENANCE = Vocabulary(
    names=phrases("""
         under maintenance | scheduled maintenance | site maintenance
        down for maintenance
        site under maintenance | website under maintenance | site is undergoing maintenance | be right back
        we'll be right back | we will be right back | we'll be back soon | temporarily unavailable
        site temporarily unavailable | service temporarily unavailable | temporarily offline
        site offline | site is offline | internal server error | 500 internal server error | server error
        bad gateway | backend fetch failed | 503 backend fetch failed
        502 bad gateway | 503 service unavailable | gateway timeout | 504 gateway timeout | error 500
        error 502 | error 503
        500 error | 503 error | database error | error establishing a database connection
        database connection error
         application error | fatal error | connection timed out
        site down
        temporarily down | unexpected error | we're sorry but something went wrong
        this site is experiencing technical difficulties
         wartungsmodus | wir sind gleich zurück | wegen wartungsarbeiten geschlossen
        vorübergehend nicht erreichbar | vorübergehend nicht verfügbar | seite in wartung | interner serverfehler
        datenbankfehler | fehler beim aufbau einer datenbankverbindung
        en maintenance | site en maintenance | maintenance en cours | erreur interne du serveur
        service indisponible
        momentanément indisponible | temporairement indisponible | de retour bientôt
        en mantenimiento | sitio en mantenimiento | modo mantenimiento | volvemos pronto
        error interno del servidor
        servicio no disponible | temporalmente fuera de servicio
        in manutenzione | sito in manutenzione | torniamo subito | errore interno del server
        servizio non disponibile
        em manutenção | site em manutenção | voltamos já | erro interno do servidor | serviço indisponível
        modo de manutenção
         in onderhoud | website in onderhoud | site in onderhoud | gepland onderhoud
        wij zijn zo terug | tijdelijk niet beschikbaar
        przerwa techniczna | prace konserwacyjne
        strona w trakcie prac konserwacyjnych | trwają prace konserwacyjne
        strona w przebudowie | błąd serwera | tymczasowo niedostępna
         probíhá údržba | stránky jsou v údržbě | stránka je v údržbě | prebieha údržba | údržba stránky
        chyba serveru
         karbantartás alatt | în mentenanță | site în mentenanță | eroare de server
         underhåll pågår | under vedligeholdelse | under vedlikehold
         huoltokatko | huoltotauko | bakım çalışması | bakımdayız | bakım modu | sunucu hatası
         υπό συντήρηση | εργασίες συντήρησης
        технические работы | ведутся технические работы | сайт на обслуживании | сайт временно недоступен

        ошибка сервера | технічні роботи | сайт тимчасово недоступний | профилактика на сайта
        сайтът е в профилактика
        网站维护中 | 系统维护 | 系统维护中 | 维护中 | 服务器错误 | 网站维护 | 網站維護中 | 系統維護中
        メンテナンス中 | ただいまメンテナンス中です | サーバーエラー | 점검 중 | 서비스 점검
        시스템 점검 | 서버 오류
        تحت الصيانة | الموقع تحت الصيانة | خطأ في الخادم | באתר מתבצעות עבודות תחזוקה | האתר בתחזוקה | עבודות תחזוקה
        در دست تعمیر | سایت در دست تعمیر است | در حال بروزرسانی | đang bảo trì | website đang bảo trì
        ปิดปรับปรุง | ปิดปรับปรุงชั่วคราว | เว็บไซต์ปิดปรับปรุง | dalam pemeliharaan | sedang dalam perbaikan
         रखरखाव जारी है | सर्वर त्रुटि
    """),
    sentences=phrases("""
        unexpected error has occurred | unexpected error occurred | origin is unreachable | dns resolution error
        server is too busy | request timed out | invalid hostname | gateway time out | temporarily overloaded
        derzeit überlastet | es ist ein fehler aufgetreten | ein fehler ist aufgetreten | une erreur est survenue
        une erreur s'est produite | se ha producido un error | ha ocurrido un error | si è verificato un errore
        ocorreu um erro | er is iets misgegaan | er is een fout opgetreden | wystąpił błąd | coś poszło nie tak
        došlo k chybě | nastala chyba | vyskytla sa chyba | hiba történt | a apărut o eroare | ett fel uppstod
        något gick fel | der opstod en fejl | noget gik galt | det oppstod en feil | noe gikk galt | tapahtui virhe
        jokin meni vikaan | bir hata oluştu | παρουσιάστηκε σφάλμα | произошла ошибка | что то пошло не так
        сталася помилка | щось пішло не так | възникна грешка | 出错了 | 发生错误 | 服务器繁忙 | 發生錯誤
        エラーが発生 | 混み合って | アクセスが集中 | 오류가 발생 | حدث خطأ | אירעה שגיאה | خطایی رخ داد
        đã xảy ra lỗi | เกิดข้อผิดพลาด | terjadi kesalahan | encountered an unexpected error
        upstream connect error | no healthy upstream | too many connections
        sqlstate | mysqli connect | mysql connect
        mysql server has gone away | error in your sql syntax | unable to connect to database | sql error
        could not connect to mysql | could not connect to the database | cannot connect to the database
        can't connect to local mysql server | can't connect to mysql server | could not connect to database
        sql server does not exist or access denied | ole db provider | odbc driver | no listener
        connect econnrefused
        traceback most recent call last | java lang nullpointerexception | at javax servlet | at java base
        fatal error allowed memory size | fatal error uncaught | fatal error maximum execution time
        verbindung zur datenbank | connexion à la base de données | conexión con la base de datos
        connessione al database | подключения к базе данных | соединения с базой данных
        временно недоступен | временно недоступна | unable to connect to the database | working on the servers
        wir arbeiten gerade an unserer website | попробуйте зайти позже
        performing upgrades | being upgraded | site is being updated | come back later | currently offline
        briefly unavailable for scheduled maintenance | check back in a minute | down for maintenance
        undergoing maintenance | undergoing scheduled maintenance | performing scheduled maintenance
        performing maintenance | currently under maintenance | we'll be back shortly | we will be back shortly
        we'll be back soon | we will be back soon | back online shortly | back online soon | be right back
        temporarily unavailable | temporarily unable to service your request | temporarily down
        temporarily offline
        capacity problems | error establishing a database connection | server encountered an internal error
        misconfiguration and was unable to complete | critical error on this website | received an invalid response
        unable to handle this request | an unexpected error occurred | experiencing technical difficulties
        the service is unavailable | web server is down | origin server | this site can't be reached
        an application error occurred | something went wrong | no server is available to handle
        wegen wartungsarbeiten | wird gerade gewartet | wir führen gerade wartungsarbeiten | bald wieder da
        in kürze wieder | kurzzeitig nicht verfügbar | vorübergehend nicht erreichbar
        est en maintenance | de retour très bientôt | opération de maintenance | momentanément indisponible
        estamos en mantenimiento | tareas de mantenimiento | volveremos pronto | estamos realizando mantenimiento
        è in manutenzione | torneremo presto | saremo di nuovo online | lavori di manutenzione
        estamos em manutenção | está em manutenção | voltaremos em breve | we zijn zo terug | bezig met onderhoud
        wegens onderhoud | trwają prace | przerwa techniczna | zapraszamy wkrótce | wrócimy wkrótce
        probíhá údržba | omlouváme se brzy | prebieha údržba | čoskoro späť | karbantartás alatt
        hamarosan visszatérünk
        în mentenanță | revenim în curând | lucrări de mentenanță | genomgår underhåll | snart tillbaka
        vi er snart tilbage
        under vedligeholdelse | vi er snart tilbake | under vedlikehold | palaamme pian | huoltokatko
        bakım çalışması | kısa süre sonra | bakımdayız | εργασίες συντήρησης | θα επιστρέψουμε σύντομα
        ведутся технические работы | технические работы | скоро вернемся | сайт временно недоступен
        приносим извинения
        проводяться технічні роботи | незабаром повернемося | сайтът е в процес на поддръжка | очаквайте скоро
        网站正在维护 | 系统维护 | 正在维护 | 稍后再试 | 網站維護 | メンテナンス中です | メンテナンスを実施
        점검 중입니다 | 시스템 점검
        الموقع تحت الصيانة | سنعود قريبا | עבודות תחזוקה | נשוב בקרוב | נחזור בקרוב | سایت در حال بروزرسانی
        به زودی برمی گردیم
        đang được bảo trì | chúng tôi sẽ sớm trở lại | ปิดปรับปรุง | sedang dalam pemeliharaan | segera kembali
        रखरखाव के अधीन | जल्द ही वापस
    """),
    hints=phrases("""
        maintenance | maintenance mode | service unavailable | something went wrong | an error occurred
        wartung | wartungsarbeiten | onderhoud | údržba | odstávka | karbantartás | mentenanță | underhåll
        vedligeholdelse | vedlikehold | huolto | συντήρηση | профилактика | メンテナンス | bảo trì
        pemeliharaan | रखरखाव
    """),
    companions=phrases(
        "try again later | please try again | thank you for your patience | apologize for any inconvenience"
    ),
)

DEFAULT_PAGE = Vocabulary(
    names=phrases("""
        welcome to nginx | welcome to nginx on fedora | welcome to nginx on debian | welcome to openresty | it works
        apache2 ubuntu default page it works | apache2 debian default page it works | apache2 ubuntu default page
        apache2 debian default page | apache http server test page | apache http server test page powered by centos
        test page for the apache http server | http server test page | test page for the http server on fedora
        test page for the nginx http server on fedora | iis windows server | iis windows | iis7 | iis8
        internet information services
        microsoft internet information services 8 | default web site page | default website page
        domain default page | web server's default page | plesk default page | default plesk page
        default parallels plesk page
        default plesk panel page | directadmin default page | caddy works | your caddy server is working
        welcome to centos | welcome to caddy | apache tomcat | welcome to lighttpd | nginx proxy manager
         site is under construction | future home of something quite cool | website coming soon
        success your new web server is ready to use | hostinger default page | welcome to your new website
        website is ready | your website is ready
        index of | directory listing | site not published | website not published | site not installed
        hier entsteht eine neue webseite | hier entsteht eine neue internetpräsenz | hier entsteht eine neue website
        in kürze verfügbar | site en construction
        sito in costruzione
        em construção | strona w budowie | připravujeme
        stránka vo výstavbe
        yapım aşamasında | сайт в разработке | сайт на стадии разработки | 网站建设中 | 恭喜 站点创建成功
        没有找到站点
    """),
    sentences=phrases("""
        default page of this server
        if you see this page the nginx web server is successfully installed
        the nginx web server is successfully installed
        default welcome page used to test the correct operation of the apache2 server
        this page is used to test the proper operation
        used to test the correct operation | proper operation of the apache | the web server software is running
        no content has been added | you can replace this file | replace this file located at
        this is the default web page
        this is the default index page | this is the default page for this server | default web page for this server
        you see this page because there is no web site at this address | there is no web site at this address
        if you are the owner of this website please contact your hosting provider | this page is generated by plesk
        this page was generated by plesk | created in cpanel | successfully configured
        the owner of this web site has not
        has not put up any web pages yet | looks like this domain isn't connected to a website yet
        looks like this domain is not connected | domain isn't connected to a website
        this domain is not configured
        this domain has been successfully | site you are looking for is not set up
        future home of something quite cool
        you successfully installed tomcat | you've successfully started the nginx proxy manager
        your caddy server is working
        parent directory | last modified size description | directory listing for
        this website is under construction | site is under construction | our website is under construction
        our store is opening soon | be the first to know when we launch | enter using password
        something new is coming
        hier entsteht in kürze | hier entsteht eine neue | diese domain ist neu
        diese website wird gerade aufgebaut
        ce site est en construction | este sitio está en construcción | sito in costruzione
        este site está em construção
        deze website is in aanbouw | strona w budowie | сайт находится в разработке | сайт только что создан
        恭喜您 站点创建成功 | 站点创建成功 | 没有找到站点 | 您的请求在web服务器中没有找到对应的站点
    """),
    hints=phrases("""
        coming soon | opening soon | under construction | launching soon | en construcción | em breve
        próximamente | binnenkort online | bientôt disponible | in aanbouw | default page | default site
    """),
)

SUSPENDED = Vocabulary(
    names=phrases("""
        account suspended | this account has been suspended | account has been suspended | site suspended
        website suspended
        website expired | hosting suspended | service suspended | website has been suspended
        site has been suspended
        bandwidth limit exceeded | 509 bandwidth limit exceeded | account disabled | website disabled
        site disabled
        site unavailable | store unavailable | this store is unavailable | shop unavailable | account has expired
        hosting expired | website unavailable | site deactivated | website deactivated
        this site has been archived or suspended
        konto gesperrt | webseite gesperrt | website gesperrt | compte suspendu | site suspendu
        hébergement suspendu
        cuenta suspendida | sitio suspendido | account sospeso | sito sospeso | conta suspensa | site suspenso
        account geblokkeerd | website opgeschort | konto zawieszone | strona zawieszona | konto zablokowane
        účet pozastaven
        web pozastaven | účet pozastavený | felfüggesztve | cont suspendat | konto avstängt | hesap askıya alındı
        аккаунт заблокирован | сайт заблокирован | сайт приостановлен | хостинг приостановлен | акаунт призупинено
        账户已暂停 | 网站已暂停 | 站点已关闭 | 网站已关闭 | アカウント停止 | 계정 정지 | تم تعليق الحساب
        החשבון הושעה
        حساب مسدود شده | tài khoản bị tạm ngưng | akun ditangguhkan
    """),
    sentences=phrases("""
        this account has been suspended | account has been suspended | website has been suspended
        site has been suspended
        has been temporarily suspended | contact your hosting provider for more information
        contact your hosting provider
        contact the billing | please contact the billing support department | this website is currently unavailable
        archived or suspended in accordance with our terms | violation of our terms of service
        this store is currently unavailable
        shop is currently unavailable | if you are the site owner | if you are the owner of this website
        if you're the owner of this website | if you own this site | are you the site owner
        this site is currently disabled
        the bandwidth limit for this site | exceeded its bandwidth | this account has expired
        this site has been deactivated
        has been disabled by the administrator | plan has expired | subscription has expired | website has expired
        diese webseite wurde gesperrt | dieses konto wurde gesperrt | ce compte a été suspendu
        ce site a été suspendu
        esta cuenta ha sido suspendida | este sitio ha sido suspendido | questo account è stato sospeso
        esta conta foi suspensa | este site foi suspenso | dit account is opgeschort | deze website is opgeschort
        to konto zostało zawieszone | strona została zablokowana | tento účet byl pozastaven | web byl pozastaven
        contul a fost suspendat | hesabınız askıya alınmıştır | хостинг сайта приостановлен | аккаунт заблокирован
        сайт заблокирован | обратитесь в службу поддержки хостинга | 该网站已被暂停 | 网站已被关闭
        该站点已被管理员停止
    """),
)
