// Runs inside the extension host of a real VS Code, on a folder of 20,000 files.
import { ok } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { commands, extensions, Position, Uri, window, workspace, type Hover } from 'vscode';
import type { FaultlineApi } from '../../../src/extension/api.ts';
import { manyNames } from './many-names.ts';
import type { ManyName } from './many-names.ts';

export interface ManyOutcome {
  readonly name: ManyName;
  readonly wrong: string | null;
}

export interface Responsiveness {
  /** The longest that the extension host kept a timer waiting, in milliseconds. */
  readonly lag: number;
  /** Round trips over the language server: how many, the longest and the 95th of a hundred, without what the extension host itself was late. */
  readonly trips: number;
  readonly longest: number;
  readonly p95: number;
  /** How long a hover that was asked when reading was first seen waited for the graph. */
  readonly hover: number;
  /** Reading was seen on its way so often, and took so long. */
  readonly seen: number;
  readonly milliseconds: number;
}

const extension = extensions.getExtension<FaultlineApi>('faultline.faultline')!;
const api = (): FaultlineApi => extension.exports;

async function eventually(fits: () => boolean, seconds: number, what: string): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !fits(); await sleep(10)) ok(Date.now() < end, `After ${seconds} s still not: ${what}`);
}

/** How late timers come, for as long as somebody watches. */
function lag(): { readonly sinceAsked: () => number; readonly end: () => number } {
  let last = performance.now();
  let latest = 0;
  let most = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    latest = Math.max(latest, now - last - 10);
    most = Math.max(most, latest);
    last = now;
  }, 10);
  const sinceAsked = (): number => {
    const late = latest;
    latest = 0;
    return late;
  };
  return { sinceAsked, end: () => (clearInterval(timer), most) };
}

async function taking(action: () => PromiseLike<unknown>): Promise<number> {
  const begun = performance.now();
  await action();
  return performance.now() - begun;
}

/** Asks the server again and again while files are read; a hover that is asked meanwhile waits for what it is about. */
async function askedMeanwhile(): Promise<Responsiveness> {
  const { document } = await window.showTextDocument(Uri.joinPath(workspace.workspaceFolders![0]!.uri, 'compose.yaml'));
  const watch = lag();
  const begun = performance.now();
  const trips: number[] = [];
  let hover: Promise<number> | undefined;
  let seen = 0;
  while (!api().ready() || api().reading()) {
    // Before the server runs there is nobody to ask, which is told at once.
    watch.sinceAsked();
    const trip = await taking(() =>
      api()
        .roundTrip()
        .catch(() => undefined),
    );
    // A host that is late itself takes the answer late.
    trips.push(Math.max(0, trip - watch.sinceAsked()));
    if (api().reading()) seen++;
    if (seen === 1) hover ??= taking(() => hovered(document.uri));
    ok(performance.now() - begun < 90_000, 'It is still reading after 90 s.');
    await sleep(5);
  }
  const milliseconds = performance.now() - begun;
  return {
    lag: watch.end(),
    trips: trips.length,
    longest: Math.max(...trips),
    p95: p95(trips),
    hover: (await hover) ?? 0,
    seen,
    milliseconds,
  };
}

const p95 = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length * 0.95)]!;

async function hovered(uri: Uri): Promise<void> {
  const hovers = await commands.executeCommand<readonly Hover[]>('vscode.executeHoverProvider', uri, new Position(1, 4));
  const said = hovers.flatMap(({ contents }) => contents.map(content => (typeof content === 'string' ? content : content.value))).join(' ');
  ok(said.includes('service-0'), `The hover says nothing of service-0: ${said || 'nothing at all'}`);
}

let measured: Responsiveness | undefined;

const suite: Readonly<Record<ManyName, () => Promise<void>>> = {
  async 'while files are read, the server answers within 200 ms and the extension host does not freeze'() {
    await extension.activate();
    measured = await askedMeanwhile();
    ok(measured.seen > 0, 'Reading was over before it was seen.');
    ok(measured.p95 <= 200, `A round trip took ${Math.round(measured.p95)} ms.`);
    // Other extensions live in the same process, and a machine of tests is busy.
    ok(measured.longest <= 1000, `A round trip took ${Math.round(measured.longest)} ms.`);
    ok(measured.lag <= 1000, `The extension host was kept busy for ${Math.round(measured.lag)} ms.`);
    ok(api().services().length === 200, `There are ${api().services().length} services.`);
  },

  async 'reading can be stopped, and what has been read is shown'() {
    const read = commands.executeCommand('faultline.reindex');
    await eventually(() => (api().reading()?.done ?? 0) > 0, 30, 'reading');
    await commands.executeCommand('faultline.stopReading');
    await eventually(() => api().reading() === null, 5, 'stopped');
    await read;
    ok(api().ready());
  },

  async 'reading again reads everything'() {
    await commands.executeCommand('faultline.reindex');
    await eventually(() => api().ready() && api().reading() === null && api().services().length === 200, 60, 'all 200 services');
  },
};

export async function run(): Promise<void> {
  const outcomes: ManyOutcome[] = [];
  for (const name of manyNames) {
    const wrong = await suite[name]().then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    outcomes.push({ name, wrong });
  }
  writeFileSync(process.env['FAULTLINE_REPORT']!, JSON.stringify({ outcomes, measured }));
  const wrong = outcomes.filter(outcome => outcome.wrong !== null).length;
  if (wrong > 0) throw new Error(`${wrong} of ${outcomes.length} failed.`);
}
