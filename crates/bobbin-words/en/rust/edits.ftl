not-a-collection = this is neither a list nor a mapping
wrong-step = a list takes positions and a mapping takes keys
into-itself = a node cannot be moved into itself
whole-document = the whole document can be neither removed nor moved
no-hole = the new node has no such place to put the old one
nothing-inside = it holds neither a list `cards` nor a `card`
not-one = exactly one node can stand here
tagged = its content comes from elsewhere (`!include` and its kind)
anchored-key = the key is shared through an anchor
across-files = the two places are in different files
shared-file = the file it is in is included in several places, which would all change
not-a-card = only cards can be put inside a card
generated = a strategy makes its content
merged-keys = a merge key (`<<`) brings keys along here, so that a new one can only come last
no-place-for-comments = comments cannot stand in this place, which is written between brackets
not-readable = the text has problems; fix them first
# $path (text)
not-found = there is no { $path }
# $path (text)
already-there = { $path } is there already
# $path (text)
would-change-meaning = the edit was not made: the text would not mean what was asked for at { $path }
nothing-to-paste = This is no card, view or dashboard
# $problem (text)
not-yaml-to-paste = This is not YAML that can be pasted: { $problem }
# $count (number)
panel-shows-first-card = A panel shows its first card only; the other { $count } stay in the YAML.
sections-shown-again = The sections that the view had already are shown again.
# $count (number)
cards-into-one-section = { $count ->
    [one] { $count } card goes
   *[other] { $count } cards go
 } into one section.
# $count (number)
cards-follow-each-other = The cards of { $count ->
    [one] { $count } section
   *[other] { $count } sections
 } follow each other.
# $keys (text)
settings-given-up = Settings that only sections have are given up: { $keys }.
