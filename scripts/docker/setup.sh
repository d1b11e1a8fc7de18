#!/usr/bin/env bash
# The Docker engine and the compose v2 plugin on Debian, from the mirrors that apt already knows. Needs root; safe to run again.
set -euo pipefail
readonly COMPOSE_SUITE=${COMPOSE_SUITE:-trixie} # Debian 12 has no compose v2; the package of the next suite runs on it
readonly DOCKERD_LOG=${DOCKERD_LOG:-/var/log/dockerd.log}

say() { echo "[${SECONDS}s] $*"; }

install_engine() {
  command -v dockerd >/dev/null && command -v docker >/dev/null && return
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends docker.io iptables ca-certificates >/dev/null
  command -v docker >/dev/null || apt-get install -y -qq --no-install-recommends docker-cli >/dev/null
}

engine_answers() { docker info >/dev/null 2>&1; }

start_engine() {
  engine_answers && return
  setsid nohup dockerd >"$DOCKERD_LOG" 2>&1 </dev/null &
  for _ in $(seq 150); do
    engine_answers && return
    sleep 0.2
  done
  tail -n 20 "$DOCKERD_LOG" >&2
  echo "The Docker engine did not start within 30 seconds; the end of $DOCKERD_LOG is above." >&2
  return 1
}

debian_mirror() { apt-get indextargets --format '$(SITE)' 2>/dev/null | grep -m 1 -E '/debian/?$' || true; }

# The .deb is verified by apt and unpacked, not installed: lists and sources of the machine stay as they are.
install_compose() {
  docker compose version >/dev/null 2>&1 && return
  local mirror work plugins=${DOCKER_CONFIG:-$HOME/.docker}/cli-plugins
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || { apt-get update -qq; mirror=$(debian_mirror); }
  [ -n "$mirror" ] || { echo "apt knows no Debian mirror to take docker-compose from." >&2; return 1; }
  work=$(mktemp -d)
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$plugins"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $COMPOSE_SUITE main" >"$work/list"
  local apt=(apt-get -o Dir::Etc::sourcelist="$work/list" -o Dir::Etc::sourceparts=/dev/null -o Dir::State::Lists="$work/lists"
    -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root -o Acquire::Languages=none)
  "${apt[@]}" update -qq
  (cd "$work" && "${apt[@]}" download -qq docker-compose && dpkg-deb -x docker-compose_*.deb unpacked)
  install -m 755 "$(find "$work/unpacked" -type f -name docker-compose -size +1M | head -n 1)" "$plugins/docker-compose"
  rm -rf "$work"
}

install_engine
start_engine
install_compose
say "engine $(docker info --format '{{.ServerVersion}}'), compose $(docker compose version --short)"
