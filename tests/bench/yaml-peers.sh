#!/bin/sh
# Times reading YAML against js-yaml 4.1.1, 5.5.0 and PyYAML, all in this run on this machine. Prints a table.
set -eu

cd "$(dirname "$0")/../.."
crates/bobbin-core/tests/oracles/provision.sh
exec cargo bench --quiet -p bobbin-core --bench peers
