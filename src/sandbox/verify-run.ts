import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { SideName, VerifyEvent } from '../core/model/verify.ts';
import { diskFiles } from '../workspace/disk-files.ts';
import type { Costs } from '../workspace/runs.ts';
import { contractsChecked } from './contracts-checked.ts';
import { engineGone } from './engine-gone.ts';
import type { Engine } from './engine.ts';
import { boundedImages } from './images.ts';
import { isAlone, openRun, type Run } from './owner.ts';
import { prepared, type Prepared, type PreparedScenario, type PreparedSide } from './preparation.ts';
import type { VerifyQuestion } from './question.ts';
import { left } from './reaper.ts';
import type { RunOptions } from './run-options.ts';
import type { Sandbox } from './sandbox.ts';
import { SandboxError } from './sandbox-error.ts';
import { play, settled, type Playable, type Stage } from './scenario-run.ts';
import type { OpenedSide, Opening } from './opened-side.ts';
import { engineItself, type Place } from './place.ts';
import { sender } from './sender.ts';
import { undoStack, type UndoStack } from './undo.ts';

/** `20261121-184205-4f2a`: in order of time, and told apart within a second. */
export function runId(now: Date): string {
  const digits = now.toISOString().replace(/\D/g, '');
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${randomInt(0x10000).toString(16).padStart(4, '0')}`;
}

/**
 * One run from its beginning to its end: both sides in turn, the control and every scenario on each, and everything removed. Whatever happens
 * is told as events; what cannot even begin is a SandboxError. That it was cancelled is the signal's reason.
 */
export async function verifyRun(question: VerifyQuestion, options: RunOptions): Promise<Costs> {
  const { engine, signal, onStep } = options;
  const startedAt = Date.now();
  const origin = performance.now();
  const now = (): number => Math.round(10 * (performance.now() - origin)) / 10;
  const run = await openRun(runId(new Date(startedAt)));
  const undo = undoStack();
  undo.add(run.remove);
  let begun = false;
  let bytes = 0;
  try {
    onStep('Comparing the trees');
    const plan = placeOf(options).plan(await prepared(question, { engine, run, undo, signal }));
    begun = true;
    options.emit(beginning(question, plan, { run, engine, startedAt }));
    if (plan.whyVoid !== undefined) options.emit({ kind: 'void', why: plan.whyVoid, at: now() });
    for (const message of plan.notes) options.emit({ kind: 'note', message, at: now() });
    for (const side of plan.sides) bytes = Math.max(bytes, await sidePlayed(side, { question, plan, run, options, now }, undo));
    // An image that another run is about to use looks like any other.
    if (await isAlone(run)) await boundedImages(engine.docker, plan.trees.top).catch(() => 0);
  } catch (error) {
    const told = error instanceof SandboxError ? error : engineGone(error);
    if (!begun || !told || signal.aborted) throw told ?? error;
    options.emit({ kind: 'void', why: told.message, at: now() });
  } finally {
    const complaints = await undo.run();
    const remains = await left(engine.docker, run).catch(() => ['what the engine kept: it does not answer']);
    if (begun) options.emit({ kind: 'removed', left: [...complaints, ...remains], at: now() });
  }
  options.emit({ kind: 'ended', at: now() });
  return { seconds: now() / 1000, bytes };
}

const placeOf = ({ place = engineItself }: RunOptions): Place => place;

function beginning(
  question: VerifyQuestion,
  plan: Prepared,
  { run, engine, startedAt }: { readonly run: Run; readonly engine: Engine; readonly startedAt: number },
): VerifyEvent {
  return {
    kind: 'run',
    id: run.id,
    startedAt,
    tree: { before: plan.trees.before?.hash ?? null, after: plan.trees.after.hash },
    project: plan.folder,
    plan: plan.plan,
    scenarios: [plan.control, ...plan.scenarios].map(({ name, fault, expect }) => ({ name, fault: fault?.description ?? null, expect })),
    seed: question.seed,
    versions: { faultline: question.version, ...engine.versions },
    services: [...plan.slice.run.keys()],
    mocks: [...plan.slice.mocks].map(([service, contract]) => ({ service, contract })),
  };
}

/** One side: up, the control, each scenario, down. What keeps it from running makes the run void. Gives the memory that it took, in bytes. */
async function sidePlayed(prepared: PreparedSide, opening: Opening, undo: UndoStack): Promise<number> {
  const { options, now, run } = opening;
  const { side } = prepared;
  const opened = await placeOf(options)
    .open(prepared, opening)
    .catch((error: unknown) => {
      const told = error instanceof SandboxError ? error : engineGone(error);
      if (!told || options.signal.aborted) throw error;
      throw new SandboxError(`${side === 'before' ? 'Before the change' : 'With the change'}: ${told.message}`);
    });
  // What this side cannot remove is told at the end of the run, with what else is left.
  undo.add(opened.close);
  try {
    const signal = AbortSignal.any([options.signal, opened.lost ?? []].flat());
    const stage: Stage = { side, sandbox: opened.sandbox, emit: options.emit, now, signal };
    await scenariosPlayed(prepared, { ...opening, opened, stage });
    return await opened.memory().catch(() => 0);
  } finally {
    await opened.saveLogs(join(options.keepIn(run.id), 'logs', side)).catch(() => undefined);
    await opened.close().catch(() => undefined);
  }
}

async function scenariosPlayed(
  { project, side, ports }: PreparedSide,
  { question, plan, opened, stage }: Opening & { readonly opened: OpenedSide; readonly stage: Stage },
): Promise<void> {
  const { signal, emit, now } = stage;
  const files = diskFiles(join(project.root, plan.trees.folder));
  const playable = (scenario: PreparedScenario): Playable => ({
    ...scenario,
    send: sender(scenario, { question, files, ports, stage, sandbox: opened.sandbox }),
  });
  await play(playable(plan.control), stage);
  await answering(opened.sandbox);
  for (const scenario of plan.scenarios) {
    signal.throwIfAborted();
    const fitting = opened.fit(scenario);
    if (typeof fitting === 'string') {
      emit({ kind: 'void', side, scenario: scenario.name, why: fitting, at: now() });
      continue;
    }
    const ready = playable(fitting);
    await play(ready, stage);
    await answering(opened.sandbox);
    if (scenario.fault && !(await settled(ready, stage))) return emit({ kind: 'void', why: voidAfter(scenario.name, side), at: now() });
  }
  await contractsChecked({ side, ports, question, plan, stage, sandbox: opened.sandbox });
}

/** What was seen while the engine was away is nothing that the system did. */
async function answering({ docker }: Sandbox): Promise<void> {
  await docker.ping().catch((error: unknown) => {
    throw engineGone(error) ?? error;
  });
}

const voidAfter = (scenario: string, side: SideName): string =>
  `After "${scenario}" the system ${side === 'before' ? 'before the change' : 'with the change'} did not come back within a minute, so what came next would be about two faults.`;
