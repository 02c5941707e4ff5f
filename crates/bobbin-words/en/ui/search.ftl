# $when (text)
draft = draft, { $when }
# $when (text)
as-of = as of { $when }
search-all-dashboards = Search all dashboards
# $name (text)
search-all-dashboards-of = Search all dashboards of { $name }
search-open = Search open files and drafts
whole-words = Whole words
regular-expression = Regular expression
searching = Searching
# $unread (text)
not-searched = Not searched, because they aren’t on this computer: { $unread }.
what-to-search = Search entities, cards, comments, or any text
what-is-searched = Drafts are searched as they are; everything else as Home Assistant last had it, even without a connection.
search-words = find everywhere in files entity used where grep
open-now = open
# $searched (number)
nothing-found = No results in { $searched ->
    [one] 1 dashboard or file
   *[other] { $searched } dashboards and files
 }
# $count (number)
# $documents (number)
# $searched (number)
found = { $count ->
    [one] 1 result
   *[other] { $count } results
 } in { $documents } of { $searched ->
    [one] 1 dashboard or file
   *[other] { $searched } dashboards and files
 }
# $count (number)
# $title (text)
more-results = { $count ->
    [one] 1 more result
   *[other] { $count } more results
 } in { $title }
