"""Words that people take for one another, and other closed lists of the corrector.

Data only: sets for real-word confusions, contractions typed without their apostrophe, uncountable
nouns and doubled words that are fine. What to do with them is decided in rules and candidates.
"""

from __future__ import annotations

# Each set: any member may stand for any other; the ranking decides.
_SETS = """
its it's
their there they're
your you're
then than
to too
of off
loose lose
affect effect
affects effects
whose who's
were where we're
quiet quite
weather whether
accept except
advice advise
breath breathe
hear here
know now no
past passed
peace piece
principal principle
right write
wear where
which witch
threw through
though through thought
an and
as has
bear bare
brake break
buy by
cloth clothes
complement compliment
desert dessert
found find
form from
for four
have of
hole whole
leave live
led lead
lay lie
lets let's
lie lay
meet meat
man men
woman women
new knew
one won
or our
personal personnel
plane plain
price prize
rise raise
road rode
role roll
sale sell
safe save
see sea
sight site
so such
some same
son sun
stationary stationery
steal steel
thing think
things thinks
this these
that those
thank thanks
thorough through
two to too
until till
use used
wait weight
waist waste
week weak
were was
wont want
witch which
worse worst
who which
choose chose
everyday every
sense since
bought brought
fill feel
felt fell
live life
lives life
chance change
cost coast
county country
costumer customer
curse course
dose does
fun funny
interested interesting
bored boring
excited exciting
tired tiring
it is
is his
in on
on one
if of
be been
also always
much many
less fewer
good well
say tell
do make
been being
than that
then them
they the
the they then
what that
with whit
on no
not now
hope hop
later latter
moral morale
moth month
plan plant
quite quit
strait straight
altar alter
aloud allowed
board bored
cell sell
cite site
coarse course
dairy diary
device devise
die dye
draft draught
ensure insure
fair fare
formally formerly
heal heel
him his
idle idol
lesson lessen
lightning lightening
manner manor
mind mine
pair pear
pedal peddle
pore pour
practice practise
pray prey
precede proceed
rain reign
scene seen
sole soul
stair stare
storey story
suit suite
tail tale
team teem
vain vein
vary very
wander wonder
wandering wondering
"""
# Sets that the ranking cannot tell apart well enough, or that are no mistakes in some dialect.
_UNSAFE_LIST = """till until draft draught practice practise ensure insure in on good well do make
 say tell less fewer who which much many so such also always use used storey be been being"""

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
    "highschool": "high school",
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


def _alternatives() -> dict[str, tuple[str, ...]]:
    """word -> the words it may have been typed for."""
    unsafe = frozenset(_UNSAFE_LIST.split())
    table: dict[str, list[str]] = {}
    for line in _SETS.strip().splitlines():
        members = line.split()
        for word in members:
            others = table.setdefault(word, [])
            others += [
                other
                for other in members
                if other != word
                and other not in others
                and not (word in unsafe and other in unsafe and len(members) == 2)
            ]
    return {word: tuple(others) for word, others in table.items() if others}


CONFUSIONS = _alternatives()
