#!/bin/sh
# Times reading YAML against js-yaml 4.1.1, 5.5.0 and PyYAML, all in this run on this machine, and prints a table.
# With `typing`, it times only the analysis after each key of a typed text, which needs none of them.
set -eu

cd "$(dirname "$0")/../.."
[ "${1:-}" = typing ] || crates/bobbin-core/tests/oracles/provision.sh
exec cargo bench --quiet -p bobbin-core --bench peers -- "$@"
