import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { Uri } from 'vscode';

/** Our own command line in a process of its own, which the editor's Node runs. */
export function commandLine(extension: Uri, args: readonly string[], folder?: string): ChildProcessWithoutNullStreams {
  const program = Uri.joinPath(extension, 'dist', 'cli.js').fsPath;
  return spawn(process.execPath, [program, ...args], { cwd: folder, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
}

/** What it writes, once it has ended well; what it complains of is the error. */
export function written(child: ChildProcessWithoutNullStreams): Promise<string> {
  let output = '';
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (complaint += text));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', code => (code === 0 ? done(output) : fail(new Error(lastLine(complaint) ?? `It ended with ${code}.`))));
  });
}

/** Whatever node warned of stands before what we say. */
const lastLine = (complaint: string): string | undefined => complaint.split('\n').findLast(line => line.trim() !== '');
