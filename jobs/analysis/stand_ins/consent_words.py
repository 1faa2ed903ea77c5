"""How consent walls speak: they ask for cookies before they show anything."""

from __future__ import annotations

from jobs.analysis.stand_ins.message import Vocabulary
from jobs.analysis.stand_ins.phrases import phrases, plain

CONSENT = Vocabulary(
    names=phrases("""
        wir respektieren ihre privatsphäre | je privacy instellingen | vos données
        before you continue | before you continue to google | before you continue to youtube | we value your privacy
        we care about your privacy | your privacy matters | your privacy choices | your privacy is important to us
        privacy settings | privacy gate | cookie consent | cookie settings | cookie wall | cookies consent | consent
        your data your choice | manage your privacy | your privacy your choice | privacy and cookies | cookies
        accept cookies | accept cookies to continue | yahoo is part of the yahoo family of brands | gdpr consent
        wir schätzen ihre privatsphäre | ihre privatsphäre ist uns wichtig | bevor sie fortfahren
        privatsphäre einstellungen
        datenschutzeinstellungen | bevor du weitermachst | cookie einstellungen | mit werbung weiterlesen
        ihre privatsphäre
        willkommen bei | werbung und tracking
        nous respectons votre vie privée | votre vie privée | avant d'accéder | avant de continuer
        gestion des cookies
        le respect de votre vie privée est notre priorité | vos choix en matière de cookies
        valoramos tu privacidad | antes de continuar | tu privacidad es importante | respetamos tu privacidad
        nos importa tu privacidad | su privacidad | prima di continuare | la tua privacy
        rispettiamo la tua privacy
        il rispetto della tua privacy è la nostra priorità
        valorizamos a sua privacidade | antes de continuar | a sua privacidade | respeitamos a sua privacidade
        uw privacy | jouw privacy | voordat je verdergaat | wij geven om uw privacy | jouw cookie instellingen
        szanujemy twoją prywatność | zanim przejdziesz dalej | dbamy o twoją prywatność
        cenimy prywatność użytkowników
        vážíme si vašeho soukromí | než budete pokračovat | záleží nám na vašem soukromí | ceníme si vaše súkromie
        skôr než budete pokračovať | az ön adatainak védelme fontos számunkra | mielőtt továbblép
        tiszteljük az ön magánszféráját
        apreciem confidențialitatea | înainte de a continua | respectăm confidențialitatea
        vi värnar om din integritet | innan du fortsätter | vi respekterer dit privatliv | før du fortsætter
        vi bryr oss om personvernet ditt | før du fortsetter | kunnioitamme yksityisyyttäsi | ennen kuin jatkat
        gizliliğinize önem veriyoruz | devam etmeden önce | σεβόμαστε την ιδιωτικότητά σας | προτού συνεχίσετε
        мы ценим вашу конфиденциальность | прежде чем продолжить | ми цінуємо вашу конфіденційність
        перш ніж продовжити
        ценим вашата поверителност | преди да продължите | 我们重视您的隐私 | 继续之前 | 我們重視您的隱私
        プライバシーを尊重します | 続行する前に | 개인정보를 소중히 | 계속하기 전에 | نحن نقدر خصوصيتك
        قبل المتابعة
        אנחנו מכבדים את פרטיותך | לפני שממשיכים | حریم خصوصی شما برای ما مهم است
        chúng tôi coi trọng quyền riêng tư
        trước khi bạn tiếp tục | เราให้ความสำคัญกับความเป็นส่วนตัวของคุณ | ก่อนดำเนินการต่อ
        kami menghargai privasi anda
        sebelum anda melanjutkan | हम आपकी गोपनीयता को महत्व देते हैं | आगे बढ़ने से पहले
    """),
    sentences=phrases("""
        ich stimme zu | stimmen sie der nutzung | stimmen sie den cookies | souhlasím | instellen | accetta
        akkoord gaan
        before you continue | we value your privacy | we care about your privacy | accept all | reject all
        accept cookies
        accept our cookies | accept and continue | agree and continue | i agree | manage options | manage choices
        manage settings | manage preferences | more options | customise choices | allow all | consent and continue
        we and our partners | our partners store | store and or access information on a device
        with your agreement we
        accept cookies to continue | you need to accept | click accept to continue | to continue to the site
        this website uses cookies to continue | give your consent | your consent to | withdraw your consent
        part of the yahoo family of brands | pay or consent | continue without accepting | legitimate interest
        alle akzeptieren | alle ablehnen | akzeptieren und weiter | zustimmen und weiter | einwilligen
        einstellungen verwalten
        wir und unsere partner | wir schätzen ihre privatsphäre | mit werbung und cookies | werbefrei lesen
        zustimmen
        informationen auf einem gerät speichern | bevor sie fortfahren | mit ihrer zustimmung
        tout accepter | tout refuser | accepter et continuer | accepter et fermer | continuer sans accepter
        nous et nos partenaires | avec votre accord | paramétrer | nous respectons votre vie privée
        aceptar todo | rechazar todo | aceptar y continuar | nosotros y nuestros socios | configurar
        aceptar y cerrar
        nosotros y nuestros partners | con su acuerdo | con tu acuerdo | aceptar y seguir
        accetta tutto | rifiuta tutto | accetta e continua | noi e i nostri partner | continua senza accettare
        gestisci opzioni
        aceitar tudo | rejeitar tudo | aceitar e continuar | nós e os nossos parceiros | nós e nossos parceiros
        alles accepteren | alles afwijzen | alles weigeren | akkoord en doorgaan | wij en onze partners | akkoord
        zaakceptuj wszystko | odrzuć wszystko | akceptuję i przechodzę do serwisu | my i nasi partnerzy
        przejdź do serwisu
        přijmout vše | odmítnout vše | souhlasím a pokračovat | my a naši partneři | prijať všetko
        odmietnuť všetko
        súhlasím a pokračovať | mindent elfogadok | az összes elfogadása | az összes elutasítása | mi és partnereink
        acceptă tot | respinge tot | accept toate | noi și partenerii noștri
        godkänn alla | acceptera alla | avvisa alla | vi och våra partners | accepter alle | afvis alle
        vi og vores partnere
        godta alle | avvis alle | vi og våre partnere | hyväksy kaikki | hylkää kaikki | me ja kumppanimme
        tümünü kabul et | tümünü reddet | biz ve ortaklarımız | αποδοχή όλων | απόρριψη όλων
        εμείς και οι συνεργάτες μας
        принять все | отклонить все | мы и наши партнеры | прийняти всі | відхилити всі | ми та наші партнери
        приемам всички | отхвърляне на всички | ние и нашите партньори | 全部接受 | 接受所有 | 全部拒绝
        我们和我们的合作伙伴
        全部拒絕 | すべて受け入れる | すべて同意 | すべて拒否 | 同意して続行 | 모두 수락 | 모두 동의 | 모두 거부
        قبول الكل | رفض الكل
        موافق ومتابعة | אישור הכל | קבל הכל | דחיית הכל | پذیرش همه | رد همه | chấp nhận tất cả | từ chối tất cả
        ยอมรับทั้งหมด | ปฏิเสธทั้งหมด | terima semua | tolak semua | सभी स्वीकार करें | सभी अस्वीकार करें
    """),
)
# Stems that make a sentence talk of consent; a wall talks of nothing else.
_TOPICS = tuple(
    plain(stem).strip()
    for stem in """
        cookie|privacy|consent|partner|advert|personal data|personali|accept|reject|agree|tracking
        third part|datenschutz|privatsphäre|werb|einwillig|zustimm|akzeptier|ablehn|vie privée
        consentement|publicit|accepter|refuser|privacidad|consentimiento|publicidad|aceptar|rechazar
        socios|consenso|pubblicit|accett|rifiut|privacidade|consentimento|parceiros|aceitar|rejeitar
        toestemming|akkoord|advertent|prywatno|zgod|reklam|zaakceptuj|odrzu|soukrom|souhlas|súkrom
        súhlas|přijmout|odmítnout|adatvédel|elfogad|elutasít|hozzájárul|confidențialit|consimț
        integritet|samtyck|samtykk|privatliv|personvern|annons|godkän|avvisa|yksityisyy|evästei|suostumu
        mainon|hyväksy|gizlili|çerez|onay|kabul|απορρητ|ιδιωτικ|συγκαταθεσ|αποδοχ|конфиденциальн|согласи
        файлы cookie|партнер|рекла|принять|отклонить|конфіденційн|згод|поверителност|съгласие|бисквит
        приема|隐私|隱私|同意|广告|廣告|接受|プライバシー|クッキー|広告|개인정보|쿠키|동의|수락|خصوصي
        ارتباط|موافق|פרטיות|עוגיות|הסכמ|حریم خصوصی|کوکی|رضایت|quyền riêng tư|đồng ý|chấp nhận
        ความเป็นส่วนตัว|คุกกี้|ยินยอม|ยอมรับ|privasi|persetujuan|terima|गोपनीयता|कुकी|सहमति|स्वीकार
    """.replace("\n", "|").split("|")
    if stem.strip()
)


def share_of_consent_talk(text: str) -> float:
    """The share of a plain text's characters that stand in sentences about consent."""
    sentences = [sentence for sentence in text.split("~") if sentence.strip()]
    talk = sum(len(sentence) for sentence in sentences if any(topic in sentence for topic in _TOPICS))
    return talk / max(1, sum(map(len, sentences)))
