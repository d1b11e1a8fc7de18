import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VerifyEvent } from '../core/model/verify.ts';
import { receipt, type Receipt } from '../core/verify/receipt.ts';
import { runOf } from '../core/verify/run.ts';

/** Where runs of a workspace are kept. */
const RUNS = '.faultline/runs';

export const runFolder = (root: string, id: string): string => join(root, RUNS, id);

/** One event a line. */
export const eventsText = (events: readonly VerifyEvent[]): string => events.map(event => `${JSON.stringify(event)}\n`).join('');

const digest = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** Keeps a run beside the workspace; its own .gitignore keeps it out of commits. Files appear whole. */
export async function keepRun(root: string, events: readonly VerifyEvent[]): Promise<Receipt> {
  const text = eventsText(events);
  const made = receipt(runOf(events), digest(text));
  const folder = runFolder(root, made.id);
  await mkdir(folder, { recursive: true });
  await writeFile(join(root, RUNS, '.gitignore'), '*\n');
  await whole(join(folder, 'events.ndjson'), text);
  await whole(join(folder, 'receipt.json'), `${JSON.stringify(made, null, 1)}\n`);
  return made;
}

async function whole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}

/** Ids of the runs that are kept, the newest first. */
export async function keptRuns(root: string): Promise<readonly string[]> {
  const names = await readdir(join(root, RUNS)).catch(() => []);
  return names.filter(name => /^\d{8}-\d{6}-/.test(name)).toSorted((a, b) => (a < b ? 1 : -1));
}

export async function keptReceipt(root: string, id: string): Promise<Receipt | undefined> {
  const text = await readFile(join(runFolder(root, id), 'receipt.json'), 'utf8').catch(() => undefined);
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Receipt);
  } catch {
    return undefined;
  }
}

/** Why a receipt proves nothing, in one sentence; undefined where it is what its events say. `text` is that of receipt.json, `events` of events.ndjson beside it. */
export function doubtOf(text: string, events: string | undefined): string | undefined {
  const said = parsed(text);
  if (!said) return 'This is no receipt: it is not the JSON that faultline verify writes.';
  if (events === undefined) return 'The events of the run are missing; a receipt proves something only with events.ndjson beside it.';
  if (digest(events) !== said.events) return 'The events are not those that the receipt was made from.';
  const again = derived(events);
  if (again === undefined) return 'The events cannot be read.';
  if (JSON.stringify(receipt(runOf(again), said.events)) !== JSON.stringify(said)) return 'The receipt does not say what its events prove.';
  return undefined;
}

function parsed(text: string): Receipt | undefined {
  try {
    const value = JSON.parse(text) as Partial<Receipt> | null;
    return typeof value?.events === 'string' && typeof value.tree?.after === 'string' ? (value as Receipt) : undefined;
  } catch {
    return undefined;
  }
}

function derived(events: string): VerifyEvent[] | undefined {
  try {
    const lines = events.split('\n').filter(line => line !== '');
    const all = lines.map(line => JSON.parse(line) as VerifyEvent);
    return all[0]?.kind === 'run' ? all : undefined;
  } catch {
    return undefined;
  }
}

/** What a run took: seconds, and the most memory that the services of one side had in use. */
export interface Costs {
  readonly seconds: number;
  readonly bytes: number;
}

export async function keepCosts(root: string, id: string, costs: Costs): Promise<void> {
  await whole(join(runFolder(root, id), 'costs.json'), `${JSON.stringify(costs)}\n`);
}

/** Of the newest run that has them. */
export async function keptCosts(root: string): Promise<Costs | undefined> {
  for (const id of (await keptRuns(root)).slice(0, 5)) {
    const text = await readFile(join(runFolder(root, id), 'costs.json'), 'utf8').catch(() => undefined);
    const costs = text === undefined ? undefined : (JSON.parse(text) as Costs);
    if (typeof costs?.seconds === 'number' && typeof costs.bytes === 'number') return costs;
  }
  return undefined;
}
