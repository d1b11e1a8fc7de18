import { openEngine } from '../sandbox/engine.ts';
import { openRun } from '../sandbox/owner.ts';
import { prepared, type Prepared } from '../sandbox/preparation.ts';
import type { VerifyQuestion } from '../sandbox/question.ts';
import { SandboxError } from '../sandbox/sandbox-error.ts';
import { undoStack } from '../sandbox/undo.ts';
import { keptCosts } from '../workspace/runs.ts';
import type { Output } from './command.ts';
import { UsageError } from './usage-error.ts';

/** What would run, before anything does. */
interface Preview {
  readonly services: readonly { readonly name: string; readonly why: string; readonly builds: boolean }[];
  readonly mocks: readonly { readonly name: string; readonly contract: string }[];
  readonly scenarios: readonly { readonly name: string; readonly fault: string | null; readonly requests: number }[];
  readonly sides: number;
  /** Seconds and bytes, as the newest run that is kept took; else rough. */
  readonly seconds: number;
  readonly bytes: number;
  readonly measured: boolean;
  readonly notes: readonly string[];
}

/** Without a measured run: what a small container takes, and how long one side usually takes to come up. */
const ROUGH = { bytesEach: 100_000_000, secondsEach: 20, secondsPerRequest: 0.2 } as const;

export async function preview(question: VerifyQuestion, output: Output, json: boolean): Promise<number> {
  const run = await openRun();
  const undo = undoStack();
  undo.add(run.remove);
  try {
    const engine = await openEngine();
    const plan = await prepared(question, { engine, run, undo, signal: new AbortController().signal });
    const there = new Set((await engine.docker.listImages()).flatMap(({ RepoTags }) => RepoTags ?? []));
    const found = previewOf(plan, await keptCosts(question.root), image => !there.has(image));
    output.write(json ? `${JSON.stringify(found, null, 1)}\n` : previewText(found));
    return 0;
  } catch (error) {
    throw error instanceof SandboxError ? new UsageError(error.message) : error;
  } finally {
    output.progress('');
    await undo.run();
  }
}

function previewOf(plan: Prepared, costs: Awaited<ReturnType<typeof keptCosts>>, lacks: (image: string) => boolean): Preview {
  const requests = [plan.control, ...plan.scenarios].reduce((sum, scenario) => sum + scenario.requests * scenario.journeys.length, 0);
  const after = plan.sides.at(-1)!;
  const services = [...plan.slice.run].map(([name, why]) => {
    const image = after.project.images.get(name);
    return { name, why, builds: image !== undefined && lacks(image) };
  });
  return {
    services,
    mocks: [...plan.slice.mocks].map(([name, contract]) => ({ name, contract })),
    scenarios: plan.scenarios.map(({ name, fault, requests }) => ({ name, fault: fault?.description ?? null, requests })),
    sides: plan.sides.length,
    seconds: Math.round(costs?.seconds ?? plan.sides.length * (ROUGH.secondsEach + requests * ROUGH.secondsPerRequest)),
    bytes: costs?.bytes ?? services.length * ROUGH.bytesEach,
    measured: costs !== undefined,
    notes: plan.notes,
  };
}

function previewText({ services, mocks, scenarios, sides, seconds, bytes, measured, notes }: Preview): string {
  const builds = services.filter(service => service.builds).map(({ name }) => name);
  const lines = [
    `About ${seconds} s · ${services.length} containers${sides === 2 ? ', twice' : ''} · ${(bytes / 1e9).toFixed(1)} GB${measured ? ', as the last run' : ', roughly'}`,
    '',
    'Runs',
    ...services.map(({ name, why }) => `  ${name}: ${why}`),
    ...(mocks.length > 0 ? ['Mocks', ...mocks.map(({ name, contract }) => `  ${name}, from ${contract}`)] : []),
    `Builds ${builds.length === 0 ? 'nothing: every image is there' : builds.join(', ')}`,
    'Scenarios',
    ...scenarios.map(({ name, fault, requests }) => `  ${name}: ${fault ?? 'no fault'}, ${requests} requests`),
    ...(notes.length > 0 ? ['To know', ...notes.map(note => `  ${note}`)] : []),
  ];
  return `${lines.join('\n')}\n`;
}
