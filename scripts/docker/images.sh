#!/usr/bin/env bash
# The base images of examples/shop without a container registry: Debian packages unpacked into a root, imported as one layer, under the
# names that the Dockerfiles and compose.yaml ask for. An image of that name which is not ours (pulled, say) is kept. Debian 12; safe to run again.
set -euo pipefail
readonly HERE=$(cd "$(dirname "$0")" && pwd)
readonly PROJECT=$(cd "$HERE/../.." && pwd)
readonly NODE=${NODE_BIN:-$PROJECT/node_modules/node/bin/node}
readonly RECIPE=$(cat "$HERE/images.sh" "$HERE/postgres-entrypoint.sh" | sha256sum | cut -c 1-16)
readonly WORK=$(mktemp -d)
# What packages need to be installed, upgraded and configured, and no program of ours needs to run.
readonly NEVER_RUN='dpkg|tar|usrmerge|debconf|adduser|passwd|init-system-helpers|sysvinit-utils|lsb-base|ucf|sensible-utils|locales|libc-l10n|perl.*|lib.*perl.*|libsemanage.*|libsepol2|ssl-cert|postgresql-.*common|libjs-.*|libllvm.*|libz3.*'
trap 'rm -rf "$WORK"' EXIT

fail() { echo "$*" >&2; exit 1; }

# To an apt with an empty status nothing is installed, so that it names a package's whole closure, libc included.
closure() {
  : >"$WORK/status"
  apt-get -o Dir::State::status="$WORK/status" --no-install-recommends -s install "$@" | awk '$1 == "Inst" { print $2 }'
}

# Usage: unpack ROOT PACKAGE...
unpack() {
  local root=$1 debs=$1.debs names
  shift
  names=$(closure busybox-static "$@" | grep -vxE "$NEVER_RUN")
  mkdir -p "$debs" "$root"/{etc,proc,sys,dev,run,root,tmp,usr/bin,usr/sbin,usr/lib,usr/lib64}
  chmod 1777 "$root/tmp"
  for merged in bin sbin lib lib64; do ln -s "usr/$merged" "$root/$merged"; done
  (cd "$debs" && xargs apt-get -o APT::Sandbox::User=root download -qq <<<"$names")
  for deb in "$debs"/*.deb; do dpkg-deb --fsys-tarfile "$deb" | tar -x --keep-directory-symlink -C "$root"; done
  rm -rf "$debs" "$root"/usr/share/{doc,man,locale,info,lintian}
  link_applets "$root"
  name_users "$root"
}

link_applets() {
  local applet
  for applet in $("$1/bin/busybox" --list); do
    [ -e "$1/usr/bin/$applet" ] || [ -e "$1/usr/sbin/$applet" ] || ln -s busybox "$1/usr/bin/$applet"
  done
}

name_users() {
  printf '%s\n' 'root:x:0:0:root:/root:/bin/sh' 'postgres:x:999:999:postgres:/var/lib/postgresql:/bin/sh' \
    'node:x:1000:1000:node:/tmp:/bin/sh' 'nobody:x:65534:65534:nobody:/tmp:/bin/sh' >"$1/etc/passwd"
  printf '%s\n' 'root:x:0:' 'postgres:x:999:' 'node:x:1000:' 'nogroup:x:65534:' >"$1/etc/group"
  echo 'hosts: files dns' >"$1/etc/nsswitch.conf"
}

# Usage: import ROOT TAG DOCKERFILE_INSTRUCTION...
import() {
  local root=$1 tag=$2 changes=() replaced
  shift 2
  replaced=$(docker images --quiet "$tag")
  for instruction in "LABEL faultline.recipe=$RECIPE" 'ENV PATH=/usr/local/bin:/usr/bin:/bin' "$@"; do changes+=(--change "$instruction"); done
  tar -C "$root" --numeric-owner --owner=0 --group=0 -c . | docker import "${changes[@]}" - "$tag" >/dev/null
  [ -z "$replaced" ] || docker rmi "$replaced" >/dev/null 2>&1 || true # still used by a container: it goes with its last user
}

node_image() {
  [ -x "$NODE" ] || fail "No node 24 at $NODE. Run npm ci in the project first, or set NODE_BIN."
  unpack "$1" libstdc++6
  cp -L "$NODE" "$1/usr/bin/node"
  import "$1" "$2" 'CMD ["node"]'
}

python_image() {
  unpack "$1" python3-minimal python3-flask gunicorn python3-psycopg2 python3-pip
  rm -f "$1/usr/lib/python3.11/EXTERNALLY-MANAGED"
  ln -s python3 "$1/usr/bin/python"
  import "$1" "$2" 'CMD ["python3"]'
}

redis_image() {
  unpack "$1" redis-server
  import "$1" "$2" 'EXPOSE 6379' 'WORKDIR /data' 'ENTRYPOINT ["redis-server"]' 'CMD ["--protected-mode", "no", "--save", ""]'
}

nats_image() {
  unpack "$1" nats-server
  ln -sf ../sbin/nats-server "$1/usr/bin/nats-server"
  import "$1" "$2" 'EXPOSE 4222 8222' 'ENTRYPOINT ["nats-server"]'
}

postgres_image() {
  unpack "$1" postgresql-15 util-linux tzdata
  rm -rf "$1"/usr/lib/postgresql/15/lib/{bitcode,llvmjit.so}
  install -m 755 "$HERE/postgres-entrypoint.sh" "$1/usr/bin/postgres-entrypoint.sh"
  import "$1" "$2" 'ENV PATH=/usr/lib/postgresql/15/bin:/usr/bin:/bin' 'ENV PGDATA=/var/lib/postgresql/data' 'EXPOSE 5432' \
    'ENTRYPOINT ["postgres-entrypoint.sh"]'
}

current() {
  local recipe
  recipe=$(docker image inspect --format '{{index .Config.Labels "faultline.recipe"}}' "$1" 2>/dev/null) || return 1
  [ -z "$recipe" ] || [ "$recipe" = "$RECIPE" ]
}

ensure() {
  local tag=$1 began=$SECONDS
  if current "$tag"; then echo "$tag is there."; return; fi
  [ -e "$WORK/updated" ] || { apt-get update -qq; touch "$WORK/updated"; }
  "${tag%%:*}_image" "$WORK/${tag%%:*}" "$tag"
  rm -rf "${WORK:?}/${tag%%:*}"
  echo "$tag $(docker images --format '{{.Size}}' "$tag") in $((SECONDS - began))s"
}

docker info >/dev/null 2>&1 || fail 'The Docker engine does not answer. Run scripts/docker/setup.sh first.'
grep -q bookworm /etc/os-release || fail 'The base images are made of the packages of Debian 12 (bookworm).'
for tag in node:24 python:3.11 redis:7 nats:2.9-alpine postgres:15; do ensure "$tag"; done
