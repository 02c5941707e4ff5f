//! Written by `cargo xtask codegen` from `en/rust/problems.ftl`. One thing because it follows one file.

use std::fmt::Display;

use crate::speaker::{Speaker, text};

static SPEAKER: Speaker = Speaker::new(&[("en", include_str!("../../en/rust/problems.ftl"))]);

/// `Lists and mappings lie too deep in each other here`
pub fn lists_too_deep() -> String {
    SPEAKER.say("lists-too-deep", [])
}

/// `Aliases repeat so much here that the dashboard would have over a million values or 64 MB of text`
pub fn aliases_repeat() -> String {
    SPEAKER.say("aliases-repeat", [])
}

/// `An escape here stands for half a character or for none`
pub fn half_character() -> String {
    SPEAKER.say("half-character", [])
}

/// `Home Assistant cannot read a lone << as a value`
pub fn lone_merge() -> String {
    SPEAKER.say("lone-merge", [])
}

/// `Home Assistant cannot read a lone = as a value`
pub fn lone_equals() -> String {
    SPEAKER.say("lone-equals", [])
}

/// `Home Assistant fails on this number`
pub fn number_fails() -> String {
    SPEAKER.say("number-fails", [])
}

/// `Home Assistant fails on a date that does not exist`
pub fn no_such_date() -> String {
    SPEAKER.say("no-such-date", [])
}

/// `Home Assistant cannot save a whole number of more than 64 bits`
pub fn number_over_64_bits() -> String {
    SPEAKER.say("number-over-64-bits", [])
}

/// `the dialects are editor, editor-legacy and core`
pub fn dialects() -> String {
    SPEAKER.say("dialects", [])
}

/// `This template is not quoted, so its braces are read as a mapping`
pub fn template_as_mapping() -> String {
    SPEAKER.say("template-as-mapping", [])
}

/// `This template is not quoted, so its braces are read as a mapping with the key "[object Object]"`
pub fn template_as_key() -> String {
    SPEAKER.say("template-as-key", [])
}

/// `Quote the template`
pub fn quote_the_template() -> String {
    SPEAKER.say("quote-the-template", [])
}

/// `Tab used for indentation; YAML allows only spaces there`
pub fn tab_indents() -> String {
    SPEAKER.say("tab-indents", [])
}

/// `Replace it with spaces`
pub fn replace_with_spaces() -> String {
    SPEAKER.say("replace-with-spaces", [])
}

/// `Use spaces`
pub fn use_spaces() -> String {
    SPEAKER.say("use-spaces", [])
}

/// `Close the quote at the end of its line`
pub fn close_quote_on_its_line() -> String {
    SPEAKER.say("close-quote-on-its-line", [])
}

/// `Put a space after the colon`
pub fn put_space_after_colon() -> String {
    SPEAKER.say("put-space-after-colon", [])
}

/// `Add the space`
pub fn add_space() -> String {
    SPEAKER.say("add-space", [])
}

/// `A colon followed by a space stands inside a text, where it would start another value`
pub fn colon_in_text() -> String {
    SPEAKER.say("colon-in-text", [])
}

/// `Quote the text`
pub fn quote_the_text() -> String {
    SPEAKER.say("quote-the-text", [])
}

/// `This line is indented deeper than the line above, which has a value already`
pub fn deeper_than_value() -> String {
    SPEAKER.say("deeper-than-value", [])
}

/// `Give it the same indentation as the line above`
pub fn indent_as_above() -> String {
    SPEAKER.say("indent-as-above", [])
}

/// `The text is empty`
pub fn empty_text() -> String {
    SPEAKER.say("empty-text", [])
}

/// `Indent with spaces`
pub fn indent_with_spaces() -> String {
    SPEAKER.say("indent-with-spaces", [])
}

/// `Give it the same indentation as the lines it belongs with`
pub fn indent_as_siblings() -> String {
    SPEAKER.say("indent-as-siblings", [])
}

/// `Close the quote at the end of the text`
pub fn close_quote() -> String {
    SPEAKER.say("close-quote", [])
}

/// `Close the bracket, or quote the text if no list or mapping is meant`
pub fn close_bracket() -> String {
    SPEAKER.say("close-bracket", [])
}

/// `Quote the text, since it has a colon in it`
pub fn quote_text_with_colon() -> String {
    SPEAKER.say("quote-text-with-colon", [])
}

/// `To start a text with an exclamation mark, quote it`
pub fn quote_exclamation_mark() -> String {
    SPEAKER.say("quote-exclamation-mark", [])
}

/// `To start a text with * or &, quote it`
pub fn quote_star() -> String {
    SPEAKER.say("quote-star", [])
}

/// `Remove the line with the dashes`
pub fn remove_dashes() -> String {
    SPEAKER.say("remove-dashes", [])
}

/// `Quote it`
pub fn quote_it() -> String {
    SPEAKER.say("quote-it", [])
}

/// `In quotes it is a text for all of them`
pub fn text_for_all() -> String {
    SPEAKER.say("text-for-all", [])
}

/// `Remove or rename one of the two`
pub fn rename_one() -> String {
    SPEAKER.say("rename-one", [])
}

/// `A date cannot be a key in Home Assistant's editor; in quotes it is a text`
pub fn date_as_key() -> String {
    SPEAKER.say("date-as-key", [])
}

/// `A list or mapping cannot be a key`
pub fn collection_as_key() -> String {
    SPEAKER.say("collection-as-key", [])
}

/// `A list or mapping stands as a key, and older editors make a strange text of it`
pub fn collection_as_key_in_older_editors() -> String {
    SPEAKER.say("collection-as-key-in-older-editors", [])
}

/// `A list inside a list cannot be a key`
pub fn nested_list_as_key() -> String {
    SPEAKER.say("nested-list-as-key", [])
}

/// `More than 100 mappings are merged at once`
pub fn over_100_merged() -> String {
    SPEAKER.say("over-100-merged", [])
}

/// `<< can merge mappings only`
pub fn merge_of_mappings_only() -> String {
    SPEAKER.say("merge-of-mappings-only", [])
}

/// `<< can merge a mapping, or a list of them, and nothing else`
pub fn merge_of_something_else() -> String {
    SPEAKER.say("merge-of-something-else", [])
}

/// `More than 10,000 keys are merged, which the editor refuses`
pub fn over_10000_keys_merged() -> String {
    SPEAKER.say("over-10000-keys-merged", [])
}

/// `Home Assistant cannot save binary data in a dashboard`
pub fn binary_data() -> String {
    SPEAKER.say("binary-data", [])
}

/// `Home Assistant cannot save a set in a dashboard`
pub fn sets() -> String {
    SPEAKER.say("sets", [])
}

/// `Tab used between two dashes`
pub fn tab_between_dashes() -> String {
    SPEAKER.say("tab-between-dashes", [])
}

/// `This line fits neither the list above it nor its items`
pub fn fits_no_list() -> String {
    SPEAKER.say("fits-no-list", [])
}

/// `This line fits neither the mapping above it nor its value`
pub fn fits_no_mapping() -> String {
    SPEAKER.say("fits-no-mapping", [])
}

/// `A key is missing in front of this colon`
pub fn key_missing() -> String {
    SPEAKER.say("key-missing", [])
}

/// `A colon and a value are expected after this key`
pub fn colon_expected() -> String {
    SPEAKER.say("colon-expected", [])
}

/// `This text over several lines is not a key with a value; a key stands on one line with its colon`
pub fn key_over_several_lines() -> String {
    SPEAKER.say("key-over-several-lines", [])
}

/// `Home Assistant reads no key longer than 1,024 characters`
pub fn key_too_long() -> String {
    SPEAKER.say("key-too-long", [])
}

/// `A space is missing after this colon`
pub fn space_after_colon_missing() -> String {
    SPEAKER.say("space-after-colon-missing", [])
}

/// `Lines inside brackets must be indented deeper than the line that opened them`
pub fn lines_in_brackets() -> String {
    SPEAKER.say("lines-in-brackets", [])
}

/// `A comma or the closing bracket is expected here`
pub fn comma_expected() -> String {
    SPEAKER.say("comma-expected", [])
}

/// `A value is expected in front of this comma`
pub fn value_before_comma_expected() -> String {
    SPEAKER.say("value-before-comma-expected", [])
}

/// `A value is expected here`
pub fn value_expected() -> String {
    SPEAKER.say("value-expected", [])
}

/// `A bracket is opened here and never closed`
pub fn bracket_not_closed() -> String {
    SPEAKER.say("bracket-not-closed", [])
}

/// `A second anchor stands on the same value`
pub fn second_anchor() -> String {
    SPEAKER.say("second-anchor", [])
}

/// `An anchor needs a name after the &`
pub fn anchor_without_name() -> String {
    SPEAKER.say("anchor-without-name", [])
}

/// `An alias can have neither an anchor nor a tag`
pub fn alias_with_properties() -> String {
    SPEAKER.say("alias-with-properties", [])
}

/// `An alias needs a name after the *`
pub fn alias_without_name() -> String {
    SPEAKER.say("alias-without-name", [])
}

/// `The name of an anchor may hold only letters, digits, - and _`
pub fn anchor_name() -> String {
    SPEAKER.say("anchor-name", [])
}

/// `A second tag stands on the same value`
pub fn second_tag() -> String {
    SPEAKER.say("second-tag", [])
}

/// `A space is missing after this tag`
pub fn space_after_tag_missing() -> String {
    SPEAKER.say("space-after-tag-missing", [])
}

/// `A tag written as !<...> needs its >`
pub fn verbatim_tag() -> String {
    SPEAKER.say("verbatim-tag", [])
}

/// `A tag may hold at most two exclamation marks`
pub fn tag_exclamation_marks() -> String {
    SPEAKER.say("tag-exclamation-marks", [])
}

/// `A tag may not hold this character`
pub fn tag_character() -> String {
    SPEAKER.say("tag-character", [])
}

/// `The first part of this tag is not declared`
pub fn tag_handle_unknown() -> String {
    SPEAKER.say("tag-handle-unknown", [])
}

/// `A quote is opened here and never closed`
pub fn quote_not_closed() -> String {
    SPEAKER.say("quote-not-closed", [])
}

/// `A control character stands here, which YAML does not allow`
pub fn control_character() -> String {
    SPEAKER.say("control-character", [])
}

/// `This is no escape that YAML knows; to write a backslash, double it or use single quotes`
pub fn unknown_escape() -> String {
    SPEAKER.say("unknown-escape", [])
}

/// `A hexadecimal digit is expected here`
pub fn hexadecimal_digit_expected() -> String {
    SPEAKER.say("hexadecimal-digit-expected", [])
}

/// `The quoted text goes on with too little indentation, or its quote was never closed`
pub fn quoted_text_indentation() -> String {
    SPEAKER.say("quoted-text-indentation", [])
}

/// `The document ends inside a quoted text`
pub fn document_ends_in_quotes() -> String {
    SPEAKER.say("document-ends-in-quotes", [])
}

/// `Behind | or > the line must end; the text starts on the next line`
pub fn line_must_end() -> String {
    SPEAKER.say("line-must-end", [])
}

/// `Only one + or - can follow | or >`
pub fn one_chomping_sign() -> String {
    SPEAKER.say("one-chomping-sign", [])
}

/// `The indentation after | or > cannot be 0`
pub fn indentation_of_zero() -> String {
    SPEAKER.say("indentation-of-zero", [])
}

/// `The indentation after | or > is one digit`
pub fn indentation_of_one_digit() -> String {
    SPEAKER.say("indentation-of-one-digit", [])
}

/// `The lines of this text start with a blank line that is indented deeper`
pub fn blank_line_deeper() -> String {
    SPEAKER.say("blank-line-deeper", [])
}

/// `The text is too long to be read`
pub fn text_too_long() -> String {
    SPEAKER.say("text-too-long", [])
}

/// `A zero byte stands here; this is not a text`
pub fn zero_byte() -> String {
    SPEAKER.say("zero-byte", [])
}

/// `Home Assistant takes the character here for a line break; write it as an escape in double quotes`
pub fn line_separator() -> String {
    SPEAKER.say("line-separator", [])
}

/// `Behind a directive (%) the document must start with ---`
pub fn directive_without_dashes() -> String {
    SPEAKER.say("directive-without-dashes", [])
}

/// `The document ends before it has begun`
pub fn document_ends_early() -> String {
    SPEAKER.say("document-ends-early", [])
}

/// `The document has ended above; this belongs to nothing`
pub fn after_the_document() -> String {
    SPEAKER.say("after-the-document", [])
}

/// `A second document starts here, and Home Assistant reads only one`
pub fn second_document() -> String {
    SPEAKER.say("second-document", [])
}

/// `This tag handle is declared twice`
pub fn handle_declared_twice() -> String {
    SPEAKER.say("handle-declared-twice", [])
}

/// `This directive (%) cannot be read`
pub fn bad_directive() -> String {
    SPEAKER.say("bad-directive", [])
}

/// `a name can't contain a NUL character`
pub fn name_with_nul() -> String {
    SPEAKER.say("name-with-nul", [])
}

/// `a name can't contain a colon on Windows`
pub fn name_with_colon() -> String {
    SPEAKER.say("name-with-colon", [])
}

/// `a name can't contain control characters or any of < > " | ? * on Windows`
pub fn name_with_special_characters() -> String {
    SPEAKER.say("name-with-special-characters", [])
}

/// `a name can't end in a dot or a space on Windows`
pub fn name_ends_in_dot() -> String {
    SPEAKER.say("name-ends-in-dot", [])
}

/// `the name is a device on Windows`
pub fn name_of_device() -> String {
    SPEAKER.say("name-of-device", [])
}

/// `With everything included, the dashboard has over a million values or 64 MB of text`
pub fn too_large() -> String {
    SPEAKER.say("too-large", [])
}

/// `With everything included, the files hold over 16 MB`
pub fn too_many_bytes() -> String {
    SPEAKER.say("too-many-bytes", [])
}

/// `With everything included, there are over 100,000 files`
pub fn too_many_files() -> String {
    SPEAKER.say("too-many-files", [])
}

/// `The folders that are included hold over 100,000 files and folders`
pub fn too_many_names() -> String {
    SPEAKER.say("too-many-names", [])
}

/// `Files include each other more than 50 deep here`
pub fn files_too_deep() -> String {
    SPEAKER.say("files-too-deep", [])
}

/// `The quote opened here is closed on line { $line } only, where another text seems to begin`
pub fn quote_closed_later(line: impl Display) -> String {
    SPEAKER.say("quote-closed-later", [("line", text(line))])
}

/// `A space is missing after the colon of "{ $key }"`
pub fn space_after_colon_of_missing(key: impl Display) -> String {
    SPEAKER.say("space-after-colon-of-missing", [("key", text(key))])
}

/// `{ $problem }, and Home Assistant takes only the last one`
pub fn last_key_counts(problem: impl Display) -> String {
    SPEAKER.say("last-key-counts", [("problem", text(problem))])
}

/// `The key "{ $key }" stands on line { $line } already`
pub fn key_on_line_already(key: impl Display, line: impl Display) -> String {
    SPEAKER.say("key-on-line-already", [("key", text(key)), ("line", text(line))])
}

/// `The key "{ $key }" stands in this mapping already`
pub fn key_in_mapping_already(key: impl Display) -> String {
    SPEAKER.say("key-in-mapping-already", [("key", text(key))])
}

/// `The anchor &{ $name } is there already, and Home Assistant takes no name twice`
pub fn anchor_is_there_already(name_: impl Display) -> String {
    SPEAKER.say("anchor-is-there-already", [("name", text(name_))])
}

/// `There is no anchor &{ $name } above this alias`
pub fn no_anchor(name_: impl Display) -> String {
    SPEAKER.say("no-anchor", [("name", text(name_))])
}

/// `The alias *{ $name } stands inside of its own anchor, so it would never end`
pub fn alias_inside_its_anchor(name_: impl Display) -> String {
    SPEAKER.say("alias-inside-its-anchor", [("name", text(name_))])
}

/// `{ $tag } needs a value after it`
pub fn tag_needs_value(tag: impl Display) -> String {
    SPEAKER.say("tag-needs-value", [("tag", text(tag))])
}

/// `{ $tag } needs a name after it, not a list or mapping`
pub fn tag_needs_name(tag: impl Display) -> String {
    SPEAKER.say("tag-needs-name", [("tag", text(tag))])
}

/// `{ $tag } works in Home Assistant's files only, not in a dashboard that is edited here`
pub fn tag_works_in_files_only(tag: impl Display) -> String {
    SPEAKER.say("tag-works-in-files-only", [("tag", text(tag))])
}

/// `The tag { $tag } is unknown`
pub fn tag_unknown(tag: impl Display) -> String {
    SPEAKER.say("tag-unknown", [("tag", text(tag))])
}

/// `The tag { $tag } does not fit the value after it`
pub fn tag_does_not_fit(tag: impl Display) -> String {
    SPEAKER.say("tag-does-not-fit", [("tag", text(tag))])
}

/// `the text "{ $text }"`
pub fn reading_text(text_: impl Display) -> String {
    SPEAKER.say("reading-text", [("text", text(text_))])
}

/// `the number { $number }`
pub fn reading_number(number_: impl Display) -> String {
    SPEAKER.say("reading-number", [("number", text(number_))])
}

/// `the date { $date }`
pub fn reading_date(date: impl Display) -> String {
    SPEAKER.say("reading-date", [("date", text(date))])
}

/// `nothing (null)`
pub fn reading_nothing() -> String {
    SPEAKER.say("reading-nothing", [])
}

/// `an error`
pub fn reading_error() -> String {
    SPEAKER.say("reading-error", [])
}

/// `{ $what -> [key] This key *[value] This } is { $editor } for Home Assistant today, and { $legacy } for its editor before 2026.8`
pub fn differs_before(what: impl Display, editor: impl Display, legacy: impl Display) -> String {
    SPEAKER.say("differs-before", [("what", text(what)), ("editor", text(editor)), ("legacy", text(legacy))])
}

/// `{ $what -> [key] This key *[value] This } is { $editor } for Home Assistant's editor, and { $core } in its YAML files`
pub fn differs_in_files(what: impl Display, editor: impl Display, core: impl Display) -> String {
    SPEAKER.say("differs-in-files", [("what", text(what)), ("editor", text(editor)), ("core", text(core))])
}

/// `{ $what -> [key] This key *[value] This } is { $editor } for Home Assistant's editor, and { $legacy } for older ones and in its YAML files`
pub fn differs_before_and_in_files(what: impl Display, editor: impl Display, legacy: impl Display) -> String {
    SPEAKER.say("differs-before-and-in-files", [("what", text(what)), ("editor", text(editor)), ("legacy", text(legacy))])
}

/// `{ $what -> [key] This key *[value] This } is { $editor } for Home Assistant's editor, { $legacy } for its editor before 2026.8, and { $core } in its YAML files`
pub fn differs_everywhere(what: impl Display, editor: impl Display, legacy: impl Display, core: impl Display) -> String {
    SPEAKER.say("differs-everywhere", [("what", text(what)), ("editor", text(editor)), ("legacy", text(legacy)), ("core", text(core))])
}

/// `There is no file { $path }`
pub fn no_file(path: impl Display) -> String {
    SPEAKER.say("no-file", [("path", text(path))])
}

/// `{ $path } leads out of the configuration folder`
pub fn leads_out(path: impl Display) -> String {
    SPEAKER.say("leads-out", [("path", text(path))])
}

/// `{ $path } can't be read: { $reason }`
pub fn file_unreadable(path: impl Display, reason: impl Display) -> String {
    SPEAKER.say("file-unreadable", [("path", text(path)), ("reason", text(reason))])
}

/// `{ $path } is a link that leads out of the configuration folder`
pub fn link_leads_out(path: impl Display) -> String {
    SPEAKER.say("link-leads-out", [("path", text(path))])
}

/// `The files include each other in a circle: { $files }`
pub fn files_in_circle(files: impl Display) -> String {
    SPEAKER.say("files-in-circle", [("files", text(files))])
}

/// `{ $path } is left out: it is a link that leads out of the configuration folder`
pub fn link_left_out(path: impl Display) -> String {
    SPEAKER.say("link-left-out", [("path", text(path))])
}

/// `{ $path } is a link to a folder: Home Assistant leaves out the files in it`
pub fn linked_folder(path: impl Display) -> String {
    SPEAKER.say("linked-folder", [("path", text(path))])
}

/// `The folders in { $folder } lie more than 50 deep in each other`
pub fn folders_too_deep(folder: impl Display) -> String {
    SPEAKER.say("folders-too-deep", [("folder", text(folder))])
}

/// `{ $path } holds no secrets that can be read`
pub fn no_secrets(path: impl Display) -> String {
    SPEAKER.say("no-secrets", [("path", text(path))])
}

/// `{ $path } is not a file`
pub fn not_a_file(path: impl Display) -> String {
    SPEAKER.say("not-a-file", [("path", text(path))])
}

/// `There is no folder { $folder }; Home Assistant reads an empty list`
pub fn no_folder(folder: impl Display) -> String {
    SPEAKER.say("no-folder", [("folder", text(folder))])
}

/// `There is no folder { $folder }; Home Assistant reads an empty mapping`
pub fn no_folder_named(folder: impl Display) -> String {
    SPEAKER.say("no-folder-named", [("folder", text(folder))])
}

/// `The secret { $name } stands in no { $file }`
pub fn no_secret(name_: impl Display, file: impl Display) -> String {
    SPEAKER.say("no-secret", [("name", text(name_)), ("file", text(file))])
}
