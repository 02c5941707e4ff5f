# The two main commands are `make run` and `make test`. Each installs its requirements.
SHELL := bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help display run test build-tests package package-check bench advisories setup-run setup-test ui lint test-rust test-ui test-e2e torture codegen

# The interface is embedded in the binary in every step. Each step builds the whole workspace with these features,
# because another choice of packages or features would rebuild most dependencies.
FEATURES := --features custom-protocol
E2E_ENV := WEBKIT_DISABLE_DMABUF_RENDERER=1

help:
	@echo "make run [ARGS=--demo]   start Bobbin (ARGS: --demo, or a YAML file)"
	echo "make test                check everything: lints, Rust, interface, a real Home Assistant, the real app"
	echo "make package             build a Debian package in target/release/bundle/deb"
	echo "make package-check       build the package, install it with dpkg, start it, remove it again (as root)"
	echo "make bench               measure the figures of README.md on this machine"
	echo "make torture             10,000 racing saves, 500 kills, 500 disk faults, 30 minutes of bad network"

setup-run:
	@scripts/setup run

setup-test:
	@scripts/setup test

# Rebuilt only after a change of its sources, because a new build of the interface recompiles the app.
ui: ui/dist/index.html

ui/dist/index.html: $(shell find ui/src ui/public ui/*.json ui/*.ts ui/*.js ui/index.html -type f 2>/dev/null)
	@npm run --silent --prefix ui build

# Checked first: nobody should wait for the build of a window that can't open.
display:
	@if [[ $$(uname -s) == Linux && -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]]; then
	  echo "Bobbin needs a display, and neither DISPLAY nor WAYLAND_DISPLAY is set. Nothing was changed." >&2
	  echo "Start it from a desktop session, over 'ssh -X', or on a virtual display: xvfb-run -a make run" >&2
	  exit 1
	fi

run: display setup-run ui
	@cargo run --release $(FEATURES) --bin bobbin-desktop -- $(ARGS)

test:
	@scripts/test

lint:
	@cargo fmt --all --check
	scripts/tool cargo-machete --skip-target-dir >/dev/null || { scripts/tool cargo-machete --skip-target-dir; exit 1; }
	scripts/tool cargo-deny --log-level error check --hide-inclusion-graph licenses bans sources
	cargo clippy --workspace --all-targets --test e2e $(FEATURES) --quiet -- -D warnings

test-ui:
	@npm run --silent --prefix ui check
	npm run --silent --prefix ui test

build-tests: ui
	@cargo test --workspace $(FEATURES) --no-run

# Everything but the journeys through the real window. The seed gives the laws the same documents each time, so that a
# failure points to the change; without it, they search further.
test-rust: ui
	@export PROPTEST_RNG_SEED=20261121
	cargo test --workspace $(FEATURES) --quiet

# The journeys through the real window. Their screenshots go to test-output/e2e.
test-e2e: ui
	@tests/e2e/run

package: setup-run ui
	@target=$${CARGO_TARGET_DIR:-target}
	cargo build --release --quiet $(FEATURES) --bin bobbin-desktop --bin bobbin
	ui/node_modules/.bin/tauri bundle --bundles deb $(FEATURES) \
	  --config "{\"bundle\":{\"linux\":{\"deb\":{\"files\":{\"/usr/bin/bobbin\":\"$$target/release/bobbin\"}}}}}"
	ls -l "$$target"/release/bundle/deb/*.deb

# Installs the package, starts it on a virtual display and removes it again. Not part of `make test`, because a release
# build takes long.
package-check: package
	@scripts/setup package-check
	tests/package/run

bench: setup-test ui
	@tests/bench/run

# The full length of the tests that `make test` runs a slice of: more than an hour.
torture: setup-test
	@tests/torture/run

# Needs the advisory database from the network, so a new advisory never breaks a build that passed before.
advisories:
	@scripts/tool cargo-deny check advisories

codegen:
	@cargo xtask codegen
