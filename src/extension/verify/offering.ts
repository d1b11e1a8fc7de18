import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { EventEmitter } from 'vscode';
import type { Disposable, Uri } from 'vscode';
import type { VerifyPreview } from '../../protocol/verify-preview.ts';
import { written } from './command-line.ts';
import type { Progress } from './panel-state.ts';
import { refuseUntrusted } from './trust.ts';
import { verifyProcess, type Asked } from './verify-process.ts';

interface Offer {
  readonly asked: Asked;
  readonly process: ChildProcessWithoutNullStreams;
  readonly progress: Progress;
}

/** What a run would do and take, told before anything of it starts. */
export class Offering implements Disposable {
  private offer: Offer | null = null;
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly extension: Uri) {}

  get asked(): Asked | null {
    return this.offer?.asked ?? null;
  }

  /** Null: nothing is offered. */
  get progress(): Progress | null {
    return this.offer?.progress ?? null;
  }

  /** Resolves when it is told, or somebody has seen enough. */
  async make(asked: Asked): Promise<void> {
    refuseUntrusted();
    this.offer?.process.kill('SIGTERM');
    const process = verifyProcess(this.extension, asked, ['--preview', '--format', 'json']);
    this.become({ asked, process, progress: { kind: 'pricing' } });
    const progress = await written(process)
      .then((text): Progress => ({ kind: 'offered', preview: JSON.parse(text) as VerifyPreview }))
      .catch((error: unknown): Progress => ({ kind: 'failed', sentence: error instanceof Error ? error.message : String(error) }));
    if (this.offer?.process === process) this.become({ asked, process, progress });
  }

  withdraw(): void {
    this.offer?.process.kill('SIGTERM');
    this.become(null);
  }

  dispose(): void {
    this.offer?.process.kill('SIGTERM');
    this.changed.dispose();
  }

  private become(offer: Offer | null): void {
    this.offer = offer;
    this.changed.fire();
  }
}
