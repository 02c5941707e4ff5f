suggestions = Suggestions
icon = Icon
icon-hint = Type what it should show, such as “sofa”. Without an icon, Home Assistant shows its own.
icon-of-another-set = An icon from another set: it can’t be shown here, but Home Assistant may know it.
no-such-icon = No Material Design icon has this name. Choose one below.
# $name (text)
icon-name = Home Assistant calls it mdi:{ $name }.
mdi-view-dashboard = mdi:view-dashboard
icons = Icons
unified = Unified
comparison = Comparison
previous-change = Previous change
next-change = Next change
show-unchanged-lines = Show unchanged lines
copy-as-patch = Copy as a patch
cannot-compare = This can’t be compared
comparing = Comparing
unchanged-lines-after-this = Unchanged lines after this
lines = Lines
as-home-assistant-shows-them = As Home Assistant shows them
removed = Removed
today = Today
yesterday = Yesterday
just-now = just now
removed-line = Removed:{" "}
added-line = Added:{" "}
# $count (number)
seconds-ago = { $count } s ago
# $count (number)
minutes-ago = { $count } min ago
# $count (number)
hours-ago = { $count } h ago
# $count (number)
days-ago = { $count ->
    [one] 1 day ago
   *[other] { $count } days ago
 }
# $date (text)
on-date = on { $date }
# $count (number)
unchanged-lines = { $count ->
    [one] 1 unchanged line
   *[other] { $count } unchanged lines
 }
# $count (number)
unchanged-lines-before = { $count ->
    [one] 1 unchanged line
   *[other] { $count } unchanged lines
 } before this
# $added (number)
# $removed (number)
line-counts = { $added ->
    [one] 1 line added
   *[other] { $added } lines added
 }, { $removed ->
    [one] 1 line removed
   *[other] { $removed } lines removed
 }
# $number (number)
# $count (number)
change-of = { $number } of { $count }
# $label (text)
clear = Clear { $label }
no-match-used-as-typed = No matches. What you type is used as it is.
side-by-side = Side by side
