#!/usr/bin/env bash
# Puts the native ONNX Runtime library where the gateway finds it:
#   artifacts/native/onnxruntime/<version>/linux-<x64|arm64>/libonnxruntime.so.1
# The official library comes from the npm package onnxruntime-node: packed, never installed, so none of its scripts run.
# A second call does nothing. Needs npm, tar and sha512sum.
set -euo pipefail

version=1.30.0
sha512=b7086cd42d82fc1164cf5c9ce4e634288536194aba0d444eee10f86f1e50d90cb79c0309c115d6f31537355733136f5503d96894b3987a9a03f1f8d318e7c8ab
library=libonnxruntime.so.1

fail() { echo "ONNX Runtime was not fetched: $1" >&2; exit 1; }

[ "$(uname -s)" = Linux ] || fail "this script knows Linux only, this is '$(uname -s)'; set EDGE_ONNXRUNTIME to a library instead."
case "$(uname -m)" in
  x86_64) arch=x64 ;;
  aarch64 | arm64) arch=arm64 ;;
  *) fail "the package has no library for '$(uname -m)'; accepted are x86_64 and aarch64." ;;
esac

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
target="$root/artifacts/native/onnxruntime/$version/linux-$arch"
if [ -f "$target/$library" ]; then
  echo "ONNX Runtime $version for linux-$arch is already in artifacts."
  exit 0
fi

command -v npm > /dev/null || fail "'npm' is not installed; it comes with Node.js."
mkdir -p "$root/artifacts/native"
work="$(mktemp -d "$root/artifacts/native/.fetch.XXXXXX")"
trap 'rm -rf "$work"' EXIT

echo "Downloading onnxruntime-node $version with npm pack (about 110 MB) ..."
(cd "$work" && npm pack --silent --ignore-scripts "onnxruntime-node@$version" > pack.log 2>&1) \
  || fail "npm pack of 'onnxruntime-node@$version' failed: $(tail -n 1 "$work/pack.log")"
tarball="$work/onnxruntime-node-$version.tgz"
[ -f "$tarball" ] || fail "npm pack left no 'onnxruntime-node-$version.tgz'."

echo "Checking its SHA-512 ..."
echo "$sha512  $tarball" | sha512sum --check --status \
  || fail "the SHA-512 of the package is '$(sha512sum "$tarball" | cut -c1-16)...', expected '${sha512:0:16}...'; nothing was kept."

echo "Extracting the library for linux-$arch ..."
mkdir "$work/out"
tar -xzf "$tarball" -C "$work/out" --strip-components=5 "package/bin/napi-v6/linux/$arch/$library" \
  || fail "the package holds no library for linux-$arch."
# The licence files, where a release carries them; package.json names the licence (MIT) in any case.
tar -xzf "$tarball" -C "$work/out" --strip-components=1 --wildcards --no-wildcards-match-slash \
  'package/package.json' 'package/[Ll][Ii][Cc][Ee][Nn][SsCc][Ee]*' 'package/*[Nn]otice*' 2> /dev/null || true

mkdir -p "$(dirname "$target")"
rm -rf "$target"
mv "$work/out" "$target"
echo "ONNX Runtime $version for linux-$arch is in ${target#"$root"/}."
