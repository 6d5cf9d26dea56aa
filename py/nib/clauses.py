"""How sentences open and clauses join: closed lists for the comma rules.

Data only. An opening is in the list if edited English nearly always puts a comma behind it.
"""

from __future__ import annotations

_OPENING_LIST = """
however
therefore
moreover
furthermore
nevertheless
nonetheless
consequently
additionally
unfortunately
fortunately
luckily
finally
firstly
secondly
thirdly
lastly
nowadays
also
personally
actually
besides
instead
of course
for example
for instance
in addition
in conclusion
in my opinion
in my view
in fact
in general
in other words
in contrast
in the end
in this way
on the other hand
on the one hand
on the contrary
at first
at the moment
at the same time
as a result
as a rule
as a consequence
as you know
first of all
after that
above all
to sum up
to conclude
to begin with
the next day
what is more
last but not least
even so
yes
"""
OPENINGS = frozenset(_OPENING_LIST.strip().split("\n"))

_SUBJECT_LIST = """i he she we they it there you my his her our their your its the a an this that
 these those some many most people all every everyone if when because although"""
# "so they can" tells a purpose, without a comma.
SUBJECTS_AFTER = {
    "but": frozenset({"i", "he", "she", "we", "they", "it", "there", "you"}),
    "so": frozenset({"i", "we", "it", "there"}),
}
CLAUSE_SUBJECTS = frozenset(_SUBJECT_LIST.split())

_NO_COMMA_LIST = (
    "and or but not all nothing everything anything just ever even if is was that do so"
)
NO_COMMA_AFTER = frozenset(_NO_COMMA_LIST.split())
