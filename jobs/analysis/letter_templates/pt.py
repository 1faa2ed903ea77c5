"""Letters in Portuguese, in words that both Portugal and Brazil use."""

from __future__ import annotations

from typing import Final

from jobs.analysis.letter_templates.frame import Frame, Said
from storage.domain import Occasion

_FRAME = Frame(
    lang="pt",
    greeting="{% if contact_name %}Olá, {{ contact_name }},{% else %}Olá,{% endif %}",
    close="Atenciosamente,\n{{ sender_name }}\n{{ site }}",
    source="Encontrei o seu endereço em {{ address_found_on }}. Se preferir que eu não escreva, basta dizê-lo.",
    reminder="Volto brevemente à minha mensagem sobre “{{ page_title }}”.",
    no_answer_needed="Se não for oportuno, basta-me um simples “não”.",
    last="Esta é a minha última mensagem sobre “{{ page_title }}”; não voltarei a escrever sobre este assunto. "
    "Agradeço a sua atenção.",
)
_SAID = {
    Occasion.MENTION: Said(
        "{{ brand }} em “{{ page_title }}”",
        "Trabalho para {{ brand }}. O seu texto “{{ page_title }}” ({{ page_url }}) menciona o nosso nome, e agradeço "
        "por isso.",
        "Para que os leitores encontrem logo aquilo de que fala, poderia acrescentar ao nome um link para esta "
        "página?\n{{ target_url }}",
        "Poderia acrescentar ao nome {{ brand }} um link para {{ target_url }}?",
    ),
    Occasion.BROKEN_MENTION: Said(
        "Um link em “{{ page_title }}” já não funciona",
        "Trabalho para {{ brand }}. Em “{{ page_title }}” ({{ page_url }}) há um link para uma página nossa que já não "
        "existe{% if broken_url %}: {{ broken_url }}{% endif %}. Pedimos desculpa por isso.",
        "O endereço correto é agora {{ target_url }}. Poderia atualizar o link, para que os seus leitores não cheguem "
        "a uma página de erro?",
        "Poderia trocar o link para a nossa página antiga por {{ target_url }}?",
    ),
    Occasion.LOST_LINK: Said(
        "O link para {{ brand }} em “{{ page_title }}”",
        "Trabalho para {{ brand }}. A sua página “{{ page_title }}” ({{ page_url }}) tinha um link para o nosso site, "
        "e notei que ele já não está lá.",
        "Se desapareceu por engano, por exemplo numa atualização, poderia colocá-lo de volta? Levava a "
        "{{ target_url }}. Se foi retirado de propósito, gostaria de saber o que faltava.",
        "Se o nosso link desapareceu por engano, poderia colocá-lo de volta? Levava a {{ target_url }}.",
    ),
    Occasion.LOST_PAGE: Said(
        "“{{ page_title }}” já não está acessível",
        "Trabalho para {{ brand }}. A sua página “{{ page_title }}” ({{ page_url }}) tinha um link para o nosso site; "
        "agora esse endereço mostra um erro.",
        "Se não foi intencional, talvez o aviso lhe seja útil. E se o artigo mudou de endereço, seria possível manter "
        "nele o link para {{ target_url }}?",
        "O endereço continua a mostrar um erro. O artigo mudou de lugar, e poderia manter nele o link para "
        "{{ target_url }}?",
    ),
    Occasion.NOFOLLOW: Said(
        "Uma pergunta sobre o link em “{{ page_title }}”",
        "Trabalho para {{ brand }}. Agradeço o link para o nosso site em “{{ page_title }}” ({{ page_url }}). Notei "
        "que, há pouco tempo, ele passou a estar marcado como “nofollow”.",
        "Foi intencional? Se resultou de uma mudança de configuração, poderia voltar a ser um link normal? Se é a sua "
        "política, compreendo perfeitamente.",
        "O “nofollow” do link para o nosso site foi intencional? Se não foi, poderia voltar a ser um link normal?",
    ),
    Occasion.PERSON: Said(
        "Um complemento para “{{ page_title }}”?",
        "Trabalho para {{ brand }} e li “{{ page_title }}” ({{ page_url }}).",
        "Temos uma página sobre o tema que pode ser útil para os seus leitores: {{ target_url }}\nSe concordar, "
        "poderia incluir um link para ela? Se não, agradeço que me diga o que lhe falta.",
        "Um link para {{ target_url }} seria útil para os seus leitores?",
    ),
    Occasion.BROKEN_LINK: Said(
        "Um link quebrado em “{{ page_title }}”",
        "Ao ler “{{ page_title }}” ({{ page_url }}), notei um link que já não funciona"
        "{% if broken_url %}: {{ broken_url }}{% endif %}.",
        "Trabalho para {{ brand }}, e temos uma página sobre o mesmo tema: {{ target_url }}\nSe lhe servir, pode "
        "usá-la em seu lugar. Se não, espero que o aviso seja útil.",
        "O link de que falei continua sem funcionar; {{ target_url }} poderia ocupar o seu lugar.",
    ),
    Occasion.RESOURCE_PAGE: Said(
        "Uma sugestão para “{{ page_title }}”",
        "Trabalho para {{ brand }} e encontrei a sua lista “{{ page_title }}” ({{ page_url }}).",
        "Esta nossa página poderia fazer parte dela: {{ target_url }}\nPoderia dar uma olhada, e incluí-la se a achar "
        "útil?",
        "A página {{ target_url }} poderia fazer parte da sua lista?",
    ),
}
LETTERS: Final = tuple(_FRAME.letter(occasion, said) for occasion, said in _SAID.items())
