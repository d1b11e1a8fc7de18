import { setImmediate } from 'node:timers/promises';
import type { EnvDocument } from '../core/detect/env-document.ts';
import type { Snapshot } from '../core/index/snapshot.ts';
import type { ChecksInTurn } from './checks-in-turn.ts';
import { ToldFindings, type FindingsNews, type KeptFindings } from './told-findings.ts';

export interface CheckingListener {
  readonly found: (news: FindingsNews) => void;
  /** All checks have come to their end. */
  readonly done: () => void;
  /** A check's fault; what the others find counts. */
  readonly failed: (error: unknown) => void;
}

/** Whoever edits has a turn after so many milliseconds, and what was found until then is told. */
const TURN = 15;

/**
 * Runs the checks whenever the graph is another and nothing waits to be read. A run that a newer graph overtakes is given up.
 * The checks are loaded by the first run: a workspace that is as it was kept needs none.
 */
export class Checking {
  private readonly settled: () => Promise<Snapshot | undefined>;
  private readonly listener: CheckingListener;
  private readonly told = new ToldFindings();
  private checks: ChecksInTurn | undefined;
  private wanted = true;
  private newest = 0;
  private isDone = false;
  private working: Promise<void> | undefined;

  constructor(settled: () => Promise<Snapshot | undefined>, listener: CheckingListener) {
    this.settled = settled;
    this.listener = listener;
  }

  /** The graph is another. */
  changed(): void {
    this.newest++;
    this.isDone = false;
    this.working ??= this.work()
      .catch(error => this.listener.failed(error))
      .finally(() => (this.working = undefined));
  }

  /** Nobody wants to know, or again somebody does. */
  want(wanted: boolean): void {
    if (this.wanted === wanted) return;
    this.wanted = wanted;
    this.changed();
  }

  /** What all checks say of the newest graph; undefined while they run. */
  said(): KeptFindings | undefined {
    return this.isDone ? { isWanted: this.wanted, ...this.told.all() } : undefined;
  }

  /** Resolves when all that is asked of the checks is done. */
  async calm(): Promise<void> {
    while (this.working) await this.working;
  }

  /** What they said of the very same graph before. */
  restore({ isWanted, byCheck, judged, resilience }: KeptFindings): void {
    if (isWanted !== this.wanted) return this.changed();
    for (const [check, found] of byCheck) this.told.take(check, found);
    this.told.judge(judged);
    this.told.wait(resilience);
    this.isDone = true;
    this.tell();
  }

  /** What every service reads and every environment sets; of one service, where it is named. */
  async variables(service: string | undefined): Promise<EnvDocument> {
    const snapshot = await this.settled();
    return snapshot ? (await import('./variables-of.ts')).variablesOf(snapshot, service) : { services: [] };
  }

  private async work(): Promise<void> {
    for (let turn = -1; turn !== this.newest;) {
      turn = this.newest;
      const snapshot = await this.settled();
      if (!snapshot?.madeFrom) continue;
      const checks = await this.loaded();
      for await (const _ of inTurns(checks.steps(snapshot, this.wanted))) {
        this.tell();
        if (turn !== this.newest) break;
      }
      if (turn === this.newest) this.end();
    }
  }

  private async loaded(): Promise<ChecksInTurn> {
    const { ChecksInTurn } = await import('./checks-in-turn.ts');
    return (this.checks ??= new ChecksInTurn(this.told, error => this.listener.failed(error)));
  }

  private end(): void {
    this.tell();
    this.isDone = true;
    this.listener.done();
  }

  private tell(): void {
    const news = this.told.news();
    if (news) this.listener.found(news);
  }
}

/** Lets others have a turn now and then. */
async function* inTurns(steps: Iterable<void>): AsyncIterable<void> {
  let began = performance.now();
  for (const _ of steps) {
    if (performance.now() - began < TURN) continue;
    await setImmediate();
    yield;
    began = performance.now();
  }
}
