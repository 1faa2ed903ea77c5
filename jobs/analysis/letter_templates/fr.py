"""Letters in French."""

from __future__ import annotations

from typing import Final

from jobs.analysis.letter_templates.frame import Frame, Said
from storage.domain import Occasion

_FRAME = Frame(
    lang="fr",
    greeting="Bonjour {{ contact_name }},",
    close="Bien cordialement,\n{{ sender_name }}\n{{ site }}",
    source="J’ai trouvé votre adresse sur {{ address_found_on }}. "
    "Si vous préférez que je ne vous écrive pas, dites-le-moi simplement.",
    reminder="Je me permets de revenir vers vous au sujet de « {{ page_title }} ».",
    no_answer_needed="Si cela ne vous convient pas, un simple « non » me suffit.",
    last="C’est mon dernier message au sujet de « {{ page_title }} » ; je ne vous écrirai plus à ce propos. Merci pour "
    "votre temps.",
)
_SAID = {
    Occasion.MENTION: Said(
        "{{ brand }} dans « {{ page_title }} »",
        "Je travaille pour {{ brand }}. Vous parlez de nous dans « {{ page_title }} » ({{ page_url }}), et je vous en "
        "remercie.",
        "Pour que vos lecteurs trouvent tout de suite de quoi il s’agit, pourriez-vous ajouter sur notre nom un lien "
        "vers cette page ?\n{{ target_url }}",
        "Pourriez-vous y ajouter, sur le nom {{ brand }}, un lien vers {{ target_url }} ?",
    ),
    Occasion.BROKEN_MENTION: Said(
        "Un lien de « {{ page_title }} » ne mène plus nulle part",
        "Je travaille pour {{ brand }}. Dans « {{ page_title }} » ({{ page_url }}), vous renvoyez vers une page de "
        "notre site qui n’existe plus{% if broken_url %} : {{ broken_url }}{% endif %}. Nous en sommes désolés.",
        "La bonne adresse est désormais {{ target_url }}. Pourriez-vous corriger le lien, afin que vos lecteurs ne "
        "tombent pas sur une page d’erreur ?",
        "Pourriez-vous remplacer le lien vers notre ancienne page par {{ target_url }} ?",
    ),
    Occasion.LOST_LINK: Said(
        "Le lien vers {{ brand }} dans « {{ page_title }} »",
        "Je travaille pour {{ brand }}. Votre page « {{ page_title }} » ({{ page_url }}) contenait un lien vers notre "
        "site ; je constate qu’il n’y figure plus.",
        "S’il a disparu par erreur, par exemple lors d’une mise à jour, pourriez-vous le rétablir ? Il menait à "
        "{{ target_url }}. Si vous l’avez retiré volontairement, j’aimerais savoir ce qui manquait.",
        "Si le lien vers notre site a disparu par erreur, pourriez-vous le rétablir ? Il menait à {{ target_url }}.",
    ),
    Occasion.LOST_PAGE: Said(
        "« {{ page_title }} » n’est plus accessible",
        "Je travaille pour {{ brand }}. Votre page « {{ page_title }} » ({{ page_url }}) contenait un lien vers notre "
        "site ; cette adresse affiche maintenant une erreur.",
        "Si ce n’était pas voulu, l’information vous sera peut-être utile. Et si l’article a changé d’adresse, "
        "serait-il possible d’y conserver le lien vers {{ target_url }} ?",
        "L’adresse affiche toujours une erreur. L’article a-t-il été déplacé, et pourrait-il y renvoyer vers "
        "{{ target_url }} ?",
    ),
    Occasion.NOFOLLOW: Said(
        "Une question sur le lien dans « {{ page_title }} »",
        "Je travaille pour {{ brand }}. Merci pour le lien vers notre site dans « {{ page_title }} » ({{ page_url }}). "
        "J’ai remarqué qu’il porte depuis peu l’attribut « nofollow ».",
        "Est-ce voulu ? Si cela vient d’un changement de réglage, pourriez-vous en refaire un lien ordinaire ? Si "
        "c’est votre règle, je le comprends tout à fait.",
        "L’attribut « nofollow » du lien vers notre site est-il voulu ? Sinon, pourriez-vous en refaire un lien "
        "ordinaire ?",
    ),
    Occasion.PERSON: Said(
        "Un complément à « {{ page_title }} » ?",
        "Je travaille pour {{ brand }} et j’ai lu « {{ page_title }} » ({{ page_url }}).",
        "Nous avons sur ce sujet une page qui pourrait être utile à vos lecteurs : {{ target_url }}\nSi vous êtes de "
        "cet avis, accepteriez-vous d’y renvoyer ? Sinon, n’hésitez pas à me dire ce qui lui manque.",
        "Un lien vers {{ target_url }} y serait-il utile à vos lecteurs ?",
    ),
    Occasion.BROKEN_LINK: Said(
        "Un lien rompu dans « {{ page_title }} »",
        "En lisant « {{ page_title }} » ({{ page_url }}), j’ai remarqué un lien qui ne fonctionne plus"
        "{% if broken_url %} : {{ broken_url }}{% endif %}.",
        "Je travaille pour {{ brand }} ; nous avons une page sur le même sujet : {{ target_url }}\nSi elle vous "
        "convient, vous pouvez y renvoyer à la place. Sinon, j’espère que ce signalement vous sera utile.",
        "Le lien que je vous signalais ne fonctionne toujours pas ; {{ target_url }} pourrait le remplacer.",
    ),
    Occasion.RESOURCE_PAGE: Said(
        "Une suggestion pour « {{ page_title }} »",
        "Je travaille pour {{ brand }} et j’ai découvert votre sélection « {{ page_title }} » ({{ page_url }}).",
        "Cette page de notre site pourrait y trouver sa place : {{ target_url }}\nVoudriez-vous y jeter un œil, et "
        "l’ajouter si vous la trouvez utile ?",
        "La page {{ target_url }} aurait-elle sa place dans votre sélection ?",
    ),
}
LETTERS: Final = tuple(_FRAME.letter(occasion, said) for occasion, said in _SAID.items())
