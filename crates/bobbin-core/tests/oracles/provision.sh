#!/bin/sh
# Installs the YAML libraries that the differential tests compare with, outside of the repository.
#
# Into $BOBBIN_TEST_CACHE/oracles, else $XDG_CACHE_HOME/bobbin-test/oracles, else ~/.cache/bobbin-test/oracles.
# Needs npm and python3 with venv. Does nothing when what is there fits package.json and requirements.txt.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache="${BOBBIN_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/bobbin-test}/oracles"
want=$(cat "$here/package.json" "$here/package-lock.json" "$here/requirements.txt" | sha256sum | cut -d' ' -f1)

if [ "$(cat "$cache/stamp" 2>/dev/null || true)" = "$want" ]; then
  exit 0
fi
for tool in npm python3; do
  command -v "$tool" >/dev/null || { echo "provision.sh: $tool is needed and not installed" >&2; exit 1; }
done

echo "Installing the YAML oracles into $cache" >&2
mkdir -p "$cache"
rm -f "$cache/stamp"
cp "$here/package.json" "$here/package-lock.json" "$cache/"
npm ci --prefix "$cache" --no-audit --no-fund --silent
python3 -m venv --clear "$cache/venv"
"$cache/venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
"$cache/venv/bin/python" -c 'import orjson, yaml; assert yaml.__with_libyaml__, "PyYAML came without libyaml"'
echo "$want" >"$cache/stamp"
