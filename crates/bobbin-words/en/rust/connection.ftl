empty = the address is empty
space = the address can't contain spaces
# $value (text)
character = the address can't contain { $value }
# $value (text)
scheme = { $value }:// is not how Home Assistant is reached; use http:// or https://
# $value (text)
slashes = after { $value }: come two slashes
no-host = the host is missing
# $host (text)
# $reason (text)
host = { $host } is not a host name: { $reason }
# $value (text)
ipv4 = { $value } is not a complete IP address; one has four numbers from 0 to 255
# $value (text)
ipv6 = { $value } is not an IPv6 address
# $value (text)
ipv6-zone = an IPv6 address with a zone ({ $value }) can't be used; use the host name or an address without %
# $value (text)
port = { $value } is not a port; a port is a number from 1 to 65535
credentials = an address has no user name or password in it; Home Assistant takes a token
# $value (text)
invalid = this is not an address: { $value }
dot-nothing-before = there is a dot with nothing before it
too-long = it is too long
character-not-allowed = a character in it is not allowed there
# $address (text)
no-encryption-and-one-certificate = { $address } has no encryption, and one certificate alone is trusted
server-closed-connection = the server closed the connection
# $error (text)
no-websocket-answers = no WebSocket answers there ({ $error })
# $status (text)
web-server-answers = a web server answers with { $status }
# $path (text)
perhaps-address-right-without = ; perhaps the address is right without { $path }
# $greeting (text)
it-greets-with = it greets with { $greeting }
# $answer (text)
answers-token = it answers the token with { $answer }
speaks-binary = it speaks in binary
# $host (text)
host-not-found = the host { $host } was not found
# $address (text)
refused = nothing answers at { $address }: the connection was refused
# $address (text)
unreachable = { $address } can't be reached
# $after (text)
# $phase (text)
timeout = no answer within { $after } s while { $phase }
# $subject (text)
# $reason (text)
tls-untrusted = the certificate of { $subject } is not trusted: { $reason }
# $reason (text)
tls-failed = the encrypted connection failed: { $reason }
# $location (text)
redirected = the server redirects to { $location }
forbidden = the server refuses this computer (403); Home Assistant does so after too many wrong logins
# $status (text)
proxy-without-server = a proxy answers with { $status }: the Home Assistant behind it is not there
# $found (text)
not-home-assistant = this is not a Home Assistant: { $found }
# $message (text)
token-refused = Home Assistant refused the token: { $message }
# $reason (text)
broken = the connection broke: { $reason }
logging-in = logging in
waiting-sign-life = waiting for a sign of life
not-connected = there is no connection to Home Assistant
renewed = the connection to Home Assistant was renewed in between
connection-lost = the connection to Home Assistant broke before the answer
# $after (text)
home-assistant-gave-no-answer = Home Assistant gave no answer within { $after } s
# $size (text)
# $limit (text)
too-large = this is too large for Home Assistant: { $size } bytes, and it takes { $limit }
# $reason (text)
unsendable = Home Assistant can't read this: { $reason }
# $command (text)
unexpected = Home Assistant's answer to { $command } could not be read
session-stopped = the session was stopped
fingerprint-error = a fingerprint has 32 pairs of hexadecimal digits
port-does-not-speak-tls = the port does not speak TLS; is it http:// instead of https://?
server-hung-up = the server hung up; does the port speak TLS, or is it http:// instead of https://?
server-without-name = a server without a name
not-one-you-trusted = ; it is not the one you trusted
self-signed = it is self-signed
nobody-this-computer-trusts-signed = nobody this computer trusts has signed it
it-has-expired = it has expired
not-valid-yet-clock-right = it is not valid yet; is the clock right?
another-name = it is for another name
it-was-revoked = it was revoked
this-computer-would-trust = this computer would trust it
no-reason-given = no reason was given
# $deepest (text)
nested-more-than-levels-deep = it is nested more than { $deepest } levels deep
# $escape (text)
text-half-character-u = the text has half a character in it (\u{ $escape })
# $shown (text)
number-too-large = the number { $shown } is too large
# $code (text)
server-closed-connection-with = the server closed the connection ({ $code })
connecting = connecting
