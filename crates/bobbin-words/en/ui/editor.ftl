# $title (text)
close = Close “{ $title }”
discard = Discard
keep-as-draft = Keep as draft
edits-not-taken-in = Bobbin can’t take in your edits.
# $message (text)
text-safe-in-window = { $message } Your text is safe in this window, but it isn’t checked or stored.
changed-on-disk = Changed on disk by another program
changed-on-server = Changed on the server by someone else
draft-untouched = Your draft is untouched.
show-the-difference = Show the difference
file-deleted = The file was deleted from disk.
text-here-kept = The text here is kept.
no-config = Home Assistant has no config for this dashboard.
no-config-text = It was never edited, or its storage can’t be read. Saving writes the text below as its config.
review = Review
text-is-readable = Home Assistant can read this text.
# $title (text)
restored-draft-kept = Restored “{ $title }”. Your draft is kept: review it, then save.
dashboard-was-deleted = This dashboard was deleted on Home Assistant.
recreate = Recreate
merge-unfinished = A merge with the version on Home Assistant isn’t finished.
decisions-kept = Your decisions are kept.
continue-merge = Continue the merge
show-in-history = Show in history
comments-are-local = Home Assistant doesn’t store comments. Bobbin keeps them on this computer.
import-comments = Import…
next = Next
previous = Previous
select-all = Select all
regex = Regex
words = Words
replace-all = Replace all
line = Line
# $title (text)
yaml-of = YAML of { $title }
fold = Fold
unfold = Unfold
unsaved-untitled = It has unsaved changes. The draft returns when Bobbin starts.
unsaved-file = It has unsaved changes. The draft returns when the file is opened.
# $title (text)
took-from-disk = “{ $title }” is now as it is on disk.
# $title (text)
took-from-server = “{ $title }” is now as it is on the server.
# $sentences (text)
sentences = { $sentences }.
# $sentences (text)
# $count (number)
sentences-and-more = { $sentences }, and { $count ->
    [one] 1 more change
   *[other] { $count } more changes
 }.
# $when (text)
unsaved-draft = This is your unsaved draft, edited { $when }.
deleted-draft-kept = Your draft and its history are kept. Recreating the dashboard restores its settings and its last config.
deleted-text-kept = The text and its history are kept. Recreating the dashboard restores its settings and its last config.
# $count (number)
comments-lost = { $count ->
    [one] 1 comment was about something that was deleted elsewhere:
   *[other] { $count } comments were about something that was deleted elsewhere:
 }
# $comments (text)
# $more (number)
# $count (number)
comments-lost-list = { $comments }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
 }. The text with { $count ->
    [one] it
   *[other] them
 } is kept in the history.
someone-else-saved = Someone else saved this dashboard
# $when (text)
text-below-has-it = { $when }; the text below includes it.
