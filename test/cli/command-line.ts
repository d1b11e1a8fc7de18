import { spawnSync } from 'node:child_process';
import { statSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const top = new URL('../../', import.meta.url).pathname;

/** The built command line, by the Node of the project. */
export const command = { node: join(top, 'node_modules/node/bin/node'), script: join(top, 'dist/cli.js') } as const;

export interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `faultline` with arguments in the project's folder. */
export function faultline(...args: readonly string[]): Said {
  const { status, stdout, stderr } = spawnSync(command.node, [command.script, ...args], { cwd: top, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { status, stdout, stderr };
}

/** Builds where a source is newer than what was built of it. */
export function built(): void {
  const sources = (readdirSync(join(top, 'src'), { recursive: true }) as string[]).map(file => statSync(join(top, 'src', file)).mtimeMs);
  const made = statSync(command.script, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (made > Math.max(...sources)) return;
  const { status, stderr } = spawnSync(command.node, [join(top, 'esbuild.config.mjs')], { cwd: top, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The build failed: ${stderr}`);
}
