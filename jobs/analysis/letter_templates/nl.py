"""Letters in Dutch."""

from __future__ import annotations

from typing import Final

from jobs.analysis.letter_templates.frame import Frame, Said
from storage.domain import Occasion

_FRAME = Frame(
    lang="nl",
    greeting="Hallo {{ contact_name }},",
    close="Met vriendelijke groet,\n{{ sender_name }}\n{{ site }}",
    source="Ik vond uw adres op {{ address_found_on }}. Hoort u liever niets van mij, dan is één woord genoeg.",
    reminder="Een korte herinnering aan mijn bericht over “{{ page_title }}”.",
    no_answer_needed="Als het u niet uitkomt, is een kort ‘nee’ ook goed.",
    last="Dit is mijn laatste bericht over “{{ page_title }}”; ik zal u hierover niet meer schrijven. Bedankt voor uw "
    "tijd.",
)
_SAID = {
    Occasion.MENTION: Said(
        "{{ brand }} in “{{ page_title }}”",
        "Ik werk voor {{ brand }}. In “{{ page_title }}” ({{ page_url }}) noemt u ons; dank daarvoor.",
        "Zou u de naam naar deze pagina willen laten linken, zodat uw lezers meteen vinden waar het over gaat?\n"
        "{{ target_url }}",
        "Zou u de naam {{ brand }} daar naar {{ target_url }} willen laten linken?",
    ),
    Occasion.BROKEN_MENTION: Said(
        "Een link in “{{ page_title }}” werkt niet meer",
        "Ik werk voor {{ brand }}. In “{{ page_title }}” ({{ page_url }}) linkt u naar een pagina van ons die niet "
        "meer bestaat{% if broken_url %}: {{ broken_url }}{% endif %}. Onze excuses daarvoor.",
        "Het juiste adres is nu {{ target_url }}. Zou u de link willen aanpassen, zodat uw lezers niet op een "
        "foutpagina terechtkomen?",
        "Zou u de link naar onze oude pagina willen vervangen door {{ target_url }}?",
    ),
    Occasion.LOST_LINK: Said(
        "De link naar {{ brand }} in “{{ page_title }}”",
        "Ik werk voor {{ brand }}. Op uw pagina “{{ page_title }}” ({{ page_url }}) stond een link naar onze site; ik "
        "zag dat die er niet meer staat.",
        "Als de link per ongeluk is verdwenen, bijvoorbeeld bij een update, zou u hem dan willen terugzetten? Hij "
        "leidde naar {{ target_url }}. Hebt u hem bewust weggehaald, dan hoor ik graag wat eraan ontbrak.",
        "Als onze link per ongeluk is verdwenen, zou u hem dan willen terugzetten? Hij leidde naar {{ target_url }}.",
    ),
    Occasion.LOST_PAGE: Said(
        "“{{ page_title }}” is niet meer bereikbaar",
        "Ik werk voor {{ brand }}. Op uw pagina “{{ page_title }}” ({{ page_url }}) stond een link naar onze site; op "
        "dat adres verschijnt nu een foutmelding.",
        "Als dat niet de bedoeling was, hebt u misschien iets aan deze melding. En als het artikel is verhuisd, zou de "
        "link naar {{ target_url }} daar dan mogen blijven staan?",
        "Op het adres verschijnt nog steeds een foutmelding. Is het artikel verhuisd, en zou het daar naar "
        "{{ target_url }} kunnen linken?",
    ),
    Occasion.NOFOLLOW: Said(
        "Een vraag over de link in “{{ page_title }}”",
        "Ik werk voor {{ brand }}. Bedankt voor de link naar onze site in “{{ page_title }}” ({{ page_url }}). Ik zag "
        "dat die sinds kort als ‘nofollow’ is gemarkeerd.",
        "Is dat de bedoeling? Als het door een gewijzigde instelling komt, zou u er dan weer een gewone link van "
        "willen maken? Is het uw beleid, dan begrijp ik dat natuurlijk.",
        "Is de ‘nofollow’ bij de link naar onze site de bedoeling? Zo niet, zou u er weer een gewone link van willen "
        "maken?",
    ),
    Occasion.PERSON: Said(
        "Een aanvulling op “{{ page_title }}”?",
        "Ik werk voor {{ brand }} en heb “{{ page_title }}” ({{ page_url }}) gelezen.",
        "Wij hebben een pagina over dit onderwerp die nuttig kan zijn voor uw lezers: {{ target_url }}\nBent u het "
        "daarmee eens, zou u er dan naar willen linken? En zo niet, dan hoor ik graag wat eraan ontbreekt.",
        "Zou een link naar {{ target_url }} daar nuttig zijn voor uw lezers?",
    ),
    Occasion.BROKEN_LINK: Said(
        "Een kapotte link in “{{ page_title }}”",
        "Toen ik “{{ page_title }}” ({{ page_url }}) las, viel me een link op die niet meer werkt"
        "{% if broken_url %}: {{ broken_url }}{% endif %}.",
        "Ik werk voor {{ brand }}; wij hebben een pagina over hetzelfde onderwerp: {{ target_url }}\nAls die u bevalt, "
        "kunt u daar in plaats daarvan naar linken. Zo niet, dan hoop ik dat u iets hebt aan deze melding.",
        "De link waarover ik schreef, werkt nog steeds niet; {{ target_url }} zou in de plaats kunnen komen.",
    ),
    Occasion.RESOURCE_PAGE: Said(
        "Een suggestie voor “{{ page_title }}”",
        "Ik werk voor {{ brand }} en kwam uw overzicht “{{ page_title }}” ({{ page_url }}) tegen.",
        "Deze pagina van ons zou erin kunnen passen: {{ target_url }}\nWilt u er eens naar kijken, en haar opnemen als "
        "u haar nuttig vindt?",
        "Zou {{ target_url }} in uw overzicht passen?",
    ),
}
LETTERS: Final = tuple(_FRAME.letter(occasion, said) for occasion, said in _SAID.items())
