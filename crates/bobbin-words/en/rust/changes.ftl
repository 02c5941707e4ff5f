# $path (text)
not-the-old-version = this is not the version that was compared: it has no { $path }
no-such-change = there is no such change
other-versions = these are not the versions that were compared
place-is-gone = where it was is gone, so it can't be put back alone
entangled = it is part of another change and can't be undone alone
document = document
replaced-whole-document = Replaced the whole document
# $role (text)
kind = { $role ->
    [dashboard] dashboard
    [view] view
    [section] section
    [badge] badge
    [card] card
   *[content] item
 }
# $role (text)
things = { $role ->
    [dashboard] dashboards
    [view] views
    [section] sections
    [badge] badges
    [card] cards
   *[content] items
 }
# $role (text)
# $count (number)
things-counted = { $role ->
    [dashboard] { $count } dashboards
    [view] { $count } views
    [section] { $count } sections
    [badge] { $count } badges
    [card] { $count } cards
   *[content] { $count } items
 }
the-dashboard = the dashboard
# $kind (text)
# $name (sentence)
thing = { $kind } { $name }
# $kind (text)
# $number (text)
thing-numbered = { $kind } { $number }
# $kind (text)
thing-unnamed = the { $kind }
# $type (text)
card-of-type = { $type } card
# $article (text)
# $kind (text)
# $name (sentence)
new-thing = { $article ->
    [an] an
   *[a] a
 } { $kind } { $name }
# $article (text)
# $kind (text)
new-thing-unnamed = { $article ->
    [an] an
   *[a] a
 } { $kind }
# $article (text)
# $kind (text)
# $count (number)
new-thing-with-cards = { $article ->
    [an] an
   *[a] a
 } { $kind } with { $count } cards
# $name (sentence)
# $kind (text)
thing-name-first = { $name } ({ $kind })
# $part (text)
# $thing (sentence)
part-of = the { $part } of { $thing }
# $place (sentence)
# $view (sentence)
place-in-view = { $place } of { $view }
# $things (text)
# $place (sentence)
# $count (number)
replaced = Replaced { $things } of { $place } with { $count } others
# $thing (sentence)
# $place (sentence)
added-to = Added { $thing } to { $place }
# $thing (sentence)
added = Added { $thing }
# $thing (sentence)
# $place (sentence)
removed-from = Removed { $thing } from { $place }
# $thing (sentence)
removed = Removed { $thing }
# $keys (sentence)
# $thing (sentence)
changed-of = Changed { $keys } of { $thing }
# $things (text)
changed = Changed { $things }
# $change (sentence)
# $place (sentence)
in-place = { $change } in { $place }
# $moved (sentence)
# $keys (sentence)
moved-and-changed = { $moved } and changed { $keys }
changed-something = Changed something
changed-the-list = Changed the list
# $thing (sentence)
reordered-keys = Reordered the keys of { $thing }
changed-dashboard-title = Changed the title of the dashboard
# $kind (text)
# $old (sentence)
# $new (sentence)
renamed = Renamed { $kind } { $old } to { $new }
order-of-its-keys = the order of its keys
# $one (sentence)
# $two (sentence)
two-keys = { $one } and { $two }
# $one (sentence)
# $two (sentence)
# $three (sentence)
three-keys = { $one }, { $two } and { $three }
# $one (sentence)
# $two (sentence)
# $three (sentence)
# $count (number)
more-keys = { $one }, { $two }, { $three } and { $count ->
    [one] { $count } more key
   *[other] { $count } more keys
 }
# $thing (sentence)
moved = Moved { $thing }
# $thing (sentence)
# $place (sentence)
moved-up = Moved { $thing } up in { $place }
# $thing (sentence)
# $place (sentence)
moved-down = Moved { $thing } down in { $place }
# $thing (sentence)
# $from (sentence)
# $to (sentence)
moved-from-to = Moved { $thing } from { $from } to { $to }
# $things (text)
reordered = Reordered the { $things }
# $things (text)
# $place (sentence)
reordered-in = Reordered the { $things } of { $place }
# $first (text)
# $second (text)
# $thing (sentence)
both-added = { $first } and { $second } both added { $thing }, differently
# $first (text)
# $second (text)
# $thing (sentence)
both-changed = { $first } and { $second } changed { $thing } differently
# $first (text)
# $thing (sentence)
# $second (text)
changed-and-removed = { $first } changed { $thing }, { $second } removed it
# $first (text)
# $thing (sentence)
# $second (text)
removed-and-changed = { $first } removed { $thing }, { $second } changed it
# $thing (sentence)
moved-apart = Moved { $thing } to different places
# $thing (sentence)
# $place (sentence)
moved-within = Moved { $thing } to different places in { $place }
# $thing (sentence)
# $here (sentence)
# $first (text)
# $there (sentence)
# $second (text)
moved-to-two-places = Moved { $thing } to { $here } by { $first }, to { $there } by { $second }
the-whole-document = the whole document
# $key (sentence)
# $thing (sentence)
key-of = { $key } of { $thing }
