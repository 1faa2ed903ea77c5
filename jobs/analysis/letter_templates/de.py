"""Letters in German."""

from __future__ import annotations

from typing import Final

from jobs.analysis.letter_templates.frame import Frame, Said
from storage.domain import Occasion

_FRAME = Frame(
    lang="de",
    greeting="Guten Tag {{ contact_name }},",
    close="Viele Grüße\n{{ sender_name }}\n{{ site }}",
    source="Ihre Adresse habe ich auf {{ address_found_on }} gefunden. "
    "Wenn Sie keine Nachrichten von mir möchten, genügt ein kurzer Hinweis.",
    reminder="ich möchte kurz an meine Nachricht zu „{{ page_title }}“ erinnern.",
    no_answer_needed="Falls es für Sie nicht passt, genügt mir auch ein kurzes Nein.",
    last="das ist meine letzte Nachricht zu „{{ page_title }}“; ich werde Ihnen dazu nicht noch einmal schreiben. "
    "Vielen Dank für Ihre Zeit.",
)
_SAID = {
    Occasion.MENTION: Said(
        "{{ brand }} in „{{ page_title }}“",
        "ich arbeite für {{ brand }}. In „{{ page_title }}“ ({{ page_url }}) erwähnen Sie uns; vielen Dank dafür.",
        "Könnten Sie den Namen mit dieser Seite verlinken, damit Ihre Leser gleich finden, worum es geht?\n"
        "{{ target_url }}",
        "Könnten Sie den Namen {{ brand }} dort mit {{ target_url }} verlinken?",
    ),
    Occasion.BROKEN_MENTION: Said(
        "Ein Link in „{{ page_title }}“ führt ins Leere",
        "ich arbeite für {{ brand }}. In „{{ page_title }}“ ({{ page_url }}) verlinken Sie eine Seite von uns, die es "
        "nicht mehr gibt{% if broken_url %}: {{ broken_url }}{% endif %}. Das tut uns leid.",
        "Die richtige Adresse ist jetzt {{ target_url }}. Könnten Sie den Link anpassen, damit Ihre Leser nicht auf "
        "einer Fehlerseite landen?",
        "Könnten Sie den Link auf unsere alte Seite in {{ target_url }} ändern?",
    ),
    Occasion.LOST_LINK: Said(
        "Der Link zu {{ brand }} in „{{ page_title }}“",
        "ich arbeite für {{ brand }}. Ihre Seite „{{ page_title }}“ ({{ page_url }}) hat bisher auf uns verlinkt; mir "
        "ist aufgefallen, dass der Link nicht mehr da ist.",
        "Falls er aus Versehen verschwunden ist, etwa bei einer Überarbeitung: Könnten Sie ihn wieder einsetzen? Er "
        "führte zu {{ target_url }}. Falls Sie ihn bewusst entfernt haben, wüsste ich gern, was gefehlt hat.",
        "Falls der Link zu uns aus Versehen verschwunden ist: Könnten Sie ihn wieder einsetzen? Er führte zu "
        "{{ target_url }}.",
    ),
    Occasion.LOST_PAGE: Said(
        "„{{ page_title }}“ ist nicht mehr erreichbar",
        "ich arbeite für {{ brand }}. Ihre Seite „{{ page_title }}“ ({{ page_url }}) hat auf uns verlinkt; inzwischen "
        "erscheint unter dieser Adresse eine Fehlermeldung.",
        "Falls das keine Absicht war, hilft Ihnen der Hinweis vielleicht. Und falls der Beitrag umgezogen ist, würde "
        "ich mich freuen, wenn er dort weiterhin auf {{ target_url }} verlinkt.",
        "Unter der Adresse erscheint noch immer eine Fehlermeldung. Ist der Beitrag umgezogen, und könnte er dort auf "
        "{{ target_url }} verlinken?",
    ),
    Occasion.NOFOLLOW: Said(
        "Eine Frage zum Link in „{{ page_title }}“",
        "ich arbeite für {{ brand }}. Vielen Dank, dass Sie in „{{ page_title }}“ ({{ page_url }}) auf uns verlinken. "
        "Mir ist aufgefallen, dass der Link seit Kurzem als „nofollow“ gekennzeichnet ist.",
        "War das beabsichtigt? Falls es mit einer geänderten Einstellung kam: Könnten Sie wieder einen normalen Link "
        "daraus machen? Wenn es bei Ihnen so üblich ist, ist das natürlich in Ordnung.",
        "War das „nofollow“ am Link zu uns beabsichtigt? Falls nicht: Könnten Sie wieder einen normalen Link daraus "
        "machen?",
    ),
    Occasion.PERSON: Said(
        "Eine Ergänzung zu „{{ page_title }}“?",
        "ich arbeite für {{ brand }} und habe „{{ page_title }}“ ({{ page_url }}) gelesen.",
        "Wir haben eine Seite zum Thema, die für Ihre Leser nützlich sein könnte: {{ target_url }}\nWenn Sie das auch "
        "so sehen: Würden Sie darauf verlinken? Und wenn nicht, freue ich mich über einen Hinweis, was ihr fehlt.",
        "Wäre ein Link auf {{ target_url }} dort für Ihre Leser nützlich?",
    ),
    Occasion.BROKEN_LINK: Said(
        "Ein defekter Link in „{{ page_title }}“",
        "beim Lesen von „{{ page_title }}“ ({{ page_url }}) ist mir ein Link aufgefallen, der nicht mehr funktioniert"
        "{% if broken_url %}: {{ broken_url }}{% endif %}.",
        "Ich arbeite für {{ brand }}; wir haben eine Seite zum selben Thema: {{ target_url }}\nWenn sie für Sie passt, "
        "verlinken Sie gern stattdessen auf sie. Andernfalls hilft Ihnen hoffentlich schon der Hinweis.",
        "Der Link, um den es mir ging, funktioniert noch immer nicht; {{ target_url }} könnte an seine Stelle treten.",
    ),
    Occasion.RESOURCE_PAGE: Said(
        "Ein Vorschlag für „{{ page_title }}“",
        "ich arbeite für {{ brand }} und bin auf Ihre Sammlung „{{ page_title }}“ ({{ page_url }}) gestoßen.",
        "Diese Seite von uns könnte hineinpassen: {{ target_url }}\nWürden Sie einen Blick darauf werfen "
        "und sie aufnehmen, wenn Sie sie nützlich finden?",
        "Würde {{ target_url }} in Ihre Sammlung passen?",
    ),
}
LETTERS: Final = tuple(_FRAME.letter(occasion, said) for occasion, said in _SAID.items())
