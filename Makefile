# The two commands: `make run` and `make test`. Each installs what it needs.
SHELL := bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help display run test build-tests package package-check bench advisories setup-run setup-test ui lint test-rust test-ui test-e2e torture codegen

# The interface is embedded in the binary, in every step. Everything is built for the whole workspace with these
# features, because another choice of packages or features would build most dependencies again.
FEATURES := --features custom-protocol
E2E_ENV := WEBKIT_DISABLE_DMABUF_RENDERER=1

help:
	@echo "make run [ARGS=--demo]   start Bobbin (ARGS: --demo, or a YAML file)"
	echo "make test                everything: lints, Rust, interface, a real Home Assistant, the real app"
	echo "make package             a Debian package in target/release/bundle/deb"
	echo "make package-check       builds it, installs it with dpkg, starts it, removes it again (as root)"
	echo "make bench               the figures of README.md, measured here"
	echo "make torture             10,000 racing saves, 500 kills, 500 faults of the disk, 30 minutes of bad network"

setup-run:
	@scripts/setup run

setup-test:
	@scripts/setup test

# Built only when something of it changed: a new one would have the app compiled again.
ui: ui/dist/index.html

ui/dist/index.html: $(shell find ui/src ui/public ui/*.json ui/*.ts ui/*.js ui/index.html -type f 2>/dev/null)
	@npm run --silent --prefix ui build

# Asked first: nobody should wait for a build that can't be shown.
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

# Everything but the journeys through the real window. The laws are tried on the same documents each time, so that
# a change is judged by what it changes; without the seed they look further.
test-rust: ui
	@export PROPTEST_RNG_SEED=20261121
	cargo test --workspace $(FEATURES) --quiet

# The journeys through the real window; their pictures are kept in test-output/e2e.
test-e2e: ui
	@tests/e2e/run

package: setup-run ui
	@target=$${CARGO_TARGET_DIR:-target}
	cargo build --release --quiet $(FEATURES) --bin bobbin-desktop --bin bobbin
	ui/node_modules/.bin/tauri bundle --bundles deb $(FEATURES) \
	  --config "{\"bundle\":{\"linux\":{\"deb\":{\"files\":{\"/usr/bin/bobbin\":\"$$target/release/bobbin\"}}}}}"
	ls -l "$$target"/release/bundle/deb/*.deb

# Installs the package, starts it on a virtual display and removes it again. Not part of `make test`, because a
# release build takes long.
package-check: package
	@scripts/setup package-check
	tests/package/run

bench: setup-test ui
	@tests/bench/run

# What `make test` does a slice of, at full length: more than an hour.
torture: setup-test
	@tests/torture/run

# Needs the advisory database from the network, so a new advisory never breaks a build that passed before.
advisories:
	@scripts/tool cargo-deny check advisories

codegen:
	@cargo xtask codegen
