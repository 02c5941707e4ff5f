card-needs-a-type = A card needs a type, such as “type: custom:my-card”.
# $name (text)
template-unreadable = “{ $name }” can no longer be read
not-installed = Not installed
add-from-yaml = Add from YAML
yaml-card = YAML of the card
search-name-or-purpose = Search by name or purpose
for-an-entity = For an entity
for-an-entity-2 = For an entity…
and-another-entity = And another entity…
# $id (text)
without = Without { $id }
loading-gallery = Loading the gallery
any-custom-card = Any custom card
write-or-paste-yaml = Write or paste its YAML.
no-matches = No matches
any-card-as-yaml = You can add any card as YAML.
write-as-yaml = Write it as YAML
your-templates = Your templates
your-template = Your template.
# $name (text)
remove-template = Remove { $name }
back = Back
add = Add
write-yaml = Write or paste YAML
found = Found
this-entity = For this entity
cards = Cards
badges = Badges
containers = Cards that contain cards
energy = Energy
custom-cards = Custom cards
template-hint = It appears in the gallery under “Your templates”, for every dashboard. The cards stay where they are.
no-view-yet = This dashboard has no view yet. Add a view first.
# $name (text)
template-saved = Saved “{ $name }” to the gallery, under “Your templates”.
save-as-template-command = Save as template…
save-as-template-search = own favorite reuse keep
no-card-selected = No card is selected
add-card = Add card…
new-insert-gallery = new insert gallery
add-badge = Add badge…
add-from-yaml-2 = Add from YAML…
paste-card-view-dashboard-import = paste card view dashboard import
favorites = Favorites
recently-used = Recently used
# $name (text)
add-card-after = Add card after “{ $name }”
# $name (text)
add-badge-after = Add badge after “{ $name }”
# $name (text)
add-card-to = Add card to “{ $name }”
# $name (text)
add-badge-to = Add badge to “{ $name }”
add-card-to-section = Add card to the section
add-card-to-view = Add card to the view
add-badge-to-view = Add badge to the view
yaml-of-cards = Write or paste a card, a list of cards, a section, a view or a whole dashboard. Works with any card, including custom ones. Comments are kept.
yaml-of-badges = Write or paste a badge, a list of badges, a section, a view or a whole dashboard. Works with any badge, including custom ones. Comments are kept.
one-card-each = One card for each
one-badge-each = One badge for each
# $count (number)
save-as-template = { $count ->
    [one] Save this card as a template
   *[other] Save these { $count } cards as a template
 }
