import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fields, text, type Fields } from '../../core/verify/compose-document.ts';
import type { ReadyFault } from '../faults/faults.ts';
import { SandboxError } from '../sandbox-error.ts';
import { once } from '../undo.ts';
import { lastLine, type Cluster } from './cluster.ts';
import { listText } from './slice-objects.ts';

const PATIENCE = '--timeout=60s';

/** A fault that Chaos Mesh does. It is there when the cluster says that it works on every pod, and undone it is removed. */
export function chaosFault(
  cluster: Cluster,
  resource: Fields,
  { description, folder }: { readonly description: string; readonly folder: string },
): ReadyFault {
  const { name, namespace } = fields(resource['metadata']);
  const target = [`${text(resource['kind'])!.toLowerCase()}.chaos-mesh.org/${text(name)}`, '--namespace', text(namespace)!];
  const asked = async (args: readonly string[]): Promise<void> => {
    const said = await cluster.kubectl(args);
    if (said.code !== 0) throw new SandboxError(`Chaos Mesh does not do it: ${lastLine(said)}.`);
  };
  return {
    description,
    inject: async () => {
      const path = join(folder, 'fault.json');
      await writeFile(path, listText([resource]));
      await asked(['apply', '--filename', path]);
      const undo = once(() => asked(['delete', ...target, '--ignore-not-found', '--wait=true']));
      try {
        await asked(['wait', '--for=condition=AllInjected', ...target, PATIENCE]);
      } catch (error) {
        await undo().catch(() => undefined);
        throw error;
      }
      return undo;
    },
  };
}
