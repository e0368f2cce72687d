"""A draft called a law: until it is adopted nothing in it is in force."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from articles.lint.warning import Warning, warning
from monotowns.lint.facts import Facts
from monotowns.lint.group_names import group_names
from monotowns.lint.named import Named

LAW = r"(?:постановлени|(?:закон|приказ|указ)(?:а|у|ом|е)?\b|классификаци|перечень|перечня)"
KAZAKH_LAW = r"(?:қаулы|заң\w{0,6}\b|бұйрық|жіктеме)"
ADOPTED = r"(?:приня(?:л|т)|утвер(?:дил|жд[её]н)|вступил|вступает|подписал|подписан|узаконе?н?)"
KAZAKH_ADOPTED = r"(?:қабылдан?ды|қабылданған|бекіт(?:ті|ілді|ілген)|күшіне енді|қол қойды)"
CLAIM = re.compile(
    rf"\b{LAW}.*\b{ADOPTED}|\b{ADOPTED}.*\b{LAW}|{KAZAKH_LAW}.*{KAZAKH_ADOPTED}"
    # «по постановлению», «согласно закону», «қаулыға сәйкес»
    rf"|\b(?:по|согласно|в соответствии с|законом|постановлением)\s+(?:новому\s+)?{LAW}"
    rf"|{KAZAKH_LAW}\w*\s+(?:сәйкес|бойынша)",
    re.IGNORECASE,
)
ABOUT_TOWNS = re.compile("моногород|моноқала|монопрофильн", re.IGNORECASE)
# It is called a draft after all, or the sentence speaks of what has not happened.
CAUTIOUS = re.compile(
    r"\bпроект|\bне\b|\bни\b|\bнепринят|\bесли\b|\bкогда\b|\bпока\b|\bпосле\b|\bдо\b|\bбудет\b|\bбудут\b|\bбы\b"
    r"|\bдолж|\bмо(?:жет|гут)\b|\bпланир|\bпредл|жоба|емес|жоқ\b|егер|мүмкін",
    re.IGNORECASE,
)


def check(named: Named, facts: Facts) -> Iterator[Warning]:
    if not facts.is_draft:
        return
    for sentence in named.statements:
        text = sentence.text
        if not CLAIM.search(text) or CAUTIOUS.search(text):
            continue
        if ABOUT_TOWNS.search(text) or group_names(text, facts):
            yield warning(
                "draft-called-a-law",
                _("The groups of the towns come from a draft that is not adopted. Call it a draft."),
                field=sentence.passage.field,
                words=text,
            )
