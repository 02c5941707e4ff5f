no-answer-in-time = No answer in time
token-refused = Token refused
outline = Outline
inspector = Inspector
clear = Clear
copy = Copy
dismiss = Dismiss
resources = Resources
open = Open
history = History
search = Search
changed = Changed
try-again = Try again
no-problems = No problems
no-home-assistant = No Home Assistant
untitled = Untitled
close = Close
undo = Undo
no-document-open = No document is open
no-home-assistant-chosen = No Home Assistant is chosen
view = View
go = Go
file = File
save = Save
document = Document
save-as = Save as…
edit = Edit
replace = Replace
review-changes = Review changes
try-demo-home = Try the demo home
enter-new-token = Enter a new token…
only-comments-or-formatting = Only comments or formatting
home-assistant = Home Assistant
take-theirs = Take theirs
what-to-compare = What to compare
title = Title
path = Path
cancel = Cancel
copy-path = Copy path
dashboards = Dashboards
refresh = Refresh
no-dashboard-open = No dashboard is open
dashboard = Dashboard
read-only = Read-only
merge-now = Merge now
match-case = Match case
export-to-file = Export to a file…
name-label = Name
keep = Keep
add-view = Add a view
card = Card
only-formatting-changed = Only formatting changed.
type-label = Type
layout = Layout
before = Before
edit-by-hand = Edit by hand
sentences-width = Width of the sentences
dashboard-as-shown = The dashboard as Home Assistant shows it
arrange = Arrange
address = Address
added = Added
filter = Filter
no-changes = No changes
sides-identical = Both sides are identical.
home-assistant-refused-token = Home Assistant refused the token.
retry-now = Retry now
security = Security
connected = Connected
moved = Moved
moved-and-changed = Moved and changed
copied = Copied
# $count (number)
problem-count = { $count ->
    [one] 1 problem
   *[other] { $count } problems
 }
# $count (number)
change-count = { $count ->
    [one] 1 change
   *[other] { $count } changes
 }
# $count (number)
version-count = { $count ->
    [one] 1 version
   *[other] { $count } versions
 }
read-only-because = Read-only.
