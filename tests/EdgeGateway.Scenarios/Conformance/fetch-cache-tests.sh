#!/usr/bin/env bash
# Puts the public HTTP cache tests where the conformance test finds them: artifacts/conformance/http-cache-tests-<version>.
# The npm package is packed, never installed: nothing of it runs here, and what it depends on is not needed. A second call
# does nothing. Needs npm, tar and sha512sum.
set -euo pipefail

version=0.4.5
sha512=0e3bb037d9d46572d35bec1abf52d1112099355c65f12b21c0ecb8cf5a71b966d6b79fdacbab0cf5043595e6c16833ba3f520c0682ba99d7fe3ee54ffd034bf0

fail() { echo "The HTTP cache tests were not fetched: $1" >&2; exit 1; }

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)"
target="$root/artifacts/conformance/http-cache-tests-$version"
[ ! -d "$target" ] || exit 0

command -v npm > /dev/null || fail "'npm' is not installed; it comes with Node.js."
mkdir -p "$root/artifacts/conformance"
work="$(mktemp -d "$root/artifacts/conformance/.fetch.XXXXXX")"
trap 'rm -rf "$work"' EXIT

(cd "$work" && timeout 120 npm pack --silent --ignore-scripts "http-cache-tests@$version" > pack.log 2>&1) \
  || fail "npm pack of 'http-cache-tests@$version' failed: $(tail -n 1 "$work/pack.log")"
tarball="$work/http-cache-tests-$version.tgz"
[ -f "$tarball" ] || fail "npm pack left no 'http-cache-tests-$version.tgz'."
echo "$sha512  $tarball" | sha512sum --check --status \
  || fail "the SHA-512 of the package is '$(sha512sum "$tarball" | cut -c1-16)...', expected '${sha512:0:16}...'; nothing was kept."

mkdir "$work/out"
tar -xzf "$tarball" -C "$work/out" --strip-components=1
mv "$work/out" "$target"
echo "The HTTP cache tests $version are in ${target#"$root"/}."
