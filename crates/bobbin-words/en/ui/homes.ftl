address-and-token-first = Enter the address and the token first
connect-home-assistant = Connect to Home Assistant
address-hint = As in your browser, for example http://homeassistant.local:8123
long-lived-access-token = Long-lived access token
name-hint = Leave empty to use the name of your home in Home Assistant
token-not-stored = Bobbin can’t store the token
# $reason (text)
token-not-stored-because = { $reason } Bobbin never writes a token to a file, so you have to enter it again next time.
stop-test = Stop the test
test-connection = Test connection
connect = Connect
sha-256 = SHA-256
trust-this-certificate = Trust this certificate
connect-text = Edit the dashboards of your own home.
demo-home-text = A small home inside Bobbin. Nothing leaves this computer.
open-yaml-file = Open a YAML file
open-file-text = Edit a dashboard’s text without Home Assistant.
bobbin = Bobbin
what-bobbin-is = The editor for Home Assistant dashboards
starting = Starting
name-and-address = Name and address
keep-anyway = Keep anyway
home-assistant-instances = Home Assistant instances
# $name (text)
remove-home = Remove { $name }
remove = Remove
# $message (text)
refused-stopped-trying = Home Assistant says: “{ $message }”. Bobbin has stopped trying. Drafts are kept.
# $name (text)
token-missing = The token for { $name } is missing.
token-missing-because = It was kept for the last session only, or it was removed from the keyring.
enter-token = Enter the token…
# $name (text)
token-unreadable = The token for { $name } can’t be read.
ask-keyring-again = Try the keyring again
waiting-keyring = Waiting for the keyring.
keyring-asks = Your system may be asking for its password. Drafts and files are available meanwhile.
connection-lost = Connection lost.
# $attempt (number)
# $wait (number)
attempt-in = Attempt { $attempt } in { $wait } s.
# $attempt (number)
attempt-now = Attempt { $attempt } is in progress.
drafts-kept = Drafts are kept; you can keep editing.
# $user (text)
read-only-access = “{ $user }” has read-only access.
use-administrators-token = Use an administrator’s token to save dashboards. Your edits are kept as drafts.
enter-another-token = Enter another token…
# $name (text)
token-kept-for-session = The token for { $name } is kept for this session only, because there is no keyring to store it in.
# $name (text)
new-token = New token for { $name }
use-this-token = Use this token
how-to-create-a-token = How to create a token
token-help-open = Open Home Assistant in a browser and click your name at the bottom left.
token-help-paste = Copy it and paste it above. Home Assistant shows it only once.
token-help-administrator = To save dashboards, the token must belong to an administrator. Bobbin keeps it in your system’s keyring.
connecting = Connecting…
connecting-home-assistant = Connecting to Home Assistant.
# $attempt (number)
attempt-now-short = attempt { $attempt }, now
# $attempt (number)
# $wait (number)
attempt-in-short = attempt { $attempt } in { $wait } s
# $when (text)
reconnecting = Reconnecting: { $when }
# $error (text)
connection-lost-because = The connection was lost. { $error }
offline = Offline
offline-drafts-kept = Not connected. Drafts are kept and can be edited.
# $home (text)
# $ha-version (text)
test-works = Connected: { $home }, Home Assistant { $ha-version }
# $user (text)
test-administrator = Signed in as { $user }, an administrator.
# $home (text)
# $ha-version (text)
test-works-read-only = Connected, read-only: { $home }, Home Assistant { $ha-version }
# $user (text)
test-read-only = “{ $user }” has read-only access: dashboards can be read and compared, but not saved. Use an administrator’s token to save.
invalid-address = Invalid address
# $host (text)
host-not-found = Host { $host } not found
host-not-found-hint = Check the spelling. A name ending in .local only works on the same network; the IP address works, too.
# $address (text)
nothing-answers = Nothing answers at { $address }
nothing-listens = The computer was found, but nothing listens on this port. Home Assistant’s usual port is 8123. It may also be restarting.
no-reply = There was no reply. The address may belong to another network, or a firewall may block it.
certificate-not-trusted = The certificate is not trusted
# $sentence (text)
trust-if-yours = { $sentence } If the fingerprint below is your server’s, trust it for this Home Assistant only.
secure-connection-failed = Secure connection failed
# $sentence (text)
try-plain-http = { $sentence } If Home Assistant uses plain HTTP, start the address with http://.
not-home-assistant = This isn’t Home Assistant
# $sentence (text)
check-port-and-path = { $sentence } Check the port and the path of the address.
home-assistant-refused-token = Home Assistant refused the token
# $message (text)
refused-copy-token = Home Assistant says: “{ $message }”. Copy the whole token, or create a new one. Home Assistant blocks an address after several refused tokens.
connected = Connected.
# $latency-ms (number)
latency = { $latency-ms ->
    [0] under 1 ms
   *[other] { $latency-ms } ms
 }
# $latency-ms (number)
latency-slow = { $latency-ms } ms, slow
# $latency-ms (number)
connected-latency = Connected ({ $latency-ms ->
    [0] under 1 ms
   *[other] { $latency-ms } ms
 }).
# $latency-ms (number)
connected-slow = Connected, slow ({ $latency-ms } ms).
remove-forgets-address = Bobbin forgets its address. Nothing changes in Home Assistant. Drafts and versions stay on disk; they return when you add it again.
remove-forgets-address-and-token = Bobbin forgets its address and its token. Nothing changes in Home Assistant. Drafts and versions stay on disk; they return when you add it again.
tab-security = Security
long-lived-access-tokens = Long-lived access tokens
create-token = Create token
# $tab (name)
go-to-security = Choose the tab { $tab } and go to the bottom of the page.
# $tab (name)
# $page (code)
go-to-security-at = Choose the tab { $tab } ({ $page }) and go to the bottom of the page.
# $section (name)
# $button (name)
create-the-token = Under { $section }, choose { $button } and name it “Bobbin”.
