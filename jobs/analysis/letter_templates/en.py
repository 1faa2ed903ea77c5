"""Letters in English."""

from __future__ import annotations

from typing import Final

from jobs.analysis.letter_templates.frame import Frame, Said
from storage.domain import Occasion

_FRAME = Frame(
    lang="en",
    greeting="Hello {{ contact_name }},",
    close="Best regards,\n{{ sender_name }}\n{{ site }}",
    source="I found your address on {{ address_found_on }}. If you would rather not hear from me, just say so.",
    reminder="A short reminder of my message about “{{ page_title }}”.",
    no_answer_needed="If it does not suit you, a short “no” is fine too.",
    last="This is my last message about “{{ page_title }}”; I will not write about it again. Thank you for your time.",
)
_SAID = {
    Occasion.MENTION: Said(
        "{{ brand }} in “{{ page_title }}”",
        "I work for {{ brand }}. You mention us in “{{ page_title }}” ({{ page_url }}), and we are glad that you do.",
        "Could you link the name to this page, so that your readers find us at once?\n{{ target_url }}",
        "Could you link the name {{ brand }} there to {{ target_url }}?",
    ),
    Occasion.BROKEN_MENTION: Said(
        "A link in “{{ page_title }}” leads nowhere",
        "I work for {{ brand }}. In “{{ page_title }}” ({{ page_url }}) you link to a page of ours that no longer "
        "exists{% if broken_url %}: {{ broken_url }}{% endif %}. We are sorry about that.",
        "The right address is now {{ target_url }}. Could you update the link, so that your readers do not land on an "
        "error page?",
        "Could you change the link to our old page to {{ target_url }}?",
    ),
    Occasion.LOST_LINK: Said(
        "The link to {{ brand }} in “{{ page_title }}”",
        "I work for {{ brand }}. Your page “{{ page_title }}” ({{ page_url }}) used to link to us, and I noticed that "
        "the link is no longer there.",
        "If it was lost by accident, for example in an update, could you put it back? It led to {{ target_url }}. If "
        "you took it out on purpose, I would be glad to know what was missing.",
        "If our link was lost by accident, could you put it back? It led to {{ target_url }}.",
    ),
    Occasion.LOST_PAGE: Said(
        "“{{ page_title }}” can no longer be reached",
        "I work for {{ brand }}. Your page “{{ page_title }}” ({{ page_url }}) linked to us; now its address shows an "
        "error.",
        "If that was not intended, you may want to know. And if the article lives on elsewhere, I would be glad if it "
        "still linked to {{ target_url }}.",
        "Its address still shows an error. Has the article moved, and could it link to {{ target_url }} there?",
    ),
    Occasion.NOFOLLOW: Said(
        "A question about the link in “{{ page_title }}”",
        "I work for {{ brand }}. Thank you for linking to us in “{{ page_title }}” ({{ page_url }}). I noticed that "
        "the link has been marked “nofollow” lately.",
        "Was that intended? If it came with a change of settings, could you make it an ordinary link again? If it is "
        "your policy, that is fine, of course.",
        "Was the “nofollow” on the link to us intended? If not, could you make it an ordinary link again?",
    ),
    Occasion.PERSON: Said(
        "An addition to “{{ page_title }}”?",
        "I work for {{ brand }} and have read “{{ page_title }}” ({{ page_url }}).",
        "We have a page on the subject that may be useful to your readers: {{ target_url }}\nIf you agree, would you "
        "link to it? If not, I would be glad to hear what it lacks.",
        "Would a link to {{ target_url }} be useful to your readers there?",
    ),
    Occasion.BROKEN_LINK: Said(
        "A broken link in “{{ page_title }}”",
        "When I read “{{ page_title }}” ({{ page_url }}), I noticed a link that no longer works"
        "{% if broken_url %}: {{ broken_url }}{% endif %}.",
        "I work for {{ brand }}; we have a page on the same subject: {{ target_url }}\nIf it suits you, you are "
        "welcome to link to it instead. Otherwise I hope that the note about the broken link helps.",
        "The link that I wrote about still does not work; {{ target_url }} could take its place.",
    ),
    Occasion.RESOURCE_PAGE: Said(
        "A suggestion for “{{ page_title }}”",
        "I work for {{ brand }} and came across your collection “{{ page_title }}” ({{ page_url }}).",
        "This page of ours could fit into it: {{ target_url }}\nWould you have a look at it, and add it if you find it "
        "useful?",
        "Would {{ target_url }} fit into your collection?",
    ),
}
LETTERS: Final = tuple(_FRAME.letter(occasion, said) for occasion, said in _SAID.items())
