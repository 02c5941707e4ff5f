# $file (text)
exported-text-comments = Exported the text with its comments to { $file }.
only-dashboards = Only dashboards have a history
only-dashboards-text = Keep a file’s history where you keep the file, for example in Git. Discarded drafts are kept there, too.
version-is-now-draft = The version is now your draft. Review the changes, then save.
# $sentence (text)
review-then-save = { $sentence }. Review it, then save.
# $file (text)
exported-version = Exported the version to { $file }.
copied-version-as-yaml = Copied the version as YAML.
# $title (text)
restored = Restored “{ $title }”
# $name (text)
history-of = History of { $name }
history-cant-read = The history can’t be read
loading-history = Loading the history
nothing-kept = No versions yet
keeps-every-config = Bobbin keeps every config that it reads, saves or replaces, on this computer.
width-list-dashboards = Width of the list of dashboards
size-and-retention = Size and retention
deleted = Deleted
deleted-dashboards = Deleted dashboards
removed-resources = Removed resources
# $title (text)
was-deleted = “{ $title }” was deleted
recreate-from-version = Recreate from this version
recreate = Recreate
open-dashboard = Open the dashboard
recreate-first = The dashboard is deleted: recreate it from this version.
choose-dashboard = Choose a dashboard
choose-dashboard-text = Every version that Bobbin has seen or saved is kept on this computer, including those of deleted dashboards.
on-this-computer = On this computer
section-hint = Every version seen or saved, including those of deleted dashboards
# $when (text)
deleted-2 = deleted { $when }
name-version = Name the version
name-hint = A named version is never removed. Leave empty to remove the name.
name-example = Before the new heating
set-name = Set name
# $kind (text)
# $when (text)
removed = { $kind } · removed { $when }
add-again = Add again
forever = Forever
history-on-this-computer = History on this computer
kept = Versions
on-disk = On disk
folder = Folder
keep-every-version = Keep every version for
retention-hint = After that, the last version of each day. Named versions and the last version of every dashboard are never removed.
loading = Loading
nothing-to-remove = There was nothing to remove.
compact-now = Compact now
done = Done
since-then = Since then
what-changed = What it changed
# $when (text)
against = Compared with { $when }
restore-as-draft = Restore as draft
stop-comparing = Stop comparing with it
compare-with-it = Compare others with it
name-command = Name it…
rename = Rename…
copy-as-yaml = Copy as YAML
restore-this = Restore this
undo-this-change = Undo this change
versions-cant-read = The versions can’t be read
loading-versions = Loading versions
no-versions-yet = No versions yet
width-list-versions = Width of the list of versions
more-about-this-version = More about this version
choose-version = Choose a version
choose-version-text = See what it changed, restore a part of it, or restore all of it as the draft. Nothing is sent until you save.
text-comments = The text with its comments
versions-newest-first = Versions, the newest first
version = Version
# $count (number)
and-more = and { $count } more
compared-with = Compared with
history-command = History of all dashboards, including deleted ones
versions-recreate-restore-deleted = versions recreate restore deleted
retention-command = History size and retention…
retention-compact-vault-disk-space = retention compact vault disk space settings
export-command = Export the text with its comments…
another-computer-comments-yaml = another computer comments yaml
import-command = Import comments and formatting from a file…
import-another-computer-comments-yaml = import another computer comments yaml
# $file (text)
imported-comments = Imported the comments from { $file }. The text means the same.
# $file (text)
imported-comments-only = Imported the comments from { $file }. The dashboard itself didn’t change.
# $count (number)
# $comments (text)
comments-without-place = { $count ->
    [one] 1 comment had no place:
   *[other] { $count } comments had no place:
 } { $comments }
# $count (number)
versions-kept = { $count ->
    [one] 1 version is kept here, with its settings.
   *[other] { $count } versions are kept here, with their settings.
 }
# $count (number)
# $size (text)
versions-uncompressed = { $count ->
    [one] 1 version
   *[other] { $count } versions
 }, { $size } uncompressed
# $count (number)
# $before (text)
# $after (text)
removed-versions = Removed { $count ->
    [one] 1 older version
   *[other] { $count } older versions
 }: { $before } became { $after }.
# $count (number)
day-count = { $count ->
    [one] 1 day
   *[other] { $count } days
 }
# $version (text)
ha-version = HA { $version }
