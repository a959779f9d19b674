#!/usr/bin/env bash
# One entry for everything a person or CI does with this repository. `./build.sh help` lists the commands.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
solution=EdgeGateway.sln
gateway=artifacts/bin/EdgeGateway/release/EdgeGateway.dll

say() { printf '\033[1m==> %s\033[0m\n' "$*"; }
fail() { printf 'build.sh: %s\n' "$*" >&2; exit 2; }

need_sdk() {
  command -v dotnet >/dev/null || fail "the .NET SDK is missing: install .NET SDK 10 and run this again."
  dotnet --version >/dev/null 2>&1 || fail "no .NET SDK that fits global.json: install .NET SDK 10 and run this again."
}

# The native ONNX Runtime comes out of an npm package; the script pins its checksum and keeps it between builds.
fetch_native() {
  src/EdgeGateway.Inference/fetch-onnxruntime.sh ||
    say "going on without the ONNX Runtime: model scoring is off, the lists below it serve."
}

# The public HTTP cache tests come out of an npm package as well; without them the conformance test skips.
fetch_cache_tests() {
  tests/EdgeGateway.Scenarios/Conformance/fetch-cache-tests.sh || say "going on without the HTTP cache tests: that test will be skipped."
}

restore() { say "restore packages"; dotnet restore "$solution" --locked-mode -v quiet; }
compile() { say "compile"; dotnet build "${1:-$solution}" -c Release --no-restore -v quiet -clp:ErrorsOnly; }

# Chromium for the browser tests, and the other side's implementations of two formats; without them those tests skip.
need_debian_packages() {
  local package missing=()
  for package in chromium python3-onnx python3-msgpack; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "install ${missing[*]} for the tests"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null ||
      say "${missing[*]} cannot be installed: the tests that need them will be skipped."
  else
    say "${missing[*]} missing (Debian: apt-get install ${missing[*]}): the tests that need them will be skipped."
  fi
}

run_tests() {
  say "test"
  local log status=0
  log=$(mktemp)
  # One assembly after the other: tests that measure durability or use the browser want the machine for themselves.
  dotnet test "$solution" -c Release --no-build -m:1 --nologo "$@" 2>&1 | tee "$log" || status=$?
  awk '/^(Passed|Failed|Skipped)! +- / {
         for (i = 1; i <= NF; i++) { n = $(i + 1); gsub(",", "", n)
           if ($i == "Failed:") failed += n; if ($i == "Passed:") passed += n; if ($i == "Skipped:") skipped += n } }
       END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped; exit passed == 0 }' "$log" || status=1
  rm -f "$log"
  return "$status"
}

case "${1:-all}" in
  demo)
    shift
    need_sdk; fetch_native
    built=artifacts/.demo-built
    # A build that has nothing to do still takes ten seconds: skip it when no file is newer than the last one.
    if [ ! -f "$built" ] || [ ! -f "$gateway" ] || [ -n "$(find src models Directory.* global.json -type f -newer "$built" -print -quit)" ]; then
      say "build the gateway and the shop"
      dotnet build src/EdgeGateway -c Release -v quiet -clp:ErrorsOnly
      dotnet build src/EdgeGateway.DemoShop -c Release -v quiet -clp:ErrorsOnly
      touch "$built"
    fi
    exec dotnet "$gateway" demo "$@"
    ;;
  test)
    shift
    need_sdk; need_debian_packages; fetch_native; fetch_cache_tests; restore; compile
    run_tests "$@"
    ;;
  format)
    need_sdk; dotnet format "$solution" --no-restore
    ;;
  bench)
    shift
    need_sdk; fetch_native; restore; compile bench/EdgeGateway.Benchmarks
    exec dotnet artifacts/bin/EdgeGateway.Benchmarks/release/EdgeGateway.Benchmarks.dll --filter "${1:-*}" "${@:2}"
    ;;
  load)
    shift
    need_sdk; fetch_native; restore; compile
    exec dotnet artifacts/bin/EdgeGateway.LoadTests/release/EdgeGateway.LoadTests.dll "$@"
    ;;
  image)
    shift
    exec deploy/check-image.sh "$@"
    ;;
  all)
    need_sdk; need_debian_packages; fetch_native; fetch_cache_tests; restore
    say "check format"; dotnet format "$solution" --no-restore --verify-no-changes --severity error
    compile
    run_tests
    ;;
  help | -h | --help)
    cat <<'TEXT'
./build.sh          restore, check format, compile, test
./build.sh demo     the demo shop behind the gateway, with the addresses to open   [--port N --admin-port N --origin URL]
./build.sh test     everything the tests need, then the tests                      [dotnet test options]
./build.sh bench    micro benchmarks                                               [FILTER]
./build.sh load     load tests against the whole gateway                           [--help]
./build.sh image    the Dockerfile's steps without a container engine
./build.sh format   rewrite the code to the house format
TEXT
    ;;
  *) fail "'$1' is not a command; accepted are demo, test, bench, load, image, format, help." ;;
esac
