"""Words that people take for one another, and other closed lists of the corrector.

Data only: sets for real-word confusions, contractions typed without their apostrophe, uncountable
nouns and doubled words that are fine. What to do with them is decided in rules and candidates.
"""

from __future__ import annotations

# Each set: any member may stand for any other; the ranking decides.
# A line is a set: any member may have been typed for any other. "a > b": only a for b.
# "!": mistakes that everybody makes, so that less has to speak for them.
_SETS = """
! its it's
! their there they're
! your you're
! then than
! to too
! of > off
! off > of
if > of
! loose lose
! affect effect
! affects effects
! whose who's
! were where
! where we're
! quiet quite
! weather whether
! accept except
! advice advise
breath breathe
! hear here
! know now
know > known
no > know
no > not
now > not
! past passed
peace piece
! principal principle
right write
wear where
witch > which
threw through
though through thought
and > an
an > and
a > an
has > as
as > has
bear bare
brake break
buy by
cloths > clothes
cloth > clothes
complement compliment
desert dessert
found find
form from
fro > for
four > for
for > four
hole whole
leave live
life live
lives life
led lead
lay lie
let's lets
meat > meet
man men
woman women
new knew
won > one
our > are
are > our
or > our
personal personnel
plane > plain
price prize
rise raise
rode > road
role roll
sale sell
safe save
sea > see
sight site
some same
son sun
stationary stationery
steel steal
thing think
things thinks
this these
that those
the > they
they > the
they > their
them > then
then > them
there > they
than > that
that > than
is > it
is > his
thorough through
to > two
two > to
waist waste
week weak
wont want
worse worst
chose choose
sense since
bought brought
fill feel
felt fell
chance change
coast > cost
county > country
contry > country
costumer customer
curse > course
coarse > course
dose > does
interested interesting
bored boring
excited exciting
tired tiring
surprised surprising
disappointed disappointing
relaxed relaxing
confused confusing
whit > with
hope > hop
later latter
moral morale
moth > month
plan plant
altar alter
aloud > allowed
cell sell
cite > site
dairy diary
device devise
dye > die
formally formerly
heal heel
him > his
his > him
idle idol
lightening > lightning
manor > manner
pray prey
precede proceed
rein > reign
scene seen
sole soul
storey > story
suit suite
tale > tail
vein > vain
vary > very
wander wonder
wandering wondering
planed > planned
hopping > hoping
adds > ads
alone along
beside besides
especial > especially
economic economical
lose > loss
loose > loss
lost > loss
choice choose
use used
think > thing
much many
many much
amount > number
an > a
done > did
success succeed
believe belief
life > live
prove proof
save > safe
different > difference
different > differently
difference > different
important > importance
easy > easily
easily > easy
quick > quickly
good > well
bad > badly
real > really
rely > really
health healthy
independent independence
confident confidence
convenient convenience
danger dangerous
succesful > successful
beautiful > beautifully
slow > slowly
careful > carefully
specially especially
friendly > friend

"""
_PREPOSITION_LIST = "in on at to for of with from by about into as"

CONTRACTIONS = {
    "dont": "don't",
    "doesnt": "doesn't",
    "didnt": "didn't",
    "isnt": "isn't",
    "arent": "aren't",
    "wasnt": "wasn't",
    "werent": "weren't",
    "havent": "haven't",
    "hasnt": "hasn't",
    "hadnt": "hadn't",
    "wouldnt": "wouldn't",
    "couldnt": "couldn't",
    "shouldnt": "shouldn't",
    "mustnt": "mustn't",
    "cant": "can't",
    "wont": "won't",
    "aint": "ain't",
    "im": "I'm",
    "ive": "I've",
    "youre": "you're",
    "youve": "you've",
    "youll": "you'll",
    "youd": "you'd",
    "theyre": "they're",
    "theyve": "they've",
    "theyll": "they'll",
    "weve": "we've",
    "thats": "that's",
    "whats": "what's",
    "theres": "there's",
    "hes": "he's",
    "shes": "she's",
    "itll": "it'll",
    "couldve": "could've",
    "wouldve": "would've",
    "shouldve": "should've",
    "its'": "its",
    "do'nt": "don't",
    "does'nt": "doesn't",
    "did'nt": "didn't",
    "is'nt": "isn't",
    "ca'nt": "can't",
    "wo'nt": "won't",
    "have'nt": "haven't",
    "could'nt": "couldn't",
    "would'nt": "wouldn't",
    "should'nt": "shouldn't",
}

# Fixed phrases written as one word or with a wrong part: sure without any context.
PHRASES = {
    "alot": "a lot",
    "infact": "in fact",
    "aswell": "as well",
    "atleast": "at least",
    "eachother": "each other",
    "incase": "in case",
    "eventhough": "even though",
    "evenmore": "even more",
    "eachone": "each one",
    "insted": "instead",
    "highschool": "high school",
    "wether": "whether",  # a word as well, but who writes of gelded rams?
    "noone": "no one",
    "abit": "a bit",
    "everytime": "every time",
    "ofcourse": "of course",
    "thankyou": "thank you",
    "upto": "up to",
    "alittle": "a little",
    "inspite": "in spite",
    "infront": "in front",
    "goodmorning": "good morning",
}

UNCOUNTABLE = {
    "informations": "information",
    "advices": "advice",
    "furnitures": "furniture",
    "equipments": "equipment",
    "homeworks": "homework",
    "knowledges": "knowledge",
    "luggages": "luggage",
    "baggages": "baggage",
    "sceneries": "scenery",
    "feedbacks": "feedback",
    "softwares": "software",
    "hardwares": "hardware",
    "evidences": "evidence",
    "childs": "children",
    "childrens": "children",
    "womans": "women",
    "womens": "women",
    "mens": "men",
    "mans": "men",
    "foots": "feet",
    "tooths": "teeth",
    "mouses": "mice",
    "sheeps": "sheep",
    "fishs": "fish",
    "gooses": "geese",
    "peoples": "people",
    "slangs": "slang",
    "vocabularys": "vocabulary",
}

# Doubled, these are a mistake; most other doubled words are style ("very very").
_DOUBLED_LIST = """a an the and or but to of in for with from at by as is was are were be been it
 this these those we they he she i my your their our his its have has will would can could should
 not if when what which who there into about than then because also between while where how some any
 each every other on so up out do does did may might must"""
# ... unless they are these, which double in good sentences.
_DOUBLE_FINE_LIST = "had that is her you do on in so no out up it who what"

DOUBLED = frozenset(_DOUBLED_LIST.split()) - frozenset(_DOUBLE_FINE_LIST.split())

WEEKDAYS_AND_MONTHS = {
    name.lower(): name
    for name in (
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "April",
        "June",
        "July",
        "September",
        "October",
        "November",
        "December",
    )
}

_LANGUAGE_LIST = """English French German Spanish Italian Portuguese Chinese Japanese Korean Russian
 Arabic Dutch Greek Hindi Swedish Norwegian Danish Turkish American British European African Asian
 Australian Canadian Indian Mexican Brazilian Christian Muslim Jewish"""
CAPITAL_WORDS = WEEKDAYS_AND_MONTHS | {name.lower(): name for name in _LANGUAGE_LIST.split()}


def _pairs(line: str) -> list[tuple[str, str]]:
    """(typed, meant) of one line."""
    typed, one_way, meant = line.removeprefix("! ").partition(" > ")
    members = typed.split()
    return [(typed, meant)] if one_way else [(a, b) for a in members for b in members if a != b]


def _alternatives() -> dict[str, tuple[str, ...]]:
    """word -> the words it may have been typed for."""
    table: dict[str, list[str]] = {}
    for line in _SETS.strip().splitlines():
        for typed, meant in _pairs(line):
            table.setdefault(typed, []).append(meant)
    return {word: tuple(dict.fromkeys(others)) for word, others in table.items()}


COMMON_CONFUSIONS = frozenset(
    pair for line in _SETS.strip().splitlines() if line.startswith("! ") for pair in _pairs(line)
)
CONFUSIONS = _alternatives()
_PREPOSITIONS = tuple(_PREPOSITION_LIST.split())
PREPOSITIONS = {word: tuple(o for o in _PREPOSITIONS if o != word) for word in _PREPOSITIONS}
