#!/usr/bin/env bash
# Everything that is checked before a change lands, on a machine with Rust, Node and apt. What is missing is installed.
# Nothing is read from standard input, and nothing from the network but packages.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s\n' "$*"; }

# Packages of the system, for machines that lack them.
need() {
  command -v "$1" >/dev/null && return
  step "Install $2"
  local root=()
  [ "$(id -u)" = 0 ] || root=(sudo)
  "${root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "$2" >/dev/null
}
need chromium chromium
need git git

step "Format"
cargo fmt --check

step "Lints"
cargo clippy --quiet --locked --all-targets -- -D warnings

if cargo deny --version >/dev/null 2>&1; then
  step "Licences and advisories"
  cargo deny --locked check
else
  # The suite compares licences with deny.toml too; only advisories are left out.
  step "cargo-deny is not installed: no check of advisories"
fi

step "Build"
cargo test --quiet --locked --no-run

# The program that stands beside the tests: built once, with the same features as everything above.
step "Our own site"
target/debug/planbook build

step "Browser"
npm ci --prefix tests/browser --no-audit --no-fund --loglevel=error
PLANBOOK="$PWD/target/debug/planbook" npm test --prefix tests/browser

step "Tests"
cargo test --quiet --locked
