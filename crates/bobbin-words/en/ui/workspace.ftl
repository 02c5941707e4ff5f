new-token = New token…
show = Show
check-again = Check again
copy-details = Copy details
see-merge = See the merge
a-file = a file
# $url (text)
file-not-loaded = Home Assistant could not load { $url }
# $message (text)
card-not-drawn = Home Assistant can’t draw this card: { $message }
resource-cards-not-drawn = Cards from this resource can’t be drawn. Check it under Resources.
no-place-here = It can’t be added here: add or select a view first
saving = Saving…
decide-first = Decide first
choose-below = Choose below what to do with the two versions.
nothing-to-save = There is nothing to save.
edit-not-taken-in = Bobbin couldn’t take in your last edit. Try again first.
text-unreadable = Home Assistant can’t read this text.
cant-save-read-only = Can’t save: read-only access
# $why (text)
draft-kept = { $why } The draft is kept.
token-refused-new-token = Token refused: new token…
saving-now = Saving…
checked-before-sending = Bobbin checks what Home Assistant has before it sends this.
will-be-saved-when-reconnected = Will be saved when reconnected
save-this-later-instead = Save this later instead
replaces-waiting-text = An earlier text is waiting to be saved. This one replaces it.
offline-draft-kept = Offline: draft kept
# $why (text)
kept-until-reconnected = { $why } Bobbin keeps it, checks it and saves it when reconnected.
offline-save-later = Offline: save later
last-save-unknown = Bobbin doesn’t know yet whether the last save arrived. It checks before it saves.
deleted-recreate-first = Deleted: recreate first
deleted-recreate-then-save = It was deleted on Home Assistant. Recreate it, then save. The draft is kept.
shows-both-versions = Shows both versions. Nothing is overwritten.
# $count (number)
to-decide = { $count } to decide
# $count (number)
unknown-yet = { $count } not known yet
# $words (text)
connected-again = Connected again: { $words }.
# $title (text)
changed-meanwhile = “{ $title }” changed on Home Assistant meanwhile. Nothing was sent; both versions are kept.
# $title (text)
# $merges (text)
changed-meanwhile-merges = “{ $title }” changed on Home Assistant meanwhile and can be merged: { $merges }. Nothing is sent until you save it.
# $title (text)
# $message (text)
refused-draft-kept = “{ $title }” was refused: { $message }. The draft is kept.
# $title (text)
did-not-arrive = “{ $title }” did not reach Home Assistant. The draft is kept.
# $title (text)
checks-whether-arrived = Bobbin checks whether “{ $title }” arrived.
# $title (text)
still-waiting = “{ $title }” is still waiting.
read-from-home-assistant = Read from Home Assistant
saved-with-bobbin = Saved with Bobbin
saved-by-others = Saved by someone else
replaced-by-a-save = Replaced by a save, kept here
restored-after-a-save = Restored after a save replaced it
last-before-deletion = Last version before the dashboard was deleted
discarded-draft = Discarded draft
dashboard-needs-title = A dashboard needs a title.
# $user (text)
user-is-read-only = { $user } has read-only access.
no-connection-home-assistant = There is no connection to Home Assistant.
low = Low
normal = Normal
charging = Charging
not-charging = Not charging
detected = Detected
cold = Cold
disconnected = Disconnected
closed = Closed
hot = Hot
light-detected = Light detected
no-light = No light
unlocked = Unlocked
locked = Locked
wet = Wet
dry = Dry
moving = Moving
not-moving = Not moving
plugged-in = Plugged in
unplugged = Unplugged
power-detected = Power detected
no-power = No power
away = Away
problem = Problem
ok = OK
running = Running
not-running = Not running
unsafe-it = Unsafe
safe = Safe
tampering-detected = Tampering detected
update-available = Update available
now = Now
yaml-has-problems = The YAML has problems; fix them first
changed-on-server-merge = Changed on server: merge…
changed-on-disk-decide = Changed on disk: decide…
# $count (number)
saves-sent = { $count ->
    [one] 1 save sent
   *[other] { $count } saves sent
 }
# $size (text)
bytes = { $size } B
# $size (text)
kilobytes = { $size } kB
# $size (text)
megabytes = { $size } MB
# $title (text)
# $words (text)
about-title = “{ $title }”: { $words }
# $title (text)
# $summary (text)
merged-title = “{ $title }”: { $summary }.
