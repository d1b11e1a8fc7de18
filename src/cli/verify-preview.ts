import { openEngine, type Engine } from '../sandbox/engine.ts';
import { wayTo } from '../sandbox/engine-network/network-of.ts';
import { hasImage } from '../sandbox/images.ts';
import { openRun } from '../sandbox/owner.ts';
import { prepared, type Prepared } from '../sandbox/preparation.ts';
import type { VerifyQuestion } from '../sandbox/question.ts';
import { SandboxError } from '../sandbox/sandbox-error.ts';
import { undoStack } from '../sandbox/undo.ts';
import { earlierCosts } from '../workspace/runs.ts';
import type { Output } from './command.ts';
import { interruptible } from './interruptible.ts';
import { imagesOf, previewed } from './previewed.ts';
import { verifyPreviewText } from './reporters/verify-preview-text.ts';
import { UsageError } from './usage-error.ts';

/** Says what would run, and starts nothing. */
export async function preview(question: VerifyQuestion, output: Output, json: boolean): Promise<number> {
  const { signal, end } = interruptible('nothing was started');
  const run = await openRun();
  const undo = undoStack();
  undo.add(run.remove);
  try {
    const engine = await openEngine();
    const plan = await prepared(question, { engine, run, undo, signal });
    const { notes } = await wayTo(engine, plan.sides.at(-1)!.ports);
    const [costs, lacking] = await Promise.all([
      earlierCosts(
        question.root,
        plan.scenarios.map(({ name }) => name),
      ),
      lackingImages(engine, plan),
    ]);
    signal.throwIfAborted();
    const found = previewed({ ...plan, notes: [...plan.notes, ...notes] }, { costs, lacking });
    output.write(json ? `${JSON.stringify(found, null, 1)}\n` : verifyPreviewText(found));
    return 0;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error instanceof SandboxError ? new UsageError(error.message) : error;
  } finally {
    end();
    output.progress('');
    await undo.run();
  }
}

async function lackingImages({ docker }: Engine, plan: Prepared): Promise<ReadonlySet<string>> {
  const wanted = new Set([...plan.slice.run.keys()].flatMap(service => imagesOf(service, plan)).map(({ name }) => name));
  const lacking = await Promise.all([...wanted].map(async name => ((await hasImage(docker, name)) ? [] : [name])));
  return new Set(lacking.flat());
}
