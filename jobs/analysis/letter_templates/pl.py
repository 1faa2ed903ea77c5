"""Letters in Polish. They greet nobody by name: it would have to be put into another case."""

from __future__ import annotations

from typing import Final

from jobs.analysis.letter_templates.frame import Frame, Said
from storage.domain import Occasion

_FRAME = Frame(
    lang="pl",
    greeting="Dzień dobry,",
    close="Pozdrawiam\n{{ sender_name }}\n{{ site }}",
    source="Państwa adres pochodzi ze strony {{ address_found_on }}. "
    "Jeśli nie życzą sobie Państwo moich wiadomości, wystarczy dać znać.",
    reminder="krótko przypominam o mojej wiadomości w sprawie „{{ page_title }}”.",
    no_answer_needed="Jeśli to Państwu nie odpowiada, wystarczy mi krótkie „nie”.",
    last="to moja ostatnia wiadomość w sprawie „{{ page_title }}”; nie będę już w tej sprawie pisać. Dziękuję za "
    "poświęcony czas.",
)
_SAID = {
    Occasion.MENTION: Said(
        "{{ brand }} w tekście „{{ page_title }}”",
        "reprezentuję markę {{ brand }}. W tekście „{{ page_title }}” ({{ page_url }}) wspominają Państwo o nas, za co "
        "dziękuję.",
        "Czy mogliby Państwo dodać przy naszej nazwie link do tej strony, żeby czytelnicy od razu wiedzieli, o czym "
        "mowa?\n{{ target_url }}",
        "Czy mogliby Państwo dodać tam przy nazwie {{ brand }} link do {{ target_url }}?",
    ),
    Occasion.BROKEN_MENTION: Said(
        "Link w tekście „{{ page_title }}” prowadzi donikąd",
        "reprezentuję markę {{ brand }}. W tekście „{{ page_title }}” ({{ page_url }}) linkują Państwo do naszej "
        "strony, która już nie istnieje{% if broken_url %}: {{ broken_url }}{% endif %}. Przepraszamy za to.",
        "Właściwy adres to teraz {{ target_url }}. Czy mogliby Państwo poprawić link, żeby czytelnicy nie trafiali na "
        "stronę błędu?",
        "Czy mogliby Państwo zamienić link do naszej starej strony na {{ target_url }}?",
    ),
    Occasion.LOST_LINK: Said(
        "Link do {{ brand }} w tekście „{{ page_title }}”",
        "reprezentuję markę {{ brand }}. Na Państwa stronie „{{ page_title }}” ({{ page_url }}) był link do naszego "
        "serwisu; widzę, że już go tam nie ma.",
        "Jeśli zniknął przez pomyłkę, na przykład przy aktualizacji, czy mogliby go Państwo przywrócić? Prowadził do "
        "{{ target_url }}. Jeśli usunęli go Państwo celowo, chętnie się dowiem, czego zabrakło.",
        "Jeśli nasz link zniknął przez pomyłkę, czy mogliby go Państwo przywrócić? Prowadził do {{ target_url }}.",
    ),
    Occasion.LOST_PAGE: Said(
        "Strona „{{ page_title }}” jest niedostępna",
        "reprezentuję markę {{ brand }}. Na Państwa stronie „{{ page_title }}” ({{ page_url }}) był link do naszego "
        "serwisu; teraz pod tym adresem pojawia się błąd.",
        "Jeśli nie było to zamierzone, może przyda się Państwu ta informacja. A jeśli artykuł ma nowy adres, czy link "
        "do {{ target_url }} mógłby tam pozostać?",
        "Pod tym adresem nadal pojawia się błąd. Czy artykuł został przeniesiony i mógłby tam linkować do "
        "{{ target_url }}?",
    ),
    Occasion.NOFOLLOW: Said(
        "Pytanie o link w tekście „{{ page_title }}”",
        "reprezentuję markę {{ brand }}. Dziękuję za link do naszego serwisu w tekście „{{ page_title }}” "
        "({{ page_url }}). Widzę, że od niedawna jest on oznaczony jako „nofollow”.",
        "Czy to zamierzone? Jeśli wynika to ze zmiany ustawień, czy mógłby to znów być zwykły link? Jeśli taką mają "
        "Państwo zasadę, oczywiście to rozumiem.",
        "Czy oznaczenie „nofollow” przy linku do naszego serwisu jest zamierzone? Jeśli nie, czy mógłby to znów być "
        "zwykły link?",
    ),
    Occasion.PERSON: Said(
        "Uzupełnienie tekstu „{{ page_title }}”?",
        "reprezentuję markę {{ brand }} i piszę w sprawie tekstu „{{ page_title }}” ({{ page_url }}).",
        "Mamy na ten temat stronę, która może się przydać Państwa czytelnikom: {{ target_url }}\nJeśli też tak Państwo "
        "uważają, czy mogliby Państwo do niej linkować? A jeśli nie, chętnie się dowiem, czego jej brakuje.",
        "Czy link do {{ target_url }} przydałby się tam Państwa czytelnikom?",
    ),
    Occasion.BROKEN_LINK: Said(
        "Niedziałający link w tekście „{{ page_title }}”",
        "w tekście „{{ page_title }}” ({{ page_url }}) jest link, który już nie działa"
        "{% if broken_url %}: {{ broken_url }}{% endif %}.",
        "Reprezentuję markę {{ brand }}; mamy stronę na ten sam temat: {{ target_url }}\nJeśli Państwu odpowiada, "
        "można linkować do niej. A jeśli nie, mam nadzieję, że ta informacja się przyda.",
        "Link, o którym była mowa, nadal nie działa; jego miejsce mogłaby zająć strona {{ target_url }}.",
    ),
    Occasion.RESOURCE_PAGE: Said(
        "Propozycja do zestawienia „{{ page_title }}”",
        "reprezentuję markę {{ brand }}; zwróciło moją uwagę Państwa zestawienie „{{ page_title }}” ({{ page_url }}).",
        "Mogłaby się w nim znaleźć ta nasza strona: {{ target_url }}\nCzy mogliby Państwo na nią spojrzeć i dodać ją, "
        "jeśli uznają ją Państwo za przydatną?",
        "Czy strona {{ target_url }} mogłaby się znaleźć w Państwa zestawieniu?",
    ),
}
LETTERS: Final = tuple(_FRAME.letter(occasion, said) for occasion, said in _SAID.items())
