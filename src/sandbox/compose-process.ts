import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A program that was started for us, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly output: string;
  /** The last lines of all that it said. */
  readonly tail: readonly string[];
}

export interface Asked {
  readonly args: readonly string[];
  readonly folder?: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  readonly onLine?: (line: string) => void;
}

const KEPT_LINES = 400;
const LONGEST_OUTPUT = 64 * 1024 * 1024;
const PATIENCE = 10_000;

/**
 * Waits for the program, and for the end of our process: when the pipe on descriptor 3 closes, nobody is left who would remove what it makes,
 * so it is killed with all that it started. `read` is the shell's own, so nothing holds the pipe after it.
 */
const GUARD = `"$@" 3<&- & program=$!
{ read -r never <&3; kill -KILL 0; } >/dev/null 2>&1 & guard=$!
wait $program; code=$?
kill -KILL $guard 2>/dev/null
exit $code`;

/** Runs a program in a process group of its own, so that a Ctrl-C in the terminal is ours to answer. */
export async function ended(program: string, { args, folder, environment, signal, onLine }: Asked): Promise<Ended> {
  signal?.throwIfAborted();
  const child = spawn('/bin/sh', ['-c', GUARD, 'sh', program, ...args], {
    cwd: folder,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const tail: string[] = [];
  const output: Buffer[] = [];
  let length = 0;
  const [stdout, stderr] = [child.stdout as Readable, child.stderr as Readable];
  stdout.on('data', (bytes: Buffer) => (length += bytes.length) <= LONGEST_OUTPUT && output.push(bytes));
  for (const stream of [stdout, stderr])
    createInterface({ input: stream }).on('line', line => {
      tail.push(line);
      if (tail.length > KEPT_LINES) tail.shift();
      onLine?.(line);
    });
  const stop = (): void => stopped(child);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    signal?.throwIfAborted();
    return { code: code ?? 1, output: Buffer.concat(output).toString(), tail };
  } finally {
    signal?.removeEventListener('abort', stop);
    child.stdio[3]?.destroy();
  }
}

/** Asks the group to end, and ends it if it does not. */
function stopped(child: ChildProcess): void {
  const kill = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, signal);
    } catch {
      // It has ended by itself.
    }
  };
  kill('SIGTERM');
  const later = setTimeout(() => kill('SIGKILL'), PATIENCE);
  child.once('close', () => clearTimeout(later));
}
