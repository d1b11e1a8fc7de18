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

/** With the names of the scenarios that were played. */
export interface KeptCosts extends Costs {
  readonly scenarios: readonly string[];
}

export async function keepCosts(root: string, { id, scenarios }: Receipt, costs: Costs): Promise<void> {
  const kept: KeptCosts = { ...costs, scenarios: scenarios.map(({ name }) => name) };
  await whole(join(runFolder(root, id), 'costs.json'), `${JSON.stringify(kept)}\n`);
}

/** Old runs say little about what the next one takes. */
const NEWEST = 10;

export interface EarlierCosts extends KeptCosts {
  /** Just the scenarios that were asked about were played. */
  readonly isSame: boolean;
}

/** Of the newest run of just these scenarios, else of the newest run that has costs. */
export async function earlierCosts(root: string, asked: readonly string[]): Promise<EarlierCosts | undefined> {
  const kept = await Promise.all((await keptRuns(root)).slice(0, NEWEST).map(id => costsOf(root, id)));
  const known = kept.flatMap(costs => (costs ? [{ ...costs, isSame: areSame(costs.scenarios, asked) }] : []));
  return known.find(({ isSame }) => isSame) ?? known[0];
}

const areSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every(name => others.includes(name));

async function costsOf(root: string, id: string): Promise<KeptCosts | undefined> {
  const text = await readFile(join(runFolder(root, id), 'costs.json'), 'utf8').catch(() => '');
  try {
    const { seconds, bytes, scenarios } = JSON.parse(text) as Partial<KeptCosts>;
    return typeof seconds === 'number' && typeof bytes === 'number' ? { seconds, bytes, scenarios: scenarios ?? [] } : undefined;
  } catch {
    return undefined;
  }
}
