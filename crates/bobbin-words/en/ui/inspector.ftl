# $placeholder (text)
default-it = { $placeholder } (default)
default-action-choice = Default action
action = Action
# $label (text)
add-to = Add to { $label }
something-else = Something else…
type-a-value = Type a value and press Enter.
conditions = Conditions
remove-condition = Remove condition
condition = Condition
add-condition = Add a condition
add-condition-placeholder = Add a condition…
press-enter = Press Enter to use what you typed.
different-values = Different values
values-differ = The values differ.
required = Required
# $label (text)
remove-field = Remove { $label }
# $index (number)
view = View { $index }
# $count (number)
selected = { $count } selected
several-kinds = Move, copy or delete them together. Select items of one kind to set their fields together.
common-fields = Common fields
select-parent = Select the parent
show-form = Show the form
show-yaml = Show YAML
dismiss = Dismiss
several-items = An empty field may differ between the items. A value that you set is set in all of them.
# $more (number)
more-problems = { $more } more, listed under Problems.
no-longer-exists = It no longer exists
yaml-cant-read = The YAML can’t be read
select-something-else = Select something else.
fix-its-problems = Fix its problems; then the form returns.
form-not-created = The form couldn’t be created
loading = Loading
# $instead (text)
outdated-name = This name is outdated. Use { $instead }.
no-form = This item has no form; edit its YAML.
no-other-options = No other options.
move-up = Move up
move-down = Move down
remove = Remove
add = Add…
add-key = Add a key…
key = Key
# $key (text)
remove-key = Remove { $key }
type-key-and-press-enter = Type a key and press Enter.
content = Content
appearance = Appearance
interactions = Interactions
visibility = Visibility
advanced = Advanced
yaml-of-selection = YAML of what is selected
item = Item
not-available = Not available for this entity
# $item (text)
remove-item = Remove { $item }
# $thing (text)
add-thing = Add { $thing }
# $thing (text)
add-thing-placeholder = Add { $thing }…
on = On
keys = Keys
other-keys = Other keys
other-keys-help = Bobbin has no fields for these. They are kept unchanged.
data = Data
strategy = Strategy
type-entity-and-press-enter = Type an entity and press Enter.
target = Target
add-target = Add target
add-entity-area-device-floor = Add an entity, area, device, floor or label…
except = Except
add-exception = Add an exception
except-placeholder = Except…
visible-to = Visible to
everybody = Everyone
some-users = Some users
nobody = No one
users-need-administrator = Only administrators can see the users.
default-action = Default action
does-nothing = Does nothing
sends-event = Sends an event to custom code
monday = Monday
tuesday = Tuesday
wednesday = Wednesday
thursday = Thursday
friday = Friday
saturday = Saturday
sunday = Sunday
invalid-condition = an invalid condition
# $words (text)
disabled = (disabled) { $words }
the-entity = the entity
# $value (text)
above = above { $value }
# $value (text)
below = below { $value }
no-viewer = no one in particular is viewing
# $time (text)
after = after { $time }
# $time (text)
before = before { $time }
# $parts (text)
it-is = it is { $parts }
# $value (text)
at-least = at least { $value }
# $value (text)
at-most = at most { $value }
template-true = a template returns true
device-condition = a device condition is met
# $query (text)
screen-fits = the screen fits { $query }
the-screen-is = the screen is …
yes = Yes
no = No
# $deprecated (text)
outdated = Outdated: { $deprecated }.
# $label (text)
is-required = “{ $label }” is required
not-an-entity = This isn’t an entity.
entity-format = An entity looks like light.kitchen.
# $list (text)
# $domain (text)
meant-for = Meant for { $list }, not for { $domain }.
no-such-entity-this-home = There is no such entity in this home.
must-be-number = This must be a number.
# $min (number)
min-value = At least { $min }.
# $max (number)
max-value = At most { $max }.
should-be-boolean = This should be true or false.
# $list (text)
possible-values = Possible values: { $list }.
# $value (text)
icon-format = Home Assistant calls it mdi:{ $value }.
action-format = An action looks like light.turn_on.
address-refused = Home Assistant refuses such addresses.
# $list (text)
one-required = One of these is required: { $list }.
path-characters = Only letters, digits, - and _ are allowed.
path-digits = Digits alone mean a view’s position: add a letter.
path-taken = Another view of this dashboard has this path.
# $columns (number)
# $rows (number)
size = { $columns } × { $rows }
size-full = full width
columns = Columns
columns-help = Of 12; full is the whole width.
rows = Rows
min-columns = Min columns
max-columns = Max columns
min-rows = Min rows
max-rows = Max rows
# $words (text)
after-asking = { $words }, after asking
turns-on-or-off = Turns it on or off
# $name (text)
shows-entity = Shows { $name }
shows-dialog = Shows its dialog
# $path (text)
goes-to = Goes to { $path }
# $path (text)
opens = Opens { $path }
opens-assist = Opens Assist
opens-assist-and-listens = Opens Assist and listens
# $action (text)
performs = Performs { $action }
# $action (text)
# $target (text)
performs-on = Performs { $action } on { $target }
# $action (text)
does = Does “{ $action }”
# $names (text)
# $exceptions (text)
except-names = { $names } except { $exceptions }
# $first (text)
# $second (text)
and-second = { $first } and { $second }
# $first (text)
# $count (number)
and-more = { $first } and { $count } more
# $words (text)
# $last (text)
or = { $words } or { $last }
# $conditions (text)
shown-when = Shown when { $conditions }
# $name (text)
# $attribute (text)
attribute-of = { $name }’s { $attribute }
# $name (text)
# $value (text)
is-not = { $name } is not { $value }
# $name (text)
# $value (text)
is = { $name } is { $value }
# $users (text)
looking = the viewer is { $users }
# $days (text)
on-days = on { $days }
# $places (text)
viewer-at = the viewer is at { $places }
viewer-away = the viewer is away
viewer-in-zone = the viewer is in a zone
# $bounds (text)
view-columns = the view has { $bounds } columns
# $conditions (text)
not-so = not { $conditions }
# $name (text)
# $zone (text)
is-in = { $name } is in { $zone }
# $type (text)
condition-holds = the condition “{ $type }” is met
# $left (text)
# $right (text)
both-hold = { $left } and { $right }
# $left (text)
# $right (text)
one-holds = { $left } or { $right }
# $least (text)
# $most (text)
screen-between = the screen is { $least } to { $most } px wide
# $least (text)
screen-at-least = the screen is at least { $least } px wide
# $most (text)
screen-at-most = the screen is at most { $most } px wide
# $count (number)
entities = { $count ->
    [one] 1 entity
   *[other] { $count } entities
 }
# $kind (text)
no-such-target = No such { $kind ->
    [area] area
    [device] device
    [floor] floor
    [label] label
   *[entity] entity
 } in this home
# $kind (text)
no-such-thing = There is no such { $kind ->
    [area] area
    [device] device
    [floor] floor
    [label] label
   *[entity] entity
 } in this home.
# $problem (text)
# $count (number)
problem-and-more = { $problem } And { $count } more like it.
# $kind (text)
# $count (number)
count-of = { $count } { $kind ->
    [view] { $count ->
        [one] view
       *[other] views
     }
    [section] { $count ->
        [one] section
       *[other] sections
     }
    [badge] { $count ->
        [one] badge
       *[other] badges
     }
   *[card] { $count ->
        [one] card
       *[other] cards
     }
 }
