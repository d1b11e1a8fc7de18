#!/usr/bin/env bash
# Chromium for the browser tests, from Debian's packages; nothing where it is there already.
set -euo pipefail
command -v chromium >/dev/null && exit 0
[ "$(id -u)" = 0 ] || { echo 'Chromium is missing and only root can install it: apt-get install chromium' >&2; exit 1; }
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
