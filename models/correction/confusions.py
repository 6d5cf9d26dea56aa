"""Which words people take for which: the hand-made lists behind corrupt.py.

Written for this project from general knowledge of English usage; no learner corpus is behind them.
Each table maps the right word to wrong ones.
"""

from __future__ import annotations

from collections import defaultdict

# Sets in which any member may stand for any other.
_REAL_WORDS = """
their there they're|its it's|your you're|then than|to too|to too two|lose loose|affect effect
advice advise|where were|were where was|we're were|quite quiet|accept except|weather whether
principal principle|passed past|of off|know no now|know now|here hear|hole whole|by buy bye
peace piece|right write|see sea|our are|than that|this these|that than|thing think|things thinks
though through thought tough|through threw|form from|on one|an and|and an|as is|if it|is it
it in|in is|of or|or of|for four|new knew|were we're|who how|how who|live life|lives life
believe belief|breath breathe|cloth clothe clothes|choose chose|practice practise
economic economical|historic historical|every ever|ever every|even ever|bored boring
interested interesting|excited exciting|confused confusing|tired tiring|surprised surprising
disappointed disappointing|fun funny|dead death died|successful success|different difference
important importance|difficult difficulty|safe safety|healthy health|beautiful beauty
popular popularity|free freedom|possible possibility|dangerous danger|easy easily ease
hard hardly|late lately|near nearly|good well|well good|bad badly|most almost|almost most
already all-ready|sometimes sometime|maybe may|everyday every|anyway any|beside besides
past passed|later latter|price prize|desert dessert|complement compliment|stationary stationery
conscious conscience|personal personnel|lead led|led lead|brake break|plain plane|pair pear
sale sell|sell sale|sales sells|buy bought|bought brought|brought bought|feel fell
fell feel felt|fill feel|leave live|live leave|sit seat|ship sheep|bit beat|full fool|walk work
work walk|word world|world word|hope hop|rise raise|lie lay|raise rise|teach learn|learn teach
lend borrow|borrow lend|say tell|tell say|said told|told said|speak talk|look see watch
see watch look|watch look see|hear listen|listen hear|make do|do make|made did|did made|go come
come go|bring take|take bring|get take|win gain earn|big large great|large big|small little
high tall|tall high|people persons person|person people|man men|men man|woman women|women woman
child childs children|much many|many much|less fewer|few little|little few|less lesser
another other|other another others|others other|other others|some any|any some|no not|not no
each every|every each|both either|all whole|whole all|also too|too also|so such|such so|as like
like as|who which|which who|who whom|whose who's|that what|what that|which what|that which
when while|while during|during while|since for|for since|until by|by until|between among
among between|because of|although despite|despite although|if whether|whether if|still yet
yet still|very much|very too|more most|most more|better best|best better|worse worst|worst worse
ago before|before ago|after later|how what|what how|travel trip|trip travel|job work|work job
house home|home house|I me|me I|he him|him he|she her|her she|they them|them they|us we|we us
my me|his he|their they|it its|his her|her his|it they|they it|them it|it them|this it|it this
this that|that this|these this|those these|these those|that those|then them|them then|him his
you your|your you|yours your|my mine|themselves them|myself me|should would|would will
will would|can could|could can|may can|might may|must should|shall will|have of|there it
it there|is are|are is|was were|were was|am are|am is|is am|been be|be been|being been
been being|being be|be is|does do|do does|has have|have has|doing do|don't doesn't|did do|do did
had have|have had|is was|was is|are were|were are|isn't aren't|wasn't weren't|haven't hasn't
"""

PREPOSITIONS: dict[str, str] = {
    "in": "on at on at into of to for by during",
    "on": "in at in in at of about for upon to",
    "at": "in in on on to for of",
    "to": "for in at with of into on for",
    "for": "to of to of in about from since at",
    "of": "from for in about on to by with for",
    "from": "of of for in by to since at",
    "with": "by of to for from in and",
    "by": "with from with of in for to through",
    "about": "of for on over at in",
    "into": "in to in to",
    "during": "in at for while",
    "between": "among in of",
    "through": "by throw in over",
    "over": "on about above in",
    "against": "to with of",
    "among": "between in",
    "since": "from for from in",
    "until": "to by till",
    "as": "like for of",
    "like": "as",
    "than": "that then from of",
    "without": "with out",
    "around": "on about in at",
    "after": "in since before",
    "before": "until after",
    "towards": "to against",
    "under": "in below",
    "because": "for as",
}
# Nouns that have no plural but get one.
_MASS_LIST = """
information advice furniture equipment homework luggage baggage knowledge money traffic news
work research evidence software hardware music progress weather food bread rice water help
health education time experience stuff garbage behavior behaviour feedback transport
transportation pollution violence accommodation entertainment training english culture
technology love fun luck happiness society nature energy electricity advertising shopping
clothing staff"""
MASS = frozenset(_MASS_LIST.split())
# Verbs after which learners add a preposition that is not wanted, and those whose one they drop.
ADDS_PREPOSITION = {
    "discuss": "about",
    "discussed": "about",
    "discussing": "about",
    "enter": "in to",
    "entered": "into in",
    "reach": "to at",
    "reached": "to",
    "visit": "to in",
    "visited": "to",
    "visiting": "to",
    "marry": "with",
    "married": "with",
    "call": "to",
    "called": "to",
    "ask": "to",
    "asked": "to",
    "tell": "to",
    "told": "to",
    "answer": "to",
    "answered": "to",
    "help": "to",
    "join": "to in",
    "joined": "to in",
    "contact": "with to",
    "mention": "about",
    "mentioned": "about",
    "describe": "about",
    "explain": "about",
    "affect": "to on",
    "affects": "to",
    "influence": "on",
    "approach": "to",
    "need": "of for",
    "needs": "of",
    "seek": "for",
    "lack": "of",
    "face": "with",
    "phone": "to",
    "attend": "to in",
    "attended": "to in",
    "play": "with at",
    "meet": "with",
    "thank": "to",
    "study": "about",
    "know": "about",
    "love": "to",
    "like": "to",
    "enjoy": "with of",
    "want": "for",
    "support": "to",
    "improve": "in",
    "increase": "in",
    "despite": "of",
    "near": "to of",
    "home": "to",
    "abroad": "to in",
    "there": "to in",
    "here": "to in",
    "downtown": "to",
    "every": "in on at",
    "last": "in at",
    "next": "in at on",
    "this": "in",
    "all": "of",
    "both": "of",
}
IDLE_WORDS = (
    "so",
    "very",
    "also",
    "just",
    "really",
    "of",
    "the",
    "to",
    "it",
    "that",
    "and",
    "is",
    "have",
    "be",
    "will",
    "had",
    "which",
    "then",
    "for",
    "more",
    "too",
    "as",
    "what",
    "been",
    "in",
)


def _read(lists: str) -> dict[str, list[str]]:
    table: defaultdict[str, list[str]] = defaultdict(list)
    for line in lists.replace("\n", "|").split("|"):
        members = line.split()
        for word in members:
            table[word] += [other for other in members if other != word]
    return dict(table)


# Contractions are two tokens in this project's text, so lists naming them only apply to one side.
REAL_WORDS = {
    w: [o for o in os if "'" not in o] for w, os in _read(_REAL_WORDS).items() if "'" not in w
}
REAL_WORDS = {w: os for w, os in REAL_WORDS.items() if os}
