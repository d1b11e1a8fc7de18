import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ContractTest } from '../../core/readers/tests/contract-tests.ts';
import type { Endpoint } from '../sandbox.ts';

/** How a test that somebody has already ended; `missing` where its tool is not installed, or nothing says what it should check. */
export type ToolRun =
  | { readonly kind: 'ran'; readonly argv: readonly string[]; readonly exitCode: number; readonly output: string }
  | { readonly kind: 'missing'; readonly why: string };

interface Running {
  readonly endpoint: Endpoint;
  /** The folder of the tree that runs. */
  readonly root: string;
  readonly signal: AbortSignal;
}

/** Runs the tool of a contract test against a service that runs. It is code of the workspace: only who was asked to may call this. */
export async function runTool(test: ContractTest, running: Running): Promise<ToolRun> {
  const argv = await argvOf(test, running);
  if (!argv) return { kind: 'missing', why: `${test.at.file} does not say which contract ${test.tool} checks.` };
  return started(argv, running);
}

async function argvOf({ tool, at: { file }, contract }: ContractTest, running: Running): Promise<readonly string[] | undefined> {
  const { host, port } = running.endpoint;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  switch (tool) {
    case 'k6':
      return /\.[cm]?[jt]s$/.test(file) ? ['k6', 'run', '--env', `BASE_URL=${url}`, file] : undefined;
    case 'pact':
      return ['pact_verifier_cli', '--file', file, '--hostname', host, '--port', String(port)];
    case 'dredd':
      return contract && ['dredd', contract, url];
    case 'specmatic':
      return contract && ['specmatic', 'test', contract, '--host', host, '--port', String(port)];
    case 'schemathesis':
      if (file.endsWith('.py')) return ['python3', '-m', 'pytest', file];
      return contract && ['schemathesis', 'run', contract, await addressOption(running), url];
  }
}

/** It was called otherwise before version 4. */
async function addressOption(running: Running): Promise<string> {
  const version = await started(['schemathesis', '--version'], running);
  return version.kind === 'ran' && /(?<![\d.])[0-3]\.\d+/.test(version.output) ? '--base-url' : '--url';
}

const KEPT = 64_000;
const MERCY = 5000;

function started(argv: readonly string[], { root, endpoint: { host, port }, signal }: Running): Promise<ToolRun> {
  const [program = '', ...rest] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, {
      cwd: join(root, '.'),
      env: { ...process.env, BASE_URL: `http://${host}:${port}` },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that what it starts ends with it.
      detached: true,
    });
    let output = '';
    const keep = (chunk: Buffer): void => void (output = (output + chunk.toString()).slice(-KEPT));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const stop = (): void => {
      kill(child.pid, 'SIGTERM');
      setTimeout(() => kill(child.pid, 'SIGKILL'), MERCY).unref();
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    child.once('error', (error: NodeJS.ErrnoException) => {
      signal.removeEventListener('abort', stop);
      if (error.code === 'ENOENT') resolve({ kind: 'missing', why: `${program} is not installed on this machine.` });
      else reject(error);
    });
    child.once('close', (code, ended) => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) reject(signal.reason as Error);
      else resolve({ kind: 'ran', argv, exitCode: code ?? (ended ? 1 : 0), output });
    });
  });
}

function kill(pid: number | undefined, how: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, how);
  } catch {
    // It has ended by itself.
  }
}
