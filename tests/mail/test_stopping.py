"""Our letters say that a word is enough: whoever says it is understood, and whoever only declines is not silenced."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.letter_templates import LANGUAGES, built_in
from jobs.mail.stopping import asks_to_stop
from storage.domain import Occasion

STOP = {
    "en": """
        Please don't write to me again.
        I would rather not hear from you.
        Hello Robin,|I'd rather not hear from you again, thanks.|Jo
        Please remove my email address from your list
        No more emails please.
        Not interested, stop.
        Please delete my address.
        Please leave me alone.
        Thanks, but please do not email me any more.
        We do not want to receive any more emails from you
        Kindly stop sending me these requests
        Please cease all contact.
        Do not reach out again
        I don't want to be contacted.
        I object to the processing of my data.
        Never contact us again!
        I would rather not hear|from you.
        No thanks. Take me off your list – and please don't write again.
        """,
    "de": """
        Bitte schreiben Sie mir nicht mehr.
        Schreiben Sie uns bitte nie wieder!
        Bitte löschen Sie meine Daten.
        Bitte löschen Sie meine E-Mail-Adresse aus Ihrer Liste
        Ich möchte nicht mehr kontaktiert werden.
        Kein Interesse, bitte keine weiteren Mails.
        Ich möchte nichts mehr von Ihnen hören.
        Lassen Sie mich bitte in Ruhe.
        Bitte keine Mails mehr, danke.
        Ich widerspreche der Verarbeitung meiner Daten.
        Bitte nehmen Sie mich aus dem Verteiler.
        Hören Sie auf, mir zu schreiben!
        Bitte sehen Sie von weiteren Mails ab.
        """,
    "fr": """
        Ne m'écrivez plus.
        Ne m’écrivez plus s'il vous plaît.
        Merci de ne plus m'écrire.
        Je ne souhaite plus recevoir vos messages.
        Je ne souhaite pas être contacté.
        Veuillez supprimer mon adresse.
        Retirez-moi de votre liste.
        Laissez-moi tranquille.
        Merci de supprimer mes données.
        Arrêtez de m'envoyer des mails.
        Ne nous contactez plus
        Merci de me retirer de votre liste
        """,
    "es": """
        No me escriba más.
        Por favor, no me vuelva a escribir.
        No quiero recibir más correos.
        Elimine mi dirección de su lista.
        Prefiero que no me escriba.
        No más correos, por favor.
        Borre mis datos, por favor.
        Déjeme en paz.
        Dejen de enviarme mensajes
        No nos contacten de nuevo
        no me escribas mas
        """,
    "it": """
        Non mi scriva più.
        Per favore, non mi scrivete più.
        Non voglio ricevere altre mail.
        Cancelli il mio indirizzo.
        Preferisco non essere contattato.
        Preferirei che non mi scriveste più.
        Niente più email, grazie.
        Lasciatemi in pace.
        La prego di non contattarmi più.
        Rimuova il mio indirizzo dalla vostra lista
        Mi oppongo al trattamento dei miei dati
        """,
    "nl": """
        Schrijf mij niet meer.
        Stuur me geen mails meer alstublieft.
        Ik hoor liever niets van u.
        Verwijder mijn adres.
        Graag verwijderd uit het bestand? Haal mij uit uw lijst.
        Ik wil niet meer benaderd worden.
        Laat me met rust.
        Wilt u mij niet meer mailen?
        Geen mails meer aub
        Stop met mailen
        Wilt u mijn gegevens verwijderen?
        """,
    "pt": """
        Não me escreva mais.
        Por favor, não me contacte mais.
        Não quero receber mais e-mails.
        Remova o meu endereço da sua lista.
        Prefiro que não me escreva.
        Apague os meus dados.
        Deixe-me em paz.
        Não volte a escrever.
        Pare de me enviar mensagens
        Chega de e-mails, por favor
        Nao me envie mais emails
        """,
    "pl": """
        Proszę do mnie więcej nie pisać.
        Proszę już do mnie nie pisać.
        Nie piszcie do mnie więcej.
        Proszę usunąć mój adres.
        Proszę usunąć moje dane z bazy.
        Nie życzę sobie wiadomości od Państwa.
        Nie chcę otrzymywać maili.
        Proszę się ze mną nie kontaktować.
        Żadnych więcej maili.
        Dajcie mi spokój.
        Proszę przestać do mnie pisać
        Proszę o usunięcie mojego adresu
        """,
}
NO_STOP = {
    "en": """
        No, sorry, we do not add links.
        Sorry, we don't link to products. Good luck!
        Please don't hesitate to write again.
        Don't hesitate to contact me again when it is out.
        Not interested, thanks.
        No thanks.
        We do not accept guest posts any more.
        We removed the article from our site, so there is no address to link to.
        I'd rather not add a link to this page.
        I can't stop laughing, great piece.
        Not for us, sorry. Please remove the paragraph about us from your site.
        Please do not send attachments.
        We prefer not to change old articles.
        We stopped writing about tools last year.
        You don't need to write again, I have added the link.
        No more changes are possible on that page, sorry.
        I do not want to change the article.
        Please don't contact me before Tuesday, I am away.
        I never heard from you before. Who are you?
        Please write to my colleague, not to me.
        I don't want to hear a pitch, just send the link.
        I removed our address from the page, thanks for the hint.
        I will delete my article soon.
        Could you stop by on Monday?
        """,
    "de": """
        Nein, leider setzen wir keine Links.
        Kein Interesse, danke.
        Zögern Sie nicht, mir wieder zu schreiben.
        Schreiben Sie mir gern wieder.
        Wir schreiben nicht mehr über solche Themen.
        Wir ändern alte Artikel nicht mehr.
        Keine weiteren Änderungen an diesem Artikel, tut mir leid.
        Ich habe noch nichts von Ihnen gehört.
        Bitte schreiben Sie mir nicht vor Montag.
        Wir möchten nichts verlinken.
        """,
    "fr": """
        Non, désolé, nous n'ajoutons pas de liens.
        N'hésitez pas à m'écrire à nouveau.
        Pas intéressé, merci.
        Nous n'écrivons plus sur ce sujet en ce moment, mais merci.
        Je ne souhaite pas modifier cet article.
        Nous avons supprimé cette page.
        """,
    "es": """
        No, lo siento, no añadimos enlaces.
        No dude en escribirme de nuevo.
        No nos interesa, gracias.
        No me envió el enlace, ¿cuál es?
        Ya no escribimos sobre eso.
        Hemos borrado esa página.
        Prefiero no cambiar el artículo.
        """,
    "it": """
        No, mi dispiace, non aggiungiamo link.
        Non esiti a scrivermi di nuovo.
        Non ci interessa, grazie.
        Non mi ha inviato il link.
        Non scriviamo più di questi temi.
        Preferisco non modificare l'articolo.
        """,
    "nl": """
        Nee, helaas, wij voegen geen links toe.
        Aarzel niet om opnieuw te schrijven.
        Geen interesse, bedankt.
        Ik heb nog niets van u gehoord.
        Wij zullen niet meer schrijven over dit onderwerp.
        Wij verwijderen oude artikelen.
        """,
    "pt": """
        Não, desculpe, não adicionamos links.
        Não hesite em escrever novamente.
        Não temos interesse, obrigado.
        Não escrevemos mais sobre esse tema.
        Removemos essa página.
        Prefiro não mudar o artigo.
        """,
    "pl": """
        Nie, przykro mi, nie dodajemy linków.
        Proszę nie wahać się napisać ponownie.
        Nie jesteśmy zainteresowani, dziękuję.
        Już nie piszemy o takich narzędziach.
        Usunęliśmy tę stronę.
        Proszę nie wysyłać załączników.
        """,
}


def _texts(table: dict[str, str]) -> list[str]:
    return [line.strip().replace("|", "\n\n") for lines in table.values() for line in lines.split("\n") if line.strip()]


@pytest.mark.parametrize("text", _texts(STOP))
def test_a_plain_wish_to_be_left_in_peace_is_understood_in_every_language_we_write_in(text: str) -> None:
    assert asks_to_stop(text)
    assert asks_to_stop(text.upper())


@pytest.mark.parametrize("text", _texts(NO_STOP))
def test_a_refusal_of_the_link_and_an_invitation_to_write_again_are_no_such_wish(text: str) -> None:
    assert not asks_to_stop(text)


def test_there_are_examples_of_every_language_we_write_in() -> None:
    assert set(STOP) == set(NO_STOP) == set(LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("occasion", Occasion)
def test_our_own_letter_quoted_by_a_program_that_does_not_say_so_is_no_such_wish(occasion: Occasion, lang: str) -> None:
    written = built_in(occasion, lang)
    for text in (written.body, *written.follow_ups):
        for paragraph in text.split("\n\n"):
            assert not asks_to_stop(f"Sure, done.\n\n{paragraph}"), paragraph


@pytest.mark.parametrize(
    "above",
    [
        "From: Robin <robin@acme.com>",
        "Von: Robin <robin@acme.com>",
        "El lun, 2 mar 2026 a las 9:00, Robin escribió:",
        "Il giorno lun 2 mar 2026 Robin ha scritto:",
        "Op ma 2 mrt 2026 om 09:00 schreef Robin:",
        "Em seg., 2 de mar. de 2026 às 09:00, Robin escreveu:",
        "W dniu 2 marca 2026 Robin napisał(a):",
    ],
)
def test_what_stands_below_the_head_of_a_quotation_was_written_by_us(above: str) -> None:
    assert not asks_to_stop(f"Sure, done.\n\n{above}\n\nNot interested? Reply with:\nstop")


@given(st.text(max_size=3_000))
def test_whatever_is_written_is_read(text: str) -> None:
    asks_to_stop(text)


@pytest.mark.parametrize(
    "text",
    ["non mi scriva " * 4_000, "nicht mehr von ihnen " * 3_000, "e mail " * 9_000, "stop, " * 9_000, "a" * 65_536],
)
def test_nothing_that_is_written_takes_long_to_read(text: str) -> None:
    begun = time.process_time()
    asks_to_stop(text)
    assert time.process_time() - begun < 1
