"""Letters in Spanish."""

from __future__ import annotations

from typing import Final

from jobs.analysis.letter_templates.frame import Frame, Said
from storage.domain import Occasion

_FRAME = Frame(
    lang="es",
    greeting="{% if contact_name %}Hola, {{ contact_name }}:{% else %}Hola:{% endif %}",
    close="Un saludo,\n{{ sender_name }}\n{{ site }}",
    source="He encontrado su dirección en {{ address_found_on }}. "
    "Si prefiere que no le escriba, basta con que me lo diga.",
    reminder="Le escribo de nuevo, brevemente, sobre «{{ page_title }}».",
    no_answer_needed="Si no le parece oportuno, me basta con un simple «no».",
    last="Este es mi último mensaje sobre «{{ page_title }}»; no volveré a escribirle por este asunto. Gracias por su "
    "tiempo.",
)
_SAID = {
    Occasion.MENTION: Said(
        "{{ brand }} en «{{ page_title }}»",
        "Trabajo para {{ brand }}. En «{{ page_title }}» ({{ page_url }}) nos menciona, y se lo agradezco.",
        "Para que sus lectores encuentren enseguida de qué se trata, ¿podría enlazar nuestro nombre a esta página?\n"
        "{{ target_url }}",
        "¿Podría enlazar allí el nombre {{ brand }} a {{ target_url }}?",
    ),
    Occasion.BROKEN_MENTION: Said(
        "Un enlace de «{{ page_title }}» no lleva a ninguna parte",
        "Trabajo para {{ brand }}. En «{{ page_title }}» ({{ page_url }}) enlaza a una página nuestra que ya no existe"
        "{% if broken_url %}: {{ broken_url }}{% endif %}. Lo sentimos.",
        "La dirección correcta es ahora {{ target_url }}. ¿Podría actualizar el enlace, para que sus lectores no "
        "lleguen a una página de error?",
        "¿Podría cambiar el enlace a nuestra antigua página por {{ target_url }}?",
    ),
    Occasion.LOST_LINK: Said(
        "El enlace a {{ brand }} en «{{ page_title }}»",
        "Trabajo para {{ brand }}. Su página «{{ page_title }}» ({{ page_url }}) tenía un enlace a nuestro sitio y he "
        "visto que ya no está.",
        "Si se perdió por error, por ejemplo al actualizarla, ¿podría volver a ponerlo? Llevaba a {{ target_url }}. Si "
        "lo quitó a propósito, me gustaría saber qué le faltaba.",
        "Si nuestro enlace se perdió por error, ¿podría volver a ponerlo? Llevaba a {{ target_url }}.",
    ),
    Occasion.LOST_PAGE: Said(
        "«{{ page_title }}» ya no está accesible",
        "Trabajo para {{ brand }}. Su página «{{ page_title }}» ({{ page_url }}) tenía un enlace a nuestro sitio; "
        "ahora esa dirección muestra un error.",
        "Si no era su intención, quizá le sirva el aviso. Y si el artículo ha cambiado de dirección, ¿podría mantener "
        "allí el enlace a {{ target_url }}?",
        "La dirección sigue mostrando un error. ¿Se ha trasladado el artículo, y podría enlazar allí a "
        "{{ target_url }}?",
    ),
    Occasion.NOFOLLOW: Said(
        "Una pregunta sobre el enlace de «{{ page_title }}»",
        "Trabajo para {{ brand }}. Gracias por enlazarnos en «{{ page_title }}» ({{ page_url }}). He visto que, desde "
        "hace poco, el enlace está marcado como «nofollow».",
        "¿Es intencionado? Si se debe a un cambio de configuración, ¿podría volver a dejarlo como un enlace normal? Si "
        "es su política, lo entiendo, por supuesto.",
        "¿Es intencionado el «nofollow» del enlace a nuestro sitio? Si no lo es, ¿podría volver a dejarlo como un "
        "enlace normal?",
    ),
    Occasion.PERSON: Said(
        "¿Un complemento para «{{ page_title }}»?",
        "Trabajo para {{ brand }} y he leído «{{ page_title }}» ({{ page_url }}).",
        "Tenemos una página sobre el tema que puede ser útil para sus lectores: {{ target_url }}\nSi le parece bien, "
        "¿la enlazaría? Y si no, le agradezco que me diga qué le falta.",
        "¿Sería útil para sus lectores un enlace a {{ target_url }}?",
    ),
    Occasion.BROKEN_LINK: Said(
        "Un enlace roto en «{{ page_title }}»",
        "Al leer «{{ page_title }}» ({{ page_url }}) he visto un enlace que ya no funciona"
        "{% if broken_url %}: {{ broken_url }}{% endif %}.",
        "Trabajo para {{ brand }} y tenemos una página sobre el mismo tema: {{ target_url }}\nSi le sirve, puede "
        "enlazarla en su lugar. Y si no, espero que el aviso le resulte útil.",
        "El enlace del que le hablaba sigue sin funcionar; {{ target_url }} podría ocupar su lugar.",
    ),
    Occasion.RESOURCE_PAGE: Said(
        "Una sugerencia para «{{ page_title }}»",
        "Trabajo para {{ brand }} y he encontrado su recopilación «{{ page_title }}» ({{ page_url }}).",
        "Esta página nuestra podría encajar en ella: {{ target_url }}\n¿Podría echarle un vistazo e incluirla si le "
        "parece útil?",
        "¿Encajaría {{ target_url }} en su recopilación?",
    ),
}
LETTERS: Final = tuple(_FRAME.letter(occasion, said) for occasion, said in _SAID.items())
