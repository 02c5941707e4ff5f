old-side = Old side
new-side = New side
swap-sides = Swap the sides
nothing-to-compare = Nothing to compare with yet
never-saved = This text has never been saved. After the first save, its changes are shown here.
revert-change = Revert this change
the-disk = the disk
my-draft = My draft
where-i-started = Where I started
# $place (text)
on = On { $place }
# $place (text)
on-now = On { $place } now
kept-versions = Kept versions
only-lines = The draft has problems, so only changed lines are shown.
only-formatting = Only comments or formatting changed. Home Assistant already has this, so saving sends nothing.
draft-is-on-server = The draft is what Home Assistant has.
draft-is-on-disk = The draft is what is on disk.
