import { spawn } from 'node:child_process';

/** A command of the workspace, and the folder that it is run in. */
export interface Command {
  readonly command: string;
  readonly folder: string;
}

export type Ending =
  | { readonly kind: 'ended'; readonly code: number; readonly output: string }
  | { readonly kind: 'stopped' }
  /** One sentence: nothing ran. */
  | { readonly kind: 'not-started'; readonly why: string };

/** What went wrong stands at the end of what was said. */
const KEPT = 256_000;
/** Between asking a program to end and ending it. */
const MERCY = 3000;
/** What a program that was left running holds open is not waited for. */
const DRAINING = 500;
const IS_WINDOWS = process.platform === 'win32';

/** Runs it in a group of its own, so that all that it starts ends with it when it is stopped. */
export function ending({ command, folder }: Command, say: (text: string) => void, signal: AbortSignal): Promise<Ending> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve({ kind: 'stopped' });
    const child = spawn(command, {
      cwd: folder,
      env: plainEnvironment(),
      shell: true,
      detached: !IS_WINDOWS,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (text: string) => {
      output = (output + text).slice(-KEPT);
      say(text);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', take);
    const stop = () => stopGroup(child.pid);
    const end = (how: Ending) => {
      signal.removeEventListener('abort', stop);
      resolve(signal.aborted ? { kind: 'stopped' } : how);
    };
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', ({ message }) => end({ kind: 'not-started', why: message }));
    child.once('exit', code => {
      const done = () => end({ kind: 'ended', code: code ?? 1, output });
      child.once('close', done);
      setTimeout(done, DRAINING);
    });
  });
}

/** The editor is started with variables of its own, which would make another program of Node. */
const plainEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(ELECTRON_|VSCODE_)/.test(name)));

function stopGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  if (IS_WINDOWS) return void spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
  kill(pid, 'SIGTERM');
  setTimeout(() => kill(pid, 'SIGKILL'), MERCY).unref();
}

function kill(group: number, how: NodeJS.Signals): void {
  try {
    process.kill(-group, how);
  } catch {
    // All of it has ended by itself.
  }
}
