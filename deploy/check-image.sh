#!/usr/bin/env bash
# Runs the build steps of the Dockerfiles in a copy of the committed tree and starts what they produce, without a container
# engine: every RUN, every COPY --from of the final stage, and the entry point. Needs what the base images have: SDK 10, npm.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() { printf 'check-image: %s\n' "$*" >&2; exit 1; }
work=$(mktemp -d); gateway_pid='' ; shop_pid=''
trap '[ -n "$gateway_pid" ] && kill "$gateway_pid" 2>/dev/null; [ -n "$shop_pid" ] && kill "$shop_pid" 2>/dev/null; rm -rf "$work"' EXIT

for file in Dockerfile deploy/shop.Dockerfile; do
  # Each instruction must be one that this script knows how to check.
  grep -vE '^\s*(#|$)' "$file" | grep -vE '^(FROM|RUN|WORKDIR|COPY|USER|VOLUME|EXPOSE|HEALTHCHECK|ENTRYPOINT|CMD|ARG|ENV) ' &&
    fail "$file has an instruction that is not checked here."
done

# COPY . . of the build stage: the committed files without what .dockerignore leaves out.
mkdir -p "$work/source" "$work/app" "$work/data"
git archive HEAD | tar -x -C "$work/source"
[ -d artifacts/native ] && mkdir -p "$work/source/artifacts" && cp -r artifacts/native "$work/source/artifacts/"

run_steps() { # DOCKERFILE: the RUN lines of its build stage, but the installation of packages
  sed -n '/AS build/,/^FROM .*aspnet/p' "$1" | sed -n 's/^RUN //p' | grep -v '^apt-get' | while read -r step; do
    echo "==> $step"
    (cd "$work/source" && bash -ec "${step//\/app/$work/app/$2}")
  done
}

run_steps Dockerfile gateway
run_steps deploy/shop.Dockerfile shop
cp -r "$work/source/artifacts/native" "$work/app/gateway/native" 2>/dev/null || echo "no native library: model scoring will be off"

echo "==> start what was published"
sed -e 's#0.0.0.0:8080#127.0.0.1:18080#' -e 's#shop:5080#127.0.0.1:15080#' -e "s#\"/data\"#\"$work/data\", \"Admin\": { \"Listen\": \"http://127.0.0.1:19901\" }#" \
  deploy/gateway.json > "$work/gateway.json"
(cd "$work/app/shop" && exec dotnet EdgeGateway.DemoShop.dll --urls http://127.0.0.1:15080 > "$work/shop.log" 2>&1) & shop_pid=$!
(cd "$work/app/gateway" && exec dotnet EdgeGateway.dll run --config "$work/gateway.json" > "$work/gateway.log" 2>&1) & gateway_pid=$!
for _ in $(seq 1 100); do
  curl -sf http://127.0.0.1:19901/readyz > /dev/null && curl -sf http://127.0.0.1:15080/robots.txt > /dev/null && break
  kill -0 "$gateway_pid" 2>/dev/null || { cat "$work/gateway.log"; fail "the gateway did not start."; }
  sleep 0.2
done
curl -sf -o /dev/null http://127.0.0.1:18080/ || fail "the first page did not come through."
for _ in $(seq 1 50); do
  # The first answer may still be on its way into the cache.
  curl -sI http://127.0.0.1:18080/ | grep -qi '^cache-status: EdgeGateway; hit' && hit=yes && break
  sleep 0.1
done
[ -n "${hit:-}" ] || fail "the page is not served from the cache."
(cd "$work/app/gateway" && dotnet EdgeGateway.dll health --address http://127.0.0.1:19901) || fail "the health check failed."
echo "==> both images' steps work"
