"""Letters in Italian."""

from __future__ import annotations

from typing import Final

from jobs.analysis.letter_templates.frame import Frame, Said
from storage.domain import Occasion

_FRAME = Frame(
    lang="it",
    greeting="Buongiorno {{ contact_name }},",
    close="Cordiali saluti\n{{ sender_name }}\n{{ site }}",
    source="Ho trovato il suo indirizzo su {{ address_found_on }}. Se preferisce che non le scriva, basta dirmelo.",
    reminder="torno brevemente sul mio messaggio a proposito di «{{ page_title }}».",
    no_answer_needed="Se non fa al caso suo, mi basta anche un semplice no.",
    last="questo è il mio ultimo messaggio a proposito di «{{ page_title }}»: non le scriverò più su questo argomento. "
    "Grazie per il suo tempo.",
)
_SAID = {
    Occasion.MENTION: Said(
        "{{ brand }} in «{{ page_title }}»",
        "lavoro per {{ brand }}. In «{{ page_title }}» ({{ page_url }}) ci cita, e la ringrazio.",
        "Perché i suoi lettori trovino subito ciò di cui parla, potrebbe collegare il nostro nome a questa pagina?\n"
        "{{ target_url }}",
        "Potrebbe collegare lì il nome {{ brand }} a {{ target_url }}?",
    ),
    Occasion.BROKEN_MENTION: Said(
        "Un link in «{{ page_title }}» non porta da nessuna parte",
        "lavoro per {{ brand }}. In «{{ page_title }}» ({{ page_url }}) c’è un link a una nostra pagina che non esiste "
        "più{% if broken_url %}: {{ broken_url }}{% endif %}. Ce ne scusiamo.",
        "L’indirizzo corretto ora è {{ target_url }}. Potrebbe aggiornare il link, così che i suoi lettori non "
        "finiscano su una pagina di errore?",
        "Potrebbe sostituire il link alla nostra vecchia pagina con {{ target_url }}?",
    ),
    Occasion.LOST_LINK: Said(
        "Il link a {{ brand }} in «{{ page_title }}»",
        "lavoro per {{ brand }}. La sua pagina «{{ page_title }}» ({{ page_url }}) conteneva un link al nostro sito; "
        "ho notato che ora non c’è più.",
        "Se è andato perso per errore, per esempio durante un aggiornamento, potrebbe ripristinarlo? Portava a "
        "{{ target_url }}. Se invece lo ha tolto di proposito, mi farebbe piacere sapere che cosa mancava.",
        "Se il nostro link è andato perso per errore, potrebbe ripristinarlo? Portava a {{ target_url }}.",
    ),
    Occasion.LOST_PAGE: Said(
        "«{{ page_title }}» non è più raggiungibile",
        "lavoro per {{ brand }}. La sua pagina «{{ page_title }}» ({{ page_url }}) conteneva un link al nostro sito; "
        "ora l’indirizzo mostra un errore.",
        "Se non era intenzionale, forse la segnalazione le è utile. E se l’articolo ha cambiato indirizzo, sarebbe "
        "possibile mantenervi il link a {{ target_url }}?",
        "L’indirizzo mostra ancora un errore. L’articolo è stato spostato, e potrebbe mantenere lì il link a "
        "{{ target_url }}?",
    ),
    Occasion.NOFOLLOW: Said(
        "Una domanda sul link in «{{ page_title }}»",
        "lavoro per {{ brand }}. Grazie per il link al nostro sito in «{{ page_title }}» ({{ page_url }}). Ho notato "
        "che da poco è contrassegnato come «nofollow».",
        "È voluto? Se dipende da una modifica delle impostazioni, potrebbe farne di nuovo un link normale? Se è la "
        "vostra regola, lo capisco, naturalmente.",
        "Il «nofollow» del link al nostro sito è voluto? In caso contrario, potrebbe farne di nuovo un link normale?",
    ),
    Occasion.PERSON: Said(
        "Un’aggiunta a «{{ page_title }}»?",
        "lavoro per {{ brand }} e ho letto «{{ page_title }}» ({{ page_url }}).",
        "Abbiamo una pagina sull’argomento che potrebbe essere utile ai suoi lettori: {{ target_url }}\nSe è "
        "d’accordo, inserirebbe un link? E se non lo è, mi dica pure che cosa le manca.",
        "Un link a {{ target_url }} potrebbe essere utile ai suoi lettori?",
    ),
    Occasion.BROKEN_LINK: Said(
        "Un link non funzionante in «{{ page_title }}»",
        "leggendo «{{ page_title }}» ({{ page_url }}) ho notato un link che non funziona più"
        "{% if broken_url %}: {{ broken_url }}{% endif %}.",
        "Lavoro per {{ brand }} e abbiamo una pagina sullo stesso argomento: {{ target_url }}\nSe le sembra adatta, "
        "può inserirla al suo posto. Altrimenti spero che la segnalazione le sia utile.",
        "Il link di cui le scrivevo non funziona ancora; {{ target_url }} potrebbe prenderne il posto.",
    ),
    Occasion.RESOURCE_PAGE: Said(
        "Un suggerimento per «{{ page_title }}»",
        "lavoro per {{ brand }} e ho trovato la sua raccolta «{{ page_title }}» ({{ page_url }}).",
        "Questa nostra pagina potrebbe farne parte: {{ target_url }}\nPotrebbe darle un’occhiata e aggiungerla, se la "
        "trova utile?",
        "La pagina {{ target_url }} potrebbe far parte della sua raccolta?",
    ),
}
LETTERS: Final = tuple(_FRAME.letter(occasion, said) for occasion, said in _SAID.items())
