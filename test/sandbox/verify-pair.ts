import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { knownOf, scenariosIn } from '../../src/cli/verification.ts';
import type { VerifyEvent } from '../../src/core/model/verify.ts';
import type { Receipt } from '../../src/core/verify/receipt.ts';
import { openEngine } from '../../src/sandbox/engine.ts';
import { verifyRun } from '../../src/sandbox/verify-run.ts';
import { keepRun, runFolder } from '../../src/workspace/runs.ts';

/** One journey through both services of the pair, and a scenario that it passes. */
export const PAIR_SCENARIOS = `journeys:
  - name: call
    steps: [{ http: { service: front, path: / } }]
requests: 2
contracts: { runs: 0 }
scenarios:
  - name: back is late
    fault: { kind: latency, edge: front -> back, milliseconds: 20 }
    expect: [{ measure: success-rate, atLeast: 1 }]
`;

export async function written(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** The work tree against its commit, as the command line does it. */
export async function verifiedHere(root: string): Promise<Receipt> {
  const overlay = new Map<never, string>();
  const { file } = scenariosIn(root, overlay);
  const known = await knownOf(root, { base: undefined, overlay }, {});
  const events: VerifyEvent[] = [];
  await verifyRun(
    { root, base: undefined, overlay, file, only: [], all: false, seed: 1, version: 'test', ...known },
    {
      engine: await openEngine(),
      emit: event => void events.push(event),
      signal: new AbortController().signal,
      onStep: () => undefined,
      keepIn: id => runFolder(root, id),
    },
  );
  return keepRun(root, events);
}
