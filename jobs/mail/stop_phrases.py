"""How people ask to be left in peace: small letters without accents, as ``stopping`` reads an answer.

A refusal of the thing we ask for is none of these: whoever says "no" has not said that nobody may write to them.
"""

from __future__ import annotations

import re

# A line, or a part of one between two commas, that says nothing else.
WHOLE = frozenset(
    " ".join(phrase.split())
    for phrase in """
    stop, please stop, stop please, stop it, unsubscribe, please unsubscribe, unsubscribe me, please unsubscribe me
    remove, remove me, please remove me, remove us, please remove us
    opt out, optout, opt me out, do not contact, don't contact, do not email
    stopp, bitte stopp, abmelden, bitte abmelden, austragen, bitte austragen, abbestellen
    desabonner, desinscrire, desinscription, desabonnement, desabonnez moi, desinscrivez moi, arretez, arreter
    baja, darme de baja, dame de baja, de baja, cancelar suscripcion, eliminar, eliminenme, borrenme
    disiscrivimi, disiscrivetemi, cancellami, cancellatemi, annulla iscrizione, rimuovimi, rimuovetemi
    uitschrijven, afmelden, afmelden aub, afmelden a u b, afmelden alstublieft, stoppen, stop aub, stop a u b
    remover, remova me, descadastrar, cancelar inscricao, cancelar subscricao, parem, pare
    wypisz, wypisz mnie, wypiszcie mnie, rezygnuje, prosze o wypisanie, usun mnie, usuncie mnie
    """.replace("\n", ",").split(",")
    if phrase.strip()
)

_MAILS = r"(?:e ?mails?|mails?|messages?|letters?|requests?|offers?|pitches)"
_ENGLISH = rf"""
\b(?:take|remove|delete|strike) my (?:\w+ )?(?:address|e ?mail|name) (?:from|off) (?:your|this|the) (?:\w+ )?list
\b(?:do not|don't|dont|never|cease|stop|no) (?:all |any |more |further )*(?:contact|contacting
    |correspondence)(?: please)?$
\b(?:do not|don't|dont|never) reach out (?:to (?:me|us)|again)\b
\bunsubscribe\b
\b(?:take|remove|delete|strike|drop) (?:me|us) (?:from|off)\b
\b(?:remove|delete|erase|forget) my (?:(?:e ?mail|contact|personal|mail) )*(?:address|data|details|information
    |e ?mail|name)
\bour (?:e ?mail )?address (?:from|off) your\b
(?:do not|don't|dont|never|not to|no longer|(?<!n't )(?<!cannot )stop) (?:ever |please )?(?:write|writing|e ?mail
    |e ?mailing|mail|mailing|contact|contacting|message|messaging|bother|bothering|spam|spamming|pitch
    |pitching)(?: to)? (?:me|us|again|any ?more|this address)\b(?! (?:before|until|till|via|by|through|on|at work))
(?<!n't )(?<!cannot )\bstop (?:e ?mailing|contacting|messaging|spamming|bothering|pitching|writing$|(?:writing
    |sending)(?: to)? (?:me|us|these|this|such|your)\b)
(?:do not|don't|dont|never|not to|no longer) send (?:me |us )?(?:(?:any|more|further|such|these|this|your|again
    |anything) ?)+
\b(?:rather|prefer|prefer to|like) not (?:to )?(?:hear (?:any ?more |again )?from you|be (?:contacted|e ?mailed
    |written)|receive (?:(?:any|more|further|such|these|your) )*{_MAILS})
\brather you (?:did not|didn't|don't|stopped|not) (?:writ|e ?mail|contact)
(?:not|don't|dont|no longer) (?:want|wish|care|like) to (?:hear (?:any ?more |again )?from you|be (?:contacted
    |e ?mailed|written)|(?:receive|get) (?:(?:any|more|further|such|these|your|this kind of|from you) )*(?:{_MAILS}
    |from you))
(?:not|don't|dont) (?:want|wish|like) (?:you to (?:write|contact|e ?mail)|(?:any |more |further |your )+{_MAILS})
\bno (?:more|further) {_MAILS}\b(?! (?:needed|necessary|required|are|is))
\bleave (?:me|us) (?:alone|in peace)\b
\bopt(?:ing)? (?:me |us )?out of (?:your|this|these|any|all)\b
\bi object to (?:the |your |you |any |further )*(?:processing|use|using|storing|contact|mail|e ?mail|direct|receiving)
"""
_GERMAN_TO = r"(?:mir|mich|uns)"
_GERMAN = rf"""
\bbitte (?:\w+ )?nicht (?:mehr|wieder|langer) (?:schreiben|mailen)$
\bhor\w* (?:sie |bitte )*auf (?:damit )?(?:mir|mich|uns) (?:\w+ )?zu (?:schreiben|mailen|kontaktieren|belastigen)
\bkeine (?:weitere\w* )?(?:nachrichten|e ?mails?|mails?|kontaktaufnahme|anfragen|post) (?:mehr )?(?:von ihnen
    |von euch|$)
\bkeine weitere\w* kontakt
\b(?:sehen|unterlassen) sie (?:bitte |kunftig )*(?:von )?(?:weitere\w* )?(?:e ?mails?|mails?|nachrichten|anfragen
    |kontakt)
\b(?:schreib|mail|kontaktier|schick|send|belastig)\w* (?:sie |du |ihr |bitte )*{_GERMAN_TO} (?:bitte |in zukunft
     |kunftig )*(?:nicht|nie|niemals|keine)(?: (?:mehr|wieder|weiter\w*|mails?|e mails?|nachrichten|anfragen)\b|$)
\b{_GERMAN_TO} (?:bitte |in zukunft |kunftig )*(?:nicht|nie) (?:mehr|wieder|weiter|langer) (?:zu )?(?:schreib|mail
    |kontaktier|anschreib|schick|belastig|send)
\bnicht (?:mehr|langer|weiter|wieder) (?:an(?:zu)?schreiben|(?:zu )?kontaktieren|an(?:zu)?mailen|(?:zu )?belastigen
    |(?:bei (?:mir|uns) )?(?:zu )?melden)
\bnicht (?:mehr |langer |weiter |wieder |von ihnen )*(?:angeschrieben|kontaktiert|angemailt|belastigt) werden
\bkeine (?:weiteren|mehr) (?:e ?mails?|mails?|nachrichten|anfragen|schreiben)
\bkeine (?:\w+ )?(?:e ?mails?|mails?|nachrichten|anfragen|werbung) mehr\b
\bnichts (?:mehr |weiter )?von (?:ihnen|euch|dir) (?:horen|lesen|bekommen|erhalten)
\b(?:aus|von) (?:ihrem|ihrer|eurem|eurer|dem|der) (?:\w+ )?(?:verteiler|mailverteiler|liste|adressliste|mailingliste
    |datenbank|kartei)
\b(?:loe?sch|entfern|streich)\w* (?:sie |bitte |doch )*(?:meine|unsere) (?:\w+ ){{0,2}}(?:\w*adresse|\w*daten|e ?mail)
\b(?:meine|unsere) (?:\w+ ){{0,2}}(?:\w*adresse|\w*daten) (?:bitte |umgehend |sofort )*(?:zu )?(?:loe?sch|entfern)
\blass\w* (?:sie |bitte )*(?:mich|uns) (?:bitte )?in (?:ruhe|frieden)
\bwiderspreche (?:\w+ ){{0,5}}(?:verarbeitung|nutzung|verwendung|speicherung|werbung|zusendung|kontaktaufnahme)
"""
_FRENCH_MAILS = r"(?:mails?|e ?mails?|messages?|courriels?|sollicitations?)"
_FRENCH = rf"""
\bne pas (?:me |nous |m')(?:re)?contacter\b
\b(?:me|nous) (?:retirer|supprimer|enlever|rayer|desinscrire|desabonner) d[eu]\b
\bne plus avoir de vos nouvelles\b
\b(?:ne |n')(?:m'|me |nous |m )?(?:ecri(?:vez|s|re|viez)|contact(?:ez|e|er|iez)|envo(?:yez|ie|yer|yiez)
    |sollicit(?:ez|er|iez)|relanc(?:ez|er|iez)|derang(?:ez|er|iez)) (?:\w+ ){{0,3}}?plus\b
\bne plus (?:m'|me |nous )(?:ecrire|contacter|envoyer|solliciter|relancer|deranger|adresser)
\bne plus (?:etre (?:contact|sollicit|derang)|recevoir)
\b(?:souhait|veu|desir|voul|voudr)\w* (?:pas|plus) (?:etre (?:re)?(?:contact|sollicit|derang)|que vous (?:m'|me
     |nous )|(?:recevoir|de) (?:(?:de|vos|d'autres|ces|ce genre de|tels) )*{_FRENCH_MAILS})
\b(?:prefer|aimer|souhait)\w* (?:autant )?(?:ne pas (?:etre (?:contact|sollicit)|recevoir (?:de
     |vos )?{_FRENCH_MAILS}|avoir de vos nouvelles)|que vous ne (?:m'|me |nous )(?:ecri|contact))
^(?:merci )?(?:plus (?:de |d'autres |aucun )|pas d'autres )(?:nouveaux )?{_FRENCH_MAILS}
\b(?:retir|supprim|effac|enlev)\w* (?:\w+ )?(?:mon|mes|notre|nos) (?:adresse|e ?mail|mail|donnees|coordonnees|nom
    |contact)
\b(?:retir|supprim|enlev|ray|desinscri|desabonn)\w* (?:moi|nous) d[eu]\b
\blaissez? (?:moi|nous) (?:tranquilles?|en paix)
\b(?:cessez|arretez) (?:de (?:m'|me |nous )|(?:vos|les|ces|tous) )
\bje m'oppose (?:a|au)\b
"""
_SPANISH_MAILS = r"(?:correos?|mensajes?|e ?mails?|mails?)"
_SPANISH = rf"""
^basta (?:de|con) (?:los |sus |tantos )?(?:correos|mensajes|e ?mails|mails)
\bno (?:me|nos) (?:escrib(?:a|as|an|ais)|contact(?:e|es|en|eis)|molest(?:e|es|en|eis)|vuelv(?:a|as|an
    |ais) a (?:escrib|contact|envi))\b(?! (?:hasta|antes|en|por|el|la)\b)
\bno (?:me|nos) (?:vuelva|vuelvas|vuelvan) a (?:escribir|contactar|enviar|molestar)
\bno (?:me|nos) (?:envi|mand)(?:e|es|en|eis) (?:\w+ ){{0,2}}?(?:mas|nada|{_SPANISH_MAILS})\b
\bno (?:escrib(?:a|as|an)|envi(?:e|es|en)|contact(?:e|es|en)) mas\b
\bno vuelv(?:a|as|an) a (?:escribir|contactar|enviar|molestar)
\b(?:dej(?:e|en|a|ad|es)|pare|paren) de (?:escribir|enviar|contactar|molestar|mandar)
\bno (?:quiero|queremos|deseo|deseamos|quisiera) (?:(?:recibir|saber) (?:(?:mas|sus|de|nada|este tipo de
    |estos) )*(?:{_SPANISH_MAILS}|ustedes|usted|ti)|(?:mas|sus) {_SPANISH_MAILS}|que (?:me|nos) (?:escrib|contact
    |envi)|ser contactad)
\b(?:prefer|prefier)\w* (?:que )?no (?:(?:me|nos) (?:escrib|contact|envi)|recibir (?:mas |sus )*{_SPANISH_MAILS}
    |ser contactad|saber (?:nada )?de ust)
\b(?:no|ni un|ningun) (?:mas )?{_SPANISH_MAILS} mas\b|\bno mas {_SPANISH_MAILS}
\b(?:elimin|borr|quit|retir|suprim)\w* (?:\w+ )?(?:mi|mis|nuestr\w+) (?:direccion|correo|datos|e ?mail|mail|contacto)
\b(?:elimin|borr|quit|saqu|retir)\w*(?:me|nos) de\b
\b(?:dar|de|den|da|dad)(?:me|nos) de baja|\bme (?:de|den|das) de baja|\bde baja (?:mi|de su|de sus|de la lista)
\bdej\w*(?:me|nos) (?:en paz|tranquil)
\b(?:me opongo|nos oponemos) (?:a|al)\b
"""
_ITALIAN_MAILS = r"(?:e ?mail|mail|messaggi\w*)"
_ITALIAN = rf"""
\bnon (?:mi|ci) (?:scriv(?:a|ete|ano|ere|i)|contatt(?:i|ate|are|ino)|disturb(?:i|ate|are)|invi(?:i|ate|are|ino)
    |mand(?:i|ate|are|ino))(?: (?:\w+ ){{0,2}}?piu\b|$)
\bnon (?:scriv|contatt|disturb)\w*(?:mi|ci)\b
\bnon (?:invi|mand)\w*(?:mi|ci) (?:\w+ ){{0,2}}?(?:piu|altre|altri|{_ITALIAN_MAILS})
\bnon (?:voglio|vorrei|desidero|vogliamo|desideriamo|intendo) (?:piu )?(?:ricevere (?:(?:piu|altre|altri|vostre|sue
    |le) )*{_ITALIAN_MAILS}|essere (?:piu )?contattat|che (?:mi|ci) (?:scriv|contatt)|sentir(?:vi|la|ti))
\bprefer\w* (?:non (?:essere contattat|ricevere (?:altre |piu )?{_ITALIAN_MAILS}|sentir(?:vi|la|ti))|che non (?:mi
    |ci) (?:scriv|contatt))
\b(?:niente|nessun\w*|basta) (?:altre |altri |altra |piu |con (?:le|queste) )*(?:mail|e ?mail|messaggi)\b
\b(?:cancell|rimuov|elimin|toglie?|tolg)\w* (?:\w+ )?(?:il mio|la mia|i miei|il nostro
    |i nostri) (?:\w+ )?(?:indirizzo|e ?mail|mail|dati|contatt\w+|nome)
\b(?:cancell|rimuov|elimin|togli)\w*(?:mi|ci) d(?:al|alla|a)\b
\bsmett\w+ di (?:scriver|mandar|inviar|contattar|disturbar)
\blasc\w*(?:mi|ci) in pace
\bmi oppongo (?:a|al|alla)\b
"""
_DUTCH_MAILS = r"(?:e ?mails?|mails?|berichten|mailtjes|verzoeken)"
_DUTCH = rf"""
\bgeen (?:verdere |nieuwe )?(?:e ?mails?|mails?|berichten|mailtjes) (?:meer )?(?:van (?:u|jullie|je|jou)|willen
    |ontvangen)
\b(?:schrijf|schrijft|mail|mailt|contacteer|benader|benadert|stuur|stuurt) (?:u )?(?:mij|me|ons) (?:alstublieft
     |aub |a u b |svp )?(?:(?:niet|nooit)(?: (?:meer|opnieuw|langer)\b|$)|geen {_DUTCH_MAILS})
\b(?:niet|nooit) (?:meer|langer|opnieuw) (?:te )?(?:mailen|benaderen|contacteren|aanschrijven|aan te schrijven)\b
\b(?:mij|me|ons) (?:alstublieft |aub )?(?:niet|nooit) (?:meer|langer|opnieuw) (?:te )?schrijven\b
\b(?:niet|nooit) (?:meer |langer |door u )*(?:benaderd|gecontacteerd|gemaild|aangeschreven
    |lastig ?gevallen) (?:te )?word
\b(?:liever|graag) (?:niets|niks|niet) (?:meer )?van (?:u|jullie|je|jou)\b|\b(?:niets|niks) meer van (?:u|jullie|je
    |jou)\b
\bgeen (?:verdere |nieuwe )?{_DUTCH_MAILS} meer\b|\bgeen verdere {_DUTCH_MAILS}
\b(?:verwijder|wis|schrap)\w* (?:u )?(?:alstublieft |aub )?(?:mijn|ons|onze) (?:\w+ )?(?:\w*adres|gegevens|naam)
\b(?:mijn|ons|onze) (?:\w+ )?(?:\w*adres|gegevens) (?:te )?(?:verwijderen|wissen)
\b(?:mij|me|ons) (?:alstublieft |aub )?(?:van|uit) (?:uw|je|jullie|de|deze) (?:\w+ )?\w*(?:lijst|bestand|database)
\blaat (?:me|mij|ons) (?:alstublieft |aub )?met rust
\bstop (?:alstublieft |aub )?met (?:mailen|schrijven|het (?:sturen|mailen)|sturen)
\b(?:ik maak|wij maken) bezwaar tegen
"""
_PORTUGUESE_MAILS = r"(?:e ?mails?|mensagens|contactos|contatos)"
_PORTUGUESE = rf"""
\b(?:favor|por favor|agradeco) nao (?:me |nos )?(?:enviar|mandar|escrever|contac?tar) (?:me |nos )?mais\b
\bnao (?:me|nos) (?:escrev(?:a|am|as)|conta(?:c)?t(?:e|em|es)|incomod(?:e|em)|perturb(?:e|em)|volte\w* a (?:escrev
    |conta|envi))\b(?! (?:ate|antes|por|em|no|na)\b)
\bnao (?:me |nos )?(?:envi|mand)(?:e|em|es) (?:me |nos )?(?:\w+ )?(?:mais|nada|{_PORTUGUESE_MAILS})\b
\bnao (?:escreva|escrevam|conta(?:c)?te|conta(?:c)?tem) (?:\w+ )?(?:mais|me|nos|comigo|connosco)\b
\bnao volte\w* a (?:escrever|conta(?:c)?tar|enviar|me |nos )
\b(?:pare|parem|para|deixe|deixem) de (?:me |nos )?(?:escrever|enviar|conta(?:c)?tar|mandar|incomodar)
\bnao (?:quero|queremos|desejo|desejamos|pretendo|pretendemos|gostaria de) (?:mais )?(?:receber (?:(?:mais|os seus
    |seus|estes|esses|este tipo de) )*{_PORTUGUESE_MAILS}|ser (?:mais )?conta(?:c)?tad|que (?:me|nos) (?:escrev
    |conta|envi)|{_PORTUGUESE_MAILS})
\bprefi\w+ (?:que )?nao (?:(?:me|nos) (?:escrev|conta)|receber (?:mais )?{_PORTUGUESE_MAILS}|ser conta(?:c)?tad
    |ter noticias)
\b(?:chega de|nada de|sem|nao) (?:mais )?{_PORTUGUESE_MAILS} ?(?:por favor|mais|$)|\b(?:chega de
    |nao) mais {_PORTUGUESE_MAILS}
\b(?:remov|elimin|apag|retir|exclu|delet)\w* (?:o |os |a )?(?:meu|meus|minha|nosso|nossos) (?:\w+ )?(?:endereco
    |e ?mail|dados|conta(?:c)?to|nome)
\b(?:remov|retir|tir|exclu|elimin)\w* (?:me|nos) d[aeo]\b|\b(?:me|nos) (?:remova|retire|tire|exclua)m? d[aeo]\b
\bdeix\w+ (?:me|nos) em paz|\bme deixe\w* em paz
\b(?:oponho me|me oponho|opomo nos) (?:a|ao)\b
"""
_POLISH_MAILS = r"(?:e ?maili|maili|wiadomosci|ofert|zapytan)"
_POLISH = rf"""
\bo niekontaktowanie\b
\bprzesta\w+ (?:juz )?(?:do (?:mnie|nas) )?(?:pisac|wysylac|dzwonic|kontaktowac)
\b(?:prosze|prosimy) (?:o )?(?:juz |wiecej |do mnie |do nas |sie |ze mna |z nami )*nie (?:juz |wiecej |do mnie
     |do nas |sie |ze mna |z nami )*(?:pisac|pisanie|kontaktowac|mailowac|niepokoic)\b
\b(?:prosze|prosimy) (?:\w+ )?nie (?:wysylac|przesylac|przysylac) (?:(?:mi|nam|do mnie|do nas|juz|wiecej|zadnych
    |kolejnych) )*(?:{_POLISH_MAILS}|wiecej)
\bnie (?:pisz|piszcie|kontaktuj|kontaktujcie|wysylaj|wysylajcie) (?:prosze |sie |juz |panstwo )*(?:do mnie|do nas
    |wiecej|juz|ze mna|z nami|mi|nam)\b
\bnie (?:pisac|kontaktowac sie) (?:do mnie |do nas |ze mna |z nami )?wiecej\b|\bnie kontaktowac sie\b
\b(?:wiecej|juz) (?:do (?:mnie|nas) )?nie (?:pisz|piszcie|pisac|kontaktuj|kontaktujcie|kontaktowac)\b
\bnie (?:chce|chcemy|zycze sobie|zyczymy sobie|chcialbym|chcialabym) (?:(?:wiecej|juz|od panstwa
    |od was) )*(?:(?:otrzymywac|dostawac) (?:(?:wiecej|juz|od panstwa|od was|takich|kolejnych) )*{_POLISH_MAILS}
    |kontaktu|{_POLISH_MAILS}|(?:zebyscie|abyscie|aby panstwo|zeby panstwo) (?:do |sie ))
\b(?:zadnych|koniec|bez) (?:wiecej |dalszych |kolejnych )*{_POLISH_MAILS}\b|\bwiecej {_POLISH_MAILS} nie\b
\b(?:usun|usunac|usuncie|usuniecie|skasuj|skasowac|wykresl|wykreslic|wykreslenie|wypisz|wypisac
    |wypisanie) (?:prosze )?(?:moj|moje|mojego|moich|nasz|nasze|naszego|naszych) (?:\w+ )?(?:adres\w*|dane|danych
    |e ?mail\w*|mail\w*)
\b(?:usun|usunac|usuncie|usuniecie|wykresl|wykreslic|wypisz|wypisac|wypisanie)\w* (?:mnie |nas )?z (?:\w+ )?(?:listy
    |bazy)
\b(?:dajcie|daj|prosze dac|dac) (?:mi|nam) (?:swiety )?spokoj
\bsprzeciwiam sie\b|\b(?:wnosze|zglaszam) sprzeciw
"""


def _compiled(*texts: str) -> re.Pattern[str]:
    """One pattern a line; a line that is set in goes on with the one above it."""
    lines = [line for text in texts for line in text.strip().replace("\n    ", "").splitlines()]
    return re.compile("|".join(f"(?:{line})" for line in lines))


PATTERNS = _compiled(_ENGLISH, _GERMAN, _FRENCH, _SPANISH, _ITALIAN, _DUTCH, _PORTUGUESE, _POLISH)
# Whoever says so wishes to hear more.
ENCOURAGING = re.compile(
    r"\b(?:hesitate|feel free|zogern|zoegern|scheuen|n'hesite\w*|ne pas hesiter|no dude\w*|no duden|non esit\w*"
    r"|aarzel\w*|nao hesite\w*|wahac|wahaj\w*|smialo)\b"
)
