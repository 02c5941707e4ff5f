edit-resource = Edit resource
new-resource = New resource
address-hint = Files in Home Assistant’s www folder are at /local/….
address-example = /local/clock-card.js
# $kind (text)
use-it = Use { $kind }
save-resource = Save resource
add-resource = Add resource
managed-hint = Added by the Marketplace (before Home Assistant 2026.11: by HACS), which changes it when it updates the card
marketplace = Marketplace
# $url (text)
edit = Edit { $url }
# $url (text)
remove = Remove { $url }
managed-by = Managed by
actions = Actions
# $resources (text)
no-matches = No resource has “{ $resources }” in its address or type.
# $url (text)
removed = Removed { $url }.
# $name (text)
resources-of = Resources of { $name }
# $name (text)
what-resources-are = Files that the frontend of { $name } loads on every page, in addition to its own cards.
no-resources = No resources
no-resources-text = Each custom card needs one. The Marketplace adds those of the cards that it installs.
resources-cant-read = The resources can’t be read
loading-resources = Loading resources
javascript-module = JavaScript module
javascript-legacy = JavaScript file (legacy)
style-sheet = Style sheet
html-import = HTML import (no longer supported)
needs-address = A resource needs an address, such as /local/clock-card.js.
path-on-disk = This is the path on disk. Home Assistant serves its www folder as /local/.
local-file = Browsers can’t read files on this computer. Put the file in Home Assistant’s www folder and use /local/….
must-start-with-slash = It must start with a slash.
no-spaces = The address can’t contain spaces. Write them as %20.
must-start-with-slash-or-https = It must start with a slash or with https://.
already-listed = This file is already in the list. Loading it twice often breaks a card.
looks-like-style-sheet = It looks like a style sheet.
looks-like-javascript = It looks like JavaScript.
is-a-page = This is a page about the file, not the file itself.
refused-over-https = Browsers that open Home Assistant over https:// refuse to load this.
from-the-internet = It is loaded from the internet: without a connection, its cards are missing.
managed = Managed by the Marketplace (before Home Assistant 2026.11: by HACS), which may rewrite this address.
# $url (text)
resource-changed = Changed { $url }. Reload open browsers to apply it.
# $url (text)
resource-added = Added { $url }. Reload open browsers to apply it.
# $when (text)
offline-list-as-of = Not connected: the list as of { $when }
