# $title (text)
# $file (text)
exported-to = Exported “{ $title }” to { $file }.
# $title (text)
text-is-now-draft = The text is now the draft of “{ $title }”. Review it, then save.
no-path-yet = It has no path until it is saved.
send-to-home-assistant = Send to Home Assistant…
open-first = Open it first.
files = Files
open-or-create-file = Open or create a file
not-saved = not saved
no-files-yet = YAML files that you open are listed here.
# $title (text)
file = File “{ $title }”
open-file-path = Open a file by its path
full-path-yaml-file-on = The full path of a YAML file on this computer.
path-example = /home/robin/lights.yaml
existing-dashboard = Existing dashboard
new-dashboard = New dashboard
# $title (text)
send-title = Send “{ $title }” to Home Assistant
send-text = The text becomes the draft of a dashboard. Review the changes there; nothing is saved until you save.
where-to = Send to
version-stays-in-history = Its current version stays in the history.
path-is-final = Can’t be changed later.
create-and-review = Create and review
review-there = Review
connect-home-assistant-first = Connect to a Home Assistant first.
no-dashboard-send = There is no dashboard to send it to.
open-file-path-2 = Open a file by its path…
save-copy-yaml-download-backup = save copy yaml download backup
upload-push-copy-dashboard = upload push copy to dashboard
connect-home-assistant-first-2 = Connect to a Home Assistant first
enter-a-path = Enter the path of a file.
write-home-in-full = Write the home folder in full, as /home/….
path-must-be-absolute = The path must be absolute.
is-a-folder = This is a folder.
