what-to-do = What to do
# $title (text)
changed-on-disk-meanwhile = “{ $title }” changed on disk meanwhile
# $title (text)
changed-on-home-assistant-meanwhile = “{ $title }” changed on Home Assistant meanwhile
put-back = Your save replaced a newer version. Bobbin kept it, restored it at once, and sent nothing over it. Your draft is kept.
nothing-written = Nothing was written. Your draft is kept, and the file is unchanged.
nothing-sent = Nothing was sent. Your draft is kept, and their version is in the history.
merge-both = Merge both
merge-text-conflicts = Changes that fit together are merged; you decide about each conflict.
overwrite-theirs = Overwrite theirs
overwrite-file-text = Saves your draft over what is on disk now.
overwrite-text = Saves your draft without their changes. Their version stays in the history.
keep-editing = Keep editing
keep-editing-text = Nothing is decided yet. The next save asks again.
what-they-changed = What they changed
what-i-changed = What I changed
theirs-against-mine = Theirs against mine
took-theirs = Took theirs. Your draft is kept in the history.
merged-both = Merged both. Review the changes, then save.
theirs = Theirs
mine = Mine
your-draft = in your draft
only-formatting-or-unreadable = Only formatting changed, or one side can’t be read as a dashboard.
only-one = Only one of the two can be kept here.
# $position (number)
# $count (number)
conflict-of = Conflict { $position } of { $count }
not-in-base = Not in the base version.
you-removed = You removed it.
they-removed = They removed it.
keep-both = Keep both
decide-again = Decide again
hand-label = Text to use instead
# $problem (text)
hand-not-decided = { $problem } Until you fix it, this conflict isn’t decided.
both = Both
by-hand = By hand
conflicts = Conflicts
hand-problem = By hand, has a problem
to-decide = To decide
# $summary (text)
review-then-save = { $summary }. Review the changes, then save.
nothing-to-decide = There is nothing to decide
finish-the-merge = Finish the merge
merge = Merge
next-conflict = Next conflict
previous-conflict = Previous conflict
choose-mine = Choose mine
choose-theirs = Choose theirs
only-one-block = Only one of the two can be kept here
edit-conflict-hand = Edit the conflict by hand
undo-decision = Undo the decision
not-decided-yet = It isn’t decided yet
leave-and-discard = Leave the merge and discard its decisions
leave-and-keep = Leave the merge and keep its decisions
to-send = Will be sent
new-me = New to me
# $count (number)
theirs-count = Theirs { $count }
# $count (number)
mine-count = Mine { $count }
changes-to-send = Changes that the merge makes to Home Assistant’s version.
changes-to-mine = Changes that the merge makes to your draft.
their-changes = What they changed since you started.
my-changes = What you changed since you started.
same-as-theirs = Same as Home Assistant’s version.
same-as-mine = Same as your draft.
only-comments-or-formatting = Only comments or formatting.
the-result = The result
comments-stay = They stay in your draft’s version in the history.
which-changes = Which changes
merged-text = The merged text
# $title (text)
merged = Merged: “{ $title }”
pictures-label = Mine and theirs as Home Assistant shows them
take-theirs-hint = The draft becomes what Home Assistant has. Yours stays in the history, and Undo restores it.
overwrite-hint = Saves your draft without their changes. Theirs stays in the history.
leave-hint = Nothing more is decided. Your decisions so far are kept.
review-first = Review first
save-merged = Save merged
finish-hint = One undo step; review and save next.
finish-merge = Finish merge
cannot-merge = Can’t merge now
compare-two-sides = Compare the two sides
back-editor = Back to the editor
merging = Merging
decided = Decided
use-for-the-rest = Use for the rest:
mine-short = mine
theirs-short = theirs
# $decided-count (number)
# $count (number)
of-decided = { $decided-count } of { $count } decided
merge-what-home-assistant-now = Merge with what Home Assistant has now
conflict-theirs-mine = conflict theirs mine
unqueue = Don’t save when reconnected
queue-take-back-offline-later = queue take back offline later
nothing-queued = Nothing is waiting to be saved
# $title (text)
unqueued = “{ $title }” won’t be saved when reconnected. The draft is kept.
save-later = Save later
only-dashboards = Only dashboards can be merged
already-open = The merge is already open
unchanged = No one else has changed it
fix-problems-first = Fix the problems in the text first
# $count (number)
comments-without-place = { $count ->
    [one] 1 of your comments has no place, because its card is gone:
   *[other] { $count } of your comments have no place, because their cards are gone:
 }
# $summary (text)
# $when (text)
theirs-seen = { $summary }. Theirs was seen { $when }; nothing is sent yet, and both versions are kept.
# $count (number)
merge-text = The two sides changed different things: the draft becomes their version with { $count ->
    [one] 1 change
   *[other] { $count } changes
 } of yours on top.
take-file-text = The draft becomes what the file has now. Your draft stays in the history, and Undo restores it.
take-theirs-text = The draft becomes what Home Assistant has now. Your draft stays in the history, and Undo restores it.
# $when (text)
seen = seen { $when }
