# $path (text)
disk-full = the disk that holds { $path } is full
# $path (text)
read-only = { $path } can't be written: no permission, or the disk is read-only
# $path (text)
not-readable = no permission to read { $path }
# $path (text)
not-ours = { $path } belongs to another user, who could read and change Bobbin's data there
# $path (text)
not-found = { $path } is not there
# $path (text)
# $folder (text)
leads-out = { $path } leads out of { $folder }
# $path (text)
links-in-circle = { $path } is a link in a circle of links
# $path (text)
damaged = the data in { $path } is damaged
# $path (text)
# $found (text)
# $known (text)
newer-schema = { $path } was written by a newer Bobbin (format { $found }, this one knows up to { $known })
# $path (text)
in-use = { $path } is in use by another Bobbin
# $id (text)
no-version = there is no version { $id } (any more)
# $id (text)
no-proposal = there is no proposal { $id } (any more)
# $id (text)
no-open-intent = there is no open intent { $id } (any more)
# $id (text)
no-undoable-operation = there is no operation that can be undone { $id } (any more)
# $size (text)
# $limit (text)
too-large = { $size } bytes are more than can be kept ({ $limit })
# $path (text)
# $reason (text)
not-text = { $path } is not a text file: { $reason }
# $path (text)
not-read-or-written = { $path } could not be read or written
# $offset (text)
binary = it holds binary data (a zero byte at offset { $offset })
# $offset (text)
# $encoding (text)
invalid-bytes = the bytes at offset { $offset } are not valid { $encoding }
# $limit (text)
file-too-large = it is larger than { $limit } bytes
not-a-file = it is not a file
no-home = there is no home folder; set BOBBIN_HOME to a folder that Bobbin may use
content-not-as-stored = a kept content is not what was stored
impossible-size = a size that no content has
unknown-document = a document of no known kind
no-permissions-kept = the file system keeps no permissions
marked-read-only = the file is marked as read-only
value-missing = it is missing
database-gone = the database is gone, its log is not
not-a-database = it is not a database
empty-database = it is empty
other-database = it is some other program's database
# $found (text)
impossible-format = it has the format { $found }
