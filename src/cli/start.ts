#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as modules from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { userCacheFolder } from '../workspace/kept.ts';

/** What the program is written for. */
const OLDEST_NODE = 22;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) await start();
else startOnNewerNode();

/** The program itself is compiled once for many starts; where nothing can or may be kept, each start compiles it again. */
async function start(): Promise<void> {
  if (!process.argv.includes('--no-cache')) modules.enableCompileCache(join(userCacheFolder(), 'compiled'));
  await import(new URL('faultline.js', import.meta.url).href);
}

/** On a machine with an older Node, the one among the project's packages runs the same command. */
function startOnNewerNode(): void {
  const own = fileURLToPath(new URL(`../node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`, import.meta.url));
  if (!existsSync(own)) {
    process.stderr.write(
      `Faultline needs Node ${OLDEST_NODE} or newer, and this is ${process.versions.node}. Run npm install in its folder, or use a newer Node.\n`,
    );
    process.exitCode = 2;
    return;
  }
  const child = spawn(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of SIGNALS) process.on(signal, () => void child.kill(signal));
  child.on('exit', code => process.exit(code ?? 1));
}
