#!/bin/sh
# Times reading YAML against js-yaml 4.1.1, 5.5.0 and PyYAML, all in this run on this machine. Prints a table.
# With `typing` only the analysis after each key of somebody who types, which needs none of them.
set -eu

cd "$(dirname "$0")/../.."
[ "${1:-}" = typing ] || crates/bobbin-core/tests/oracles/provision.sh
exec cargo bench --quiet -p bobbin-core --bench peers -- "$@"
