import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SideName } from '../core/model/verify.ts';
import type { Isolated } from '../core/verify/isolated.ts';
import type { ComposeOptions, Engine } from './engine.ts';
import type { Run } from './owner.ts';
import { SandboxError } from './sandbox-error.ts';
import type { SideAsked } from './side.ts';

/** What compose calls a side; names of objects begin with it. */
export const projectName = (run: Run, side: SideName): string => `faultline-${run.id.toLowerCase().replace(/[^a-z0-9_-]/g, '-')}-${side}`;

/** `docker compose` for the generated project of one side. */
export type Compose = (args: readonly string[], options?: ComposeOptions) => ReturnType<Engine['compose']>;

/** The generated project lies in the run's folder, never in the user's. */
export async function composing(
  { engine, run, side, project, signal }: Pick<SideAsked, 'engine' | 'run' | 'side' | 'project' | 'signal'>,
  { document, refused }: Isolated,
): Promise<Compose> {
  if (refused[0] !== undefined) throw new SandboxError(refused[0]);
  const folder = join(run.folder, side);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'compose.json'), JSON.stringify(document, null, 2));
  const common = ['--project-name', projectName(run, side), '--project-directory', project.root, '--file', join(folder, 'compose.json')];
  return (args, options) => engine.compose([...common, ...args], { folder, signal, ...options });
}
