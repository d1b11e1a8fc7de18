import type { Check } from '../core/detect/check.ts';
import { checks } from '../core/detect/checks.ts';
import { envTable } from '../core/detect/env-table.ts';
import { findings } from '../core/detect/findings.ts';
import { systemIn } from '../core/detect/system-of-snapshot.ts';
import type { Snapshot } from '../core/index/snapshot.ts';
import { judgedVariables, placedFinding, type JudgedVariable } from './placed-finding.ts';
import type { ToldFindings } from './told-findings.ts';

/** What takes longer than this, in milliseconds, comes last. */
const DEAR = 15;

/** The checks, run again and again over one workspace. */
export class ChecksInTurn {
  private readonly told: ToldFindings;
  /** A check's fault; what the others find counts. */
  private readonly failed: (error: unknown) => void;
  /** Milliseconds, by the check's id, of the run before. */
  private readonly costs = new Map<string, number>();

  constructor(told: ToldFindings, failed: (error: unknown) => void) {
    this.told = told;
    this.failed = failed;
  }

  /** One step a check, and then one a service. Nobody wants to know: then nothing is found. */
  *steps(snapshot: Snapshot, isWanted: boolean): Iterable<void> {
    const system = systemIn(snapshot);
    if (!system) return;
    for (const check of this.inOrder()) {
      const began = performance.now();
      const found = isWanted ? this.tried(() => findings(system, [check])) : [];
      this.told.take(
        check.id,
        found.map(finding => placedFinding(finding, snapshot)),
      );
      this.costs.set(check.id, performance.now() - began);
      yield;
    }
    const judged: JudgedVariable[] = [];
    for (const { id } of isWanted ? system.services : []) {
      judged.push(...this.tried(() => judgedVariables(envTable(system, id))));
      yield;
    }
    this.told.judge(judged);
  }

  /** What is dear comes last; before it what was wrong, since somebody may have put it right just now. */
  private inOrder(): readonly Check[] {
    const cost = ({ id }: Check): number => this.costs.get(id) ?? 0;
    const rank = (check: Check): number => (cost(check) > DEAR ? 2 : this.told.has(check.id) ? 0 : 1);
    return checks.toSorted((a, b) => rank(a) - rank(b) || cost(a) - cost(b));
  }

  private tried<T>(ask: () => readonly T[]): readonly T[] {
    try {
      return ask();
    } catch (error) {
      this.failed(error);
      return [];
    }
  }
}
