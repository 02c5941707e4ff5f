bobbin-could-not-finish-this = Bobbin could not finish this. Your drafts are kept.
not-possible = Bobbin can’t do this
invalid-address = Invalid address
not-connected = Not connected
not-allowed = Not allowed
home-assistant-refused = Home Assistant refused
no-longer-there = No longer there
text-problems = The text has problems
too-large = Too large
not-possible-here = Not possible here
out-of-step = Out of step
file-changed-on-disk = The file changed on disk
file-problem = File problem
bobbins-own-data-could-not = Bobbin’s own data could not be written
error-in-bobbin = An error in Bobbin
bobbin-starting = Bobbin is starting
canvas = Canvas
yaml = YAML
preview = Preview
visual = Visual
split = Split
panes = Panes
how-document-shown = How the document is shown
# $title (text)
show-hidden-pane = Show { $title } (hidden: not enough room)
no-room-click-to-show = There isn’t enough room for it. Click to show it instead of another pane.
# $title (text)
width-of = Width of { $title }
nothing-open = Nothing open
# $keys (text)
choose-dashboard-left-or-go = Choose a dashboard on the left, or press { $keys } to go to anything.
go-anything = Go to anything
opening = Opening
# $unread (number)
notices-new = Notices, { $unread } new
notices = Notices
no-notices = No notices
details = Details
current = Current
commands = Commands
dashboard-document-file-commands = A dashboard, a document, a file; > for commands
no-matching-commands = No matching commands
no-results = No results
problems = Problems
review = Review
panel = Panel
width-panel = Width of the panel
height-panel = Height of the panel
panels = Panels
panel-to-bottom = Move the panel to the bottom
panel-to-right = Move the panel to the right
restore-panel = Restore the panel
maximize-panel = Maximize the panel
close-panel = Close the panel
formatting-only = Formatting only
# $keys (text)
what-changed = What changed ({ $keys })
keeps-draft-unsent = Keeps the draft, but doesn’t send it.
do-not-send = Don’t send
sidebar = Sidebar
no-home-assistant-connected = No Home Assistant is connected.
connect = Connect…
width-sidebar = Width of the sidebar
bobbin-could-not-start = Bobbin could not start
# $when (text)
as-of = As of { $when }
when-read-or-saved-last = When it was last read or saved. Changes that others save after that are announced.
# $when (text)
entities-devices-and-areas-as = Entities, devices and areas are as of { $when }.
draft = Draft…
# $when (text)
draft-saved = Draft saved { $when }
draft-not-saved = Draft not saved
removed-instance = a removed instance
# $name (text)
sent-when-connection = { $name } — will be saved when reconnected
# $name (text)
# $url-path (text)
# $home (text)
dashboard-of-home = { $name } — /{ $url-path } in { $home }
# $name (text)
# $home (text)
name-of-home = { $name } of { $home }
close-others = Close the others
no-others = There are no others
close-all = Close all
open-documents = Open documents
to-be-sent = , waiting to be saved
changed-elsewhere-too = , changed elsewhere too
with-changes = , with changes
# $title (text)
close = Close { $title }
tab = Tab
hide-sidebar = Hide the sidebar
show-sidebar = Show the sidebar
# $title (text)
will-be-saved-when-reconnected = “{ $title }” will be saved when reconnected.
# $title (text)
# $summary (text)
saved-merged = Saved “{ $title }”: { $summary }.
# $hint (text)
their-changes = Theirs: { $hint }.
# $title (text)
saved = Saved “{ $title }”.
# $title (text)
saved-home-assistant = Saved “{ $title }” to Home Assistant.
# $title (text)
nothing-to-save = Nothing to save: Home Assistant already has this version of “{ $title }”.
# $file (text)
saved-file = Saved “{ $file }”.
# $title (text)
draft-discarded = Discarded the draft of “{ $title }”. It is kept in the history.
show-all-commands = Show all commands
next-tab = Next tab
previous-tab = Previous tab
go-line = Go to line
next-problem = Next problem
no-problems = There are no problems
previous-problem = Previous problem
new-file = New file
open-yaml-file = Open a YAML file…
write-send-upload = write send upload
export-a-dashboard-instead = Export a dashboard instead
close-tab = Close tab
no-tab-open = No tab is open
discard-draft = Discard draft
revert-discard-undo-all-changes = revert discard undo all changes
no-changes = There are no changes
check-for-changes = Check for changes
refresh-reload-fetch = refresh reload fetch
# $title (text)
has-not-changed = “{ $title }” hasn’t changed.
redo = Redo
find = Find
find-next = Find next
find-previous = Find previous
fold-all = Fold all
unfold-all = Unfold all
show-or-hide-sidebar = Show or hide the sidebar
diff-compare = diff compare
panel-to-bottom-or-right = Move the panel to the bottom or right
window-too-narrow = The window is too narrow
light-theme = Light theme
dark-theme = Dark theme
system-theme = System theme
theme-light-dark = theme light dark
connect-home-assistant = Connect to Home Assistant…
connection = Connection
add-instance-server = add instance server
try-reconnect-now = Reconnect now
not-waiting-connection = Not reconnecting
disconnect = Disconnect
demo-home-needs-none = The demo home needs no token
name-and-address-this-home = Name and address of this Home Assistant…
rename-url = rename url
remove-this-home-assistant = Remove this Home Assistant…
forget-delete-instance = forget delete instance
# $version (text)
# $user (text)
# $role (text) admin or reader
connected-as = Connected · Home Assistant { $version } · { $user }, { $role ->
    [admin] administrator
   *[reader] read-only
 }
# $version (text)
# $user (text)
# $role (text) admin or reader
connected-as-polling = Connected · Home Assistant { $version } · { $user }, { $role ->
    [admin] administrator
   *[reader] read-only
 } · checks for changes every 5 s
# $line (text)
# $column (text)
place = Line { $line }, col { $column }
# $line (text)
# $column (text)
# $count (number)
place-with-selection = Line { $line }, col { $column } ({ $count ->
    [one] 1 character
   *[other] { $count } characters
 } selected)
# $line (text)
# $column (text)
# $count (number)
place-with-cursors = Line { $line }, col { $column }, { $count } cursors
# $when (text)
as-of-not-connected = As of { $when }, not connected
may-be-newer = Home Assistant may have something newer. Bobbin checks before it sends anything.
# $count (number)
warning-count = { $count ->
    [one] 1 warning
   *[other] { $count } warnings
 }
