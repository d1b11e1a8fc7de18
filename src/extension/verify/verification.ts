import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { EventEmitter } from 'vscode';
import type { Disposable, Uri } from 'vscode';
import type { VerifyEvent } from '../../core/model/verify.ts';
import { RunFold } from '../../core/verify/run.ts';
import type { VerifyPanelState } from '../../protocol/panels/verify.ts';
import { verifyPanelState, type Progress } from './panel-state.ts';
import { refuseUntrusted } from './trust.ts';
import { verifyProcess, type Asked } from './verify-process.ts';

/** Views need not be told of each of a thousand calls. */
const TELL_EVERY = 150;

/** One run at a time: the command line does it in a process of its own, and its events are folded here as they come. */
export class Verification implements Disposable {
  asked: Asked | null = null;
  private fold = new RunFold();
  private progress: Progress = { kind: 'none' };
  private process: ChildProcessWithoutNullStreams | null = null;
  private telling: NodeJS.Timeout | null = null;
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly extension: Uri,
    private readonly log: (line: string) => void,
  ) {}

  get state(): VerifyPanelState {
    return verifyPanelState(this.fold.now(), this.progress);
  }

  /** Id of the run that there is something of. */
  get id(): string | undefined {
    return this.fold.now().began?.id;
  }

  get isRunning(): boolean {
    return this.process !== null;
  }

  /** Resolves when the run has ended, whatever came of it. Another run that is under way ends first. */
  async run(asked: Asked): Promise<void> {
    refuseUntrusted();
    if (this.isRunning) await this.cancel();
    this.asked = asked;
    this.fold = new RunFold();
    this.become({ kind: 'running', preparing: 'Preparing: reading the change and the scenarios…' });
    const child = verifyProcess(this.extension, asked, ['--events', 'ndjson']);
    this.process = child;
    await this.followed(child);
    if (this.process === child) this.process = null;
  }

  /** The run undoes what it has done, and then it has ended. */
  async cancel(): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise(done => child.once('close', done));
    this.become({ kind: 'running', preparing: 'Cancelling: removing what was started…' });
    child.kill('SIGTERM');
    await gone;
  }

  dispose(): void {
    this.process?.kill('SIGTERM');
    if (this.telling) clearTimeout(this.telling);
    this.changed.dispose();
  }

  private async followed(child: ChildProcessWithoutNullStreams): Promise<void> {
    const complaints: string[] = [];
    createInterface({ input: child.stdout }).on('line', line => this.take(line));
    createInterface({ input: child.stderr }).on('line', line => {
      complaints.push(line);
      this.log(line);
    });
    const code = await new Promise<number | null>(done => {
      child.once('error', error => {
        complaints.push(error.message);
        done(null);
      });
      child.once('close', done);
    });
    const { ended } = this.fold.now();
    const last = complaints.findLast(line => line.trim() !== '');
    if (ended !== undefined) this.become({ kind: 'ended' });
    else
      this.become({
        kind: 'failed',
        sentence: last ?? (code === null ? 'The run was stopped.' : `The run ended with ${code} and said nothing.`),
      });
  }

  /** A line that is no event is for the log. */
  private take(line: string): void {
    try {
      this.fold.add(JSON.parse(line) as VerifyEvent);
    } catch {
      return this.log(line);
    }
    this.telling ??= setTimeout(() => {
      this.telling = null;
      this.changed.fire();
    }, TELL_EVERY);
  }

  private become(progress: Progress): void {
    this.progress = progress;
    this.changed.fire();
  }
}
