import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text as streamText } from 'node:stream/consumers';
import type { VerifyEvent } from '../../core/model/verify.ts';
import { lineStarts, position } from '../../core/model/lines.ts';
import type { FilePath } from '../../core/model/source.ts';
import type { Receipt } from '../../core/verify/receipt.ts';
import { writtenScenarios } from '../../core/verify/written-scenarios.ts';
import { userCacheFolder } from '../../workspace/kept.ts';
import type { Engine } from '../../sandbox/engine.ts';
import type { Place } from '../../sandbox/place.ts';
import { doubtOf, keepCosts, keepRun, runFolder } from '../../workspace/runs.ts';
import { atMost, oneOf, parsed } from '../arguments.ts';
import type { Command, Output } from '../command.ts';
import { CACHE_OPTION, folder } from '../folder.ts';
import { interruptible } from '../interruptible.ts';
import { junit } from '../reporters/junit.ts';
import { sarif } from '../reporters/sarif.ts';
import { verifyMarkdown } from '../reporters/verify-markdown.ts';
import { verifyReported, verifyRules, type ScenarioLines } from '../reporters/verify-reported.ts';
import { verifyText } from '../reporters/verify-text.ts';
import { UsageError } from '../usage-error.ts';
import { knownOf, scenariosIn, type Overlay } from '../verification.ts';

const REPORTERS = {
  text: verifyText,
  json: (receipt: Receipt) => `${JSON.stringify(receipt, null, 1)}\n`,
  markdown: verifyMarkdown,
  junit: (receipt: Receipt, lines: ScenarioLines) => junit(verifyReported(receipt, lines), verifyRules(receipt)),
  sarif: (receipt: Receipt, lines: ScenarioLines) => sarif(verifyReported(receipt, lines), verifyRules(receipt)),
} as const;

/** 0 holds, 1 refuted, 3 void. */
const exitCode = ({ verdict, holds }: Receipt): number => (verdict === 'void' ? 3 : holds ? 0 : 1);

const OPTIONS = {
  scenario: { type: 'string', multiple: true },
  base: { type: 'string' },
  all: { type: 'boolean' },
  env: { type: 'string' },
  cluster: { type: 'boolean' },
  seed: { type: 'string' },
  scripts: { type: 'boolean' },
  unsaved: { type: 'string' },
  preview: { type: 'boolean' },
  events: { type: 'string' },
  format: { type: 'string' },
  init: { type: 'boolean' },
  check: { type: 'string' },
  ...CACHE_OPTION,
} as const;

export const verify: Command = {
  name: 'verify',
  usage:
    'verify DIR [--scenario NAME]… [--base REV] [--all] [--env NAME] [--seed N] [--scripts] [--unsaved FILE] [--preview] [--events ndjson] [--format text|json|junit|sarif|markdown] [--no-cache] | verify DIR --init [--env NAME] | verify DIR --cluster [--env NAME] | verify DIR --check RECEIPT',
  summary:
    'Start the compose project without and with the change, let go wrong what .faultline/verify.yaml says, and compare. Ends with 0 if it holds, 1 if it is refuted, 3 if nothing can be said.',
  async run(args, output) {
    const { positionals, options } = parsed(args, OPTIONS);
    atMost({ positionals }, 1);
    const format = oneOf(options.format, ['text', 'json', 'junit', 'sarif', 'markdown'], '--format');
    const events = options.events !== undefined && oneOf(options.events, ['ndjson'], '--events') === 'ndjson';
    const root = await folder(positionals[0], verify);
    const cache = { cacheFolder: options['no-cache'] === true ? undefined : userCacheFolder() };
    if (options.init) return (await import('../verify-init.ts')).init(root, output, { ...cache, environment: options.env });
    if (options.check !== undefined) return checked(root, options.check, output);
    const overlay = await unsavedIn(options.unsaved);
    const scenarios = scenariosIn(root, overlay);
    output.progress('Reading the change');
    const known = await knownOf(
      root,
      { base: options.base, overlay, environment: options.env, onCluster: options.cluster === true },
      cache,
    );
    output.progress('');
    const question = {
      root,
      base: options.base,
      overlay,
      file: scenarios.file,
      only: options.scenario ?? [],
      all: options.all === true,
      scripts: options.scripts === true,
      seed: seedOf(options.seed) ?? scenarios.file.seed ?? 1,
      version: VERSION,
      ...known,
    };
    if (options.preview) return (await import('../verify-preview.ts')).preview(question, output, format === 'json');
    const place = options.cluster ? await (await import('../verify-cluster.ts')).clusterOr(question, output, format === 'json') : undefined;
    if (typeof place === 'number') return place;
    const engine = await engineOr(async sentence => {
      if (events || format !== 'text') process.stderr.write(`${sentence}\n`);
      else output.write(withoutEngine(sentence, await known.proven()));
    });
    if (!engine) return 3;
    const receipt = await ran(question, output, { engine, place, tellsEvents: events });
    if (!events) output.write(REPORTERS[format](receipt, scenarioLines(scenarios.text)));
    return exitCode(receipt);
  },
};

declare const FAULTLINE_BUILD: string | undefined;
const VERSION = typeof FAULTLINE_BUILD === 'string' ? FAULTLINE_BUILD.slice(0, 12) : 'sources';

function seedOf(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const seed = Number(written);
  if (!Number.isSafeInteger(seed)) throw new UsageError(`--seed takes a whole number, not "${written}".`);
  return seed;
}

/** `{ "path": "text" }` of what is typed and not saved; `-` is the standard input. */
async function unsavedIn(path: string | undefined): Promise<Overlay> {
  if (path === undefined) return new Map();
  const written = path === '-' ? await streamText(process.stdin) : await readFile(path, 'utf8').catch(() => undefined);
  if (written === undefined) throw new UsageError(`There is no file ${path}.`);
  try {
    const texts = JSON.parse(written === '' ? '{}' : written) as Readonly<Record<string, unknown>>;
    return new Map(Object.entries(texts).filter((entry): entry is [FilePath, string] => typeof entry[1] === 'string'));
  } catch {
    throw new UsageError('--unsaved takes JSON: {"path": "text"}.');
  }
}

const scenarioLines = (text: string): ScenarioLines => {
  const lines = lineStarts(text);
  return new Map(writtenScenarios(text).map(({ name, at }) => [name, position(lines, at[0]).line]));
};

type Question = Parameters<(typeof import('../../sandbox/verify-run.ts'))['verifyRun']>[0];

/** The engine, or undefined after somebody was told why there is none. */
async function engineOr(tell: (sentence: string) => Promise<void>): Promise<Engine | undefined> {
  const { openEngine } = await import('../../sandbox/engine.ts');
  const { SandboxError } = await import('../../sandbox/sandbox-error.ts');
  try {
    return await openEngine();
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    await tell(error.message);
    return undefined;
  }
}

const withoutEngine = (sentence: string, proven: readonly string[]): string =>
  `${[`Void. ${sentence}`, '', ...(proven.length > 0 ? ['What can be said without running anything:', ...proven.map(line => `  ${line}`)] : ['Nothing can be said without running it.'])].join('\n')}\n`;

/** Runs, keeps the receipt, and undoes everything also when somebody interrupts. */
async function ran(
  question: Question,
  output: Output,
  { engine, place, tellsEvents }: { readonly engine: Engine; readonly place: Place | undefined; readonly tellsEvents: boolean },
): Promise<Receipt> {
  const { reap } = await import('../../sandbox/reaper.ts');
  const { verifyRun } = await import('../../sandbox/verify-run.ts');
  const { SandboxError } = await import('../../sandbox/sandbox-error.ts');
  const { signal, end } = interruptible('everything that was started has been removed');
  const events: VerifyEvent[] = [];
  const emit = (event: VerifyEvent): void => {
    events.push(event);
    if (tellsEvents) output.write(`${JSON.stringify(event)}\n`);
    else output.progress(progressOf(event));
  };
  try {
    await reap(engine.docker);
    const costs = await verifyRun(question, {
      engine,
      ...(place && { place }),
      emit,
      signal,
      onStep: step => output.progress(step),
      keepIn: id => runFolder(question.root, id),
    });
    const receipt = await keepRun(question.root, events);
    if (receipt.verdict !== 'void') await keepCosts(question.root, receipt, costs);
    return receipt;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error instanceof SandboxError ? new UsageError(error.message) : error;
  } finally {
    end();
    output.progress('');
  }
}

/** What happens now, in a few words. */
function progressOf(event: VerifyEvent): string {
  switch (event.kind) {
    case 'service':
      return `${event.side}: ${event.service} ${event.state}`;
    case 'scenario':
      return `${event.side}: ${event.scenario}${event.attempt > 0 ? `, once more` : ''}`;
    case 'fault':
      return `${event.side}: ${event.scenario}: ${event.description}${event.state === 'removed' ? ' (over)' : ''}`;
    case 'request':
    case 'call':
      return `${event.side}: ${event.scenario}`;
    case 'contract':
      return `${event.side}: ${event.operation} of ${event.service}${event.test ? ` by ${event.test.tool}` : ' against its contract'}`;
    case 'run':
    case 'void':
    case 'note':
    case 'removed':
    case 'ended':
      return 'Removing what was started';
  }
}

/** Whether a receipt is what its events prove, and whether it belongs to the tree at hand. */
async function checked(root: string, path: string, output: Output): Promise<number> {
  const file = (await stat(path).catch(() => undefined))?.isDirectory() ? join(path, 'receipt.json') : path;
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw new UsageError(`There is no receipt ${path}; they lie in .faultline/runs.`);
  const events = await readFile(join(file, '..', 'events.ndjson'), 'utf8').catch(() => undefined);
  const doubt = doubtOf(text, events);
  if (doubt !== undefined) {
    output.write(`${doubt}\n`);
    return 1;
  }
  const { tree, verdict, why } = JSON.parse(text) as Receipt;
  const { currentTree } = await import('../../sandbox/current-tree.ts');
  const now = await currentTree(root);
  const belongs = now === tree.after;
  output.write(
    belongs
      ? `The receipt belongs to this tree (${now.slice(0, 7)}): ${verdict}. ${why}\n`
      : `The receipt is of another tree: it verified ${tree.after.slice(0, 7)}, and this is ${now.slice(0, 7)}.\n`,
  );
  return belongs ? 0 : 1;
}
