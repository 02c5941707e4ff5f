lists-too-deep = Lists and mappings lie too deep in each other here
aliases-repeat = Aliases repeat so much here that the dashboard would have over a million values or 64 MB of text
half-character = An escape here stands for half a character or for none
lone-merge = Home Assistant cannot read a lone << as a value
lone-equals = Home Assistant cannot read a lone = as a value
number-fails = Home Assistant fails on this number
no-such-date = Home Assistant fails on a date that does not exist
number-over-64-bits = Home Assistant cannot save a whole number of more than 64 bits
dialects = the dialects are editor, editor-legacy and core
template-as-mapping = This template is not quoted, so its braces are read as a mapping
template-as-key = This template is not quoted, so its braces are read as a mapping with the key "[object Object]"
quote-the-template = Quote the template
tab-indents = Tab used for indentation; YAML allows only spaces there
replace-with-spaces = Replace it with spaces
use-spaces = Use spaces
close-quote-on-its-line = Close the quote at the end of its line
put-space-after-colon = Put a space after the colon
add-space = Add the space
colon-in-text = A colon followed by a space stands inside a text, where it would start another value
quote-the-text = Quote the text
deeper-than-value = This line is indented deeper than the line above, which has a value already
indent-as-above = Give it the same indentation as the line above
empty-text = The text is empty
indent-with-spaces = Indent with spaces
indent-as-siblings = Give it the same indentation as the lines it belongs with
close-quote = Close the quote at the end of the text
close-bracket = Close the bracket, or quote the text if no list or mapping is meant
quote-text-with-colon = Quote the text, since it has a colon in it
quote-exclamation-mark = To start a text with an exclamation mark, quote it
quote-star = To start a text with * or &, quote it
remove-dashes = Remove the line with the dashes
quote-it = Quote it
text-for-all = In quotes it is a text for all of them
rename-one = Remove or rename one of the two
date-as-key = A date cannot be a key in Home Assistant's editor; in quotes it is a text
collection-as-key = A list or mapping cannot be a key
collection-as-key-in-older-editors = A list or mapping stands as a key, and older editors make a strange text of it
nested-list-as-key = A list inside a list cannot be a key
over-100-merged = More than 100 mappings are merged at once
merge-of-mappings-only = << can merge mappings only
merge-of-something-else = << can merge a mapping, or a list of them, and nothing else
over-10000-keys-merged = More than 10,000 keys are merged, which the editor refuses
binary-data = Home Assistant cannot save binary data in a dashboard
sets = Home Assistant cannot save a set in a dashboard
tab-between-dashes = Tab used between two dashes
fits-no-list = This line fits neither the list above it nor its items
fits-no-mapping = This line fits neither the mapping above it nor its value
key-missing = A key is missing in front of this colon
colon-expected = A colon and a value are expected after this key
key-over-several-lines = This text over several lines is not a key with a value; a key stands on one line with its colon
key-too-long = Home Assistant reads no key longer than 1,024 characters
space-after-colon-missing = A space is missing after this colon
lines-in-brackets = Lines inside brackets must be indented deeper than the line that opened them
comma-expected = A comma or the closing bracket is expected here
value-before-comma-expected = A value is expected in front of this comma
value-expected = A value is expected here
bracket-not-closed = A bracket is opened here and never closed
second-anchor = A second anchor stands on the same value
anchor-without-name = An anchor needs a name after the &
alias-with-properties = An alias can have neither an anchor nor a tag
alias-without-name = An alias needs a name after the *
anchor-name = The name of an anchor may hold only letters, digits, - and _
second-tag = A second tag stands on the same value
space-after-tag-missing = A space is missing after this tag
verbatim-tag = A tag written as !<...> needs its >
tag-exclamation-marks = A tag may hold at most two exclamation marks
tag-character = A tag may not hold this character
tag-handle-unknown = The first part of this tag is not declared
quote-not-closed = A quote is opened here and never closed
control-character = A control character stands here, which YAML does not allow
unknown-escape = This is no escape that YAML knows; to write a backslash, double it or use single quotes
hexadecimal-digit-expected = A hexadecimal digit is expected here
quoted-text-indentation = The quoted text goes on with too little indentation, or its quote was never closed
document-ends-in-quotes = The document ends inside a quoted text
line-must-end = Behind | or > the line must end; the text starts on the next line
one-chomping-sign = Only one + or - can follow | or >
indentation-of-zero = The indentation after | or > cannot be 0
indentation-of-one-digit = The indentation after | or > is one digit
blank-line-deeper = The lines of this text start with a blank line that is indented deeper
text-too-long = The text is too long to be read
zero-byte = A zero byte stands here; this is not a text
line-separator = Home Assistant takes the character here for a line break; write it as an escape in double quotes
directive-without-dashes = Behind a directive (%) the document must start with ---
document-ends-early = The document ends before it has begun
after-the-document = The document has ended above; this belongs to nothing
second-document = A second document starts here, and Home Assistant reads only one
handle-declared-twice = This tag handle is declared twice
bad-directive = This directive (%) cannot be read
name-with-nul = a name can't contain a NUL character
name-with-colon = a name can't contain a colon on Windows
name-with-special-characters = a name can't contain control characters or any of < > " | ? * on Windows
name-ends-in-dot = a name can't end in a dot or a space on Windows
name-of-device = the name is a device on Windows
too-large = With everything included, the dashboard has over a million values or 64 MB of text
too-many-bytes = With everything included, the files hold over 16 MB
too-many-files = With everything included, there are over 100,000 files
too-many-names = The folders that are included hold over 100,000 files and folders
files-too-deep = Files include each other more than 50 deep here
# $line (text)
quote-closed-later = The quote opened here is closed on line { $line } only, where another text seems to begin
# $key (text)
space-after-colon-of-missing = A space is missing after the colon of "{ $key }"
# $problem (text)
last-key-counts = { $problem }, and Home Assistant takes only the last one
# $key (text)
# $line (text)
key-on-line-already = The key "{ $key }" stands on line { $line } already
# $key (text)
key-in-mapping-already = The key "{ $key }" stands in this mapping already
# $name (text)
anchor-is-there-already = The anchor &{ $name } is there already, and Home Assistant takes no name twice
# $name (text)
no-anchor = There is no anchor &{ $name } above this alias
# $name (text)
alias-inside-its-anchor = The alias *{ $name } stands inside of its own anchor, so it would never end
# $tag (text)
tag-needs-value = { $tag } needs a value after it
# $tag (text)
tag-needs-name = { $tag } needs a name after it, not a list or mapping
# $tag (text)
tag-works-in-files-only = { $tag } works in Home Assistant's files only, not in a dashboard that is edited here
# $tag (text)
tag-unknown = The tag { $tag } is unknown
# $tag (text)
tag-does-not-fit = The tag { $tag } does not fit the value after it
# $text (text)
reading-text = the text "{ $text }"
# $number (text)
reading-number = the number { $number }
# $date (text)
reading-date = the date { $date }
reading-nothing = nothing (null)
reading-error = an error
# $what (text)
# $editor (text)
# $legacy (text)
differs-before = { $what ->
    [key] This key
   *[value] This
 } is { $editor } for Home Assistant today, and { $legacy } for its editor before 2026.8
# $what (text)
# $editor (text)
# $core (text)
differs-in-files = { $what ->
    [key] This key
   *[value] This
 } is { $editor } for Home Assistant's editor, and { $core } in its YAML files
# $what (text)
# $editor (text)
# $legacy (text)
differs-before-and-in-files = { $what ->
    [key] This key
   *[value] This
 } is { $editor } for Home Assistant's editor, and { $legacy } for older ones and in its YAML files
# $what (text)
# $editor (text)
# $legacy (text)
# $core (text)
differs-everywhere = { $what ->
    [key] This key
   *[value] This
 } is { $editor } for Home Assistant's editor, { $legacy } for its editor before 2026.8, and { $core } in its YAML files
# $path (text)
no-file = There is no file { $path }
# $path (text)
leads-out = { $path } leads out of the configuration folder
# $path (text)
# $reason (text)
file-unreadable = { $path } can't be read: { $reason }
# $path (text)
link-leads-out = { $path } is a link that leads out of the configuration folder
# $files (text)
files-in-circle = The files include each other in a circle: { $files }
# $path (text)
link-left-out = { $path } is left out: it is a link that leads out of the configuration folder
# $path (text)
linked-folder = { $path } is a link to a folder: Home Assistant leaves out the files in it
# $folder (text)
folders-too-deep = The folders in { $folder } lie more than 50 deep in each other
# $path (text)
no-secrets = { $path } holds no secrets that can be read
# $path (text)
not-a-file = { $path } is not a file
# $folder (text)
no-folder = There is no folder { $folder }; Home Assistant reads an empty list
# $folder (text)
no-folder-named = There is no folder { $folder }; Home Assistant reads an empty mapping
# $name (text)
# $file (text)
no-secret = The secret { $name } stands in no { $file }
