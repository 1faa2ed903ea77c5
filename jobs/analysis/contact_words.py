"""The words by which mailboxes and pages say whom one reaches there, in the languages we read."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.replace("\n", "|").split("|")) - {""}


# Nobody reads these, or only those who must be asked other things.
NEVER = _words(
    """
    noreply donotreply dontreply nichtantworten nepasrepondre noresponder nobody null bounce bounces mailerdaemon
    abuse postmaster hostmaster root usenet spam privacy dataprivacy privacyofficer gdpr dsgvo datenschutz
    datenschutzbeauftragter dpo dataprotection rgpd lgpd unsubscribe optout abmelden security legal dmca copyright
    compliance ads adsales adops advert adverts advertise advertising advertisement anzeigen werbung publicidad
    pubblicita publicite reklama sales vertrieb billing invoice invoices accounts accounting orders order bestellung
    shop subscribe subscriptions subscription abo jobs job careers career karriere hr recruiting recruitment bewerbung
    newsletter notifications notification moderator moderators moderation yourname name example user username email
    """
)
EDITORS = _words(
    """
    editor editors editorial editorialteam editorinchief redaktion redaktionen redaktor redaction redazione redaccion
    redacao redactie redakce redakcia redakcja redakcija redaktsiya redaksi redaksiyon szerkesztoseg toimitus
    press presse prensa stampa imprensa pers prasa tisk presseteam pressoffice media pr news newsroom newsdesk
    newstips desk tips tip story stories letters submissions submission submit pitch pitches content contributors
    blog magazine
    """
)
GENERAL = _words(
    """
    info information infos contact contacts contactus kontakt contacto contato contatto contatti kontakty mail office
    buero hello hallo hola hi hey ciao bonjour team staff admin administrator webmaster web site website support help
    service kundenservice feedback enquiries enquiry inquiries inquiry ask general community post
    servizioclienti soporte ayuda aide sekretariat sekretariatet zentrale
    """
)
# A slug is compared whole: a guide to contact lenses is no contact page.
CONTACT_SLUGS = _phrases(
    """
    contact | contact-us | contactus | contact-me | contact-form | contact-page | get-in-touch | reach-us
    kontakt | kontakte | kontaktformular | kontakt-aufnehmen | contacto | contactanos | contactenos | contactar
    contato | contatos | contacte | fale-conosco | contatti | contattaci | contattami | nous-contacter | contactez-nous
    contactez-moi | neem-contact-op | kontakta | kontakta-oss | kontakt-oss | kontakt-os | yhteystiedot | ota-yhteytta
    kontakty | kontaktujte-nas | skontaktuj-sie | kapcsolat | iletisim | bize-ulasin | epikoinonia | lien-he
    hubungi-kami | kontak | kontakti | obratnaya-svyaz | write-to-us
    """
)
IMPRINT_SLUGS = _phrases("impressum | imprint | legal-notice | mentions-legales | aviso-legal | colophon | colofon")
ABOUT_SLUGS = _phrases(
    """
    about | about-us | aboutus | about-me | team | our-team | masthead | staff | people | ueber-uns | uber-uns
    ueber-mich | wir-ueber-uns | a-propos | qui-sommes-nous | sobre | sobre-nosotros | quienes-somos | sobre-nos
    quem-somos | chi-siamo | over-ons | om-oss | om-os | tietoa-meista | o-nas | o-nama | rolunk | despre-noi
    hakkimizda | ve-chung-toi | tentang-kami
    """
)
CONTACT_TEXTS = _phrases(
    """
    contact | contact us | contact me | get in touch | kontakt | kontaktieren sie uns | kontaktformular
    contacto | contáctanos | contáctenos | contato | contacte-nos | fale conosco | entre em contato | contatti
    contattaci | contactez-nous | contactez nous | nous contacter | neem contact op
    kontakta oss | kontakt oss | kontakt os
    ota yhteyttä | yhteystiedot | kontakty | kontaktujte nás | skontaktuj się z nami | kapcsolat | iletişim
    bize ulaşın | επικοινωνία | контакты | контакти | связаться с нами | обратная связь | зв'язатися з нами
    свържете се с нас | お問い合わせ | お問合せ | 联系我们 | 聯絡我們 | 聯繫我們
    联系方式 | 문의 | 문의하기 | 연락처 | اتصل بنا
    تواصل معنا | צור קשר | צרו קשר | संपर्क करें | संपर्क | ติดต่อเรา | ติดต่อ | liên hệ | hubungi kami | contactează-ne
    """
)
IMPRINT_TEXTS = _phrases("impressum | imprint | mentions légales | aviso legal | colophon | colofon")
ABOUT_TEXTS = _phrases(
    """
    about us | about me | our team | masthead | über uns | über mich | à propos | qui sommes-nous | sobre nosotros
    quiénes somos | sobre nós | quem somos | chi siamo | over ons | om oss | om os | o nas | o nás | o nama | rólunk
    despre noi | hakkımızda | о нас | про нас | за нас | 会社概要 | 私たちについて | 关于我们 | 關於我們 | 회사 소개
    من نحن | אודות | हमारे बारे में | เกี่ยวกับเรา | về chúng tôi | tentang kami | σχετικά με εμάς
    """
)
# What stands before an address that is meant to be written to.
ADDRESS_SIGNS = _words(
    """
    contact email e-mail mail write reach tips kontakt schreiben contacto correo escribe contatti scrivi contactez
    écrire écrivez contato escreva kontakta kontakty kontaktu iletişim eposta почта контакты пишите επικοινωνία
    """
)
WEBMAIL = _words(
    """
    gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr live.com msn.com yahoo.com yahoo.co.uk
    yahoo.fr yahoo.de ymail.com aol.com icloud.com me.com mac.com proton.me protonmail.com pm.me fastmail.com gmx.de
    gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de posteo.de mailbox.org orange.fr wanadoo.fr free.fr
    laposte.net libero.it virgilio.it alice.it tin.it telefonica.net uol.com.br terra.com.br bol.com.br mail.ru
    yandex.ru yandex.com bk.ru list.ru inbox.ru rambler.ru ukr.net seznam.cz centrum.cz wp.pl o2.pl onet.pl interia.pl
    qq.com 163.com 126.com naver.com daum.net hanmail.net zoho.com tutanota.com hey.com comcast.net verizon.net
    btinternet.com sky.com telenet.be skynet.be ziggo.nl kpnmail.nl xs4all.nl bluewin.ch rediffmail.com
    """
)
PROFILE_SLUGS = _words(
    """
    author authors autor autoren autora autores auteur auteurs autore autori redakteur contributor contributors
    profile profiles profil people person writer writers by byline staff journalist journalists reporter reporters
    columnist columnists bio editor autorin forfatter skribent autorzy avtor
    """
)
