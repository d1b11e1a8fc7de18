import { setImmediate } from 'node:timers/promises';
import type { Check } from '../core/detect/check.ts';
import { checks } from '../core/detect/checks.ts';
import { envDocument, type EnvDocument } from '../core/detect/env-document.ts';
import { envTable } from '../core/detect/env-table.ts';
import { findings } from '../core/detect/findings.ts';
import { systemIn } from '../core/detect/system-of-snapshot.ts';
import type { System } from '../core/detect/system.ts';
import type { Snapshot } from '../core/index/snapshot.ts';
import { judgedVariables, placedFinding, type JudgedVariable } from './placed-finding.ts';
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

/** Runs the checks whenever the graph is another and nothing waits to be read. A run that a newer graph overtakes is given up. */
export class Checking {
  private readonly settled: () => Promise<Snapshot | undefined>;
  private readonly listener: CheckingListener;
  private readonly told = new ToldFindings();
  /** Milliseconds, by the check's id, of the run before. */
  private readonly costs = new Map<string, number>();
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

  /** What they said of the very same graph before. */
  restore({ isWanted, byCheck, judged }: KeptFindings): void {
    if (isWanted !== this.wanted) return this.changed();
    for (const [check, found] of byCheck) this.told.take(check, found);
    this.told.judge(judged);
    this.isDone = true;
    this.tell();
  }

  /** What every service reads and every environment sets; of one service, where it is named. */
  async variables(service: string | undefined): Promise<EnvDocument> {
    const snapshot = await this.settled();
    const system = snapshot && systemIn(snapshot);
    return system ? envDocument(envTable(system, service), snapshot) : { services: [] };
  }

  private async work(): Promise<void> {
    for (let turn = -1; turn !== this.newest;) {
      turn = this.newest;
      const snapshot = await this.settled();
      const system = snapshot && systemIn(snapshot);
      if (!system) continue;
      for await (const _ of inTurns(this.steps(system, snapshot))) {
        this.tell();
        if (turn !== this.newest) break;
      }
      if (turn === this.newest) this.end();
    }
  }

  private end(): void {
    this.tell();
    this.isDone = true;
    this.listener.done();
  }

  private *steps(system: System, snapshot: Snapshot): Iterable<void> {
    for (const check of this.inOrder()) {
      const began = performance.now();
      const found = this.wanted ? this.tried(() => findings(system, [check])) : [];
      this.told.take(
        check.id,
        found.map(finding => placedFinding(finding, snapshot)),
      );
      this.costs.set(check.id, performance.now() - began);
      yield;
    }
    const judged: JudgedVariable[] = [];
    for (const { id } of this.wanted ? system.services : []) {
      judged.push(...this.tried(() => judgedVariables(envTable(system, id))));
      yield;
    }
    this.told.judge(judged);
  }

  /** What is dear comes last; before it what was wrong, since somebody may have put it right just now. */
  private inOrder(): readonly Check[] {
    const cost = ({ id }: Check): number => this.costs.get(id) ?? 0;
    const rank = (check: Check): number => (cost(check) > TURN ? 2 : this.told.has(check.id) ? 0 : 1);
    return checks.toSorted((a, b) => rank(a) - rank(b) || cost(a) - cost(b));
  }

  private tell(): void {
    const news = this.told.news();
    if (news) this.listener.found(news);
  }

  private tried<T>(ask: () => readonly T[]): readonly T[] {
    try {
      return ask();
    } catch (error) {
      this.listener.failed(error);
      return [];
    }
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
