import { join } from 'node:path';
import type { FilePath } from '../core/model/source.ts';
import { diskFiles } from '../workspace/disk-files.ts';
import { mockOf } from './mocks/mock.ts';
import type { Endpoint, Undo } from './sandbox.ts';
import { undoStack } from './undo.ts';

export interface OpenMocks {
  /** Of a service that a mock stands in for, whatever its port. */
  readonly endpoint: (service: string) => Endpoint | undefined;
  readonly close: Undo;
}

/** A mock for each of these services, made from its contract in the tree that runs. */
export async function openMocks(
  wanted: ReadonlyMap<string, string>,
  folder: { readonly root: string; readonly below: string },
): Promise<OpenMocks> {
  const files = diskFiles(join(folder.root, folder.below));
  const endpoints = new Map<string, Endpoint>();
  const undo = undoStack();
  for (const [service, path] of wanted) {
    const mock = await mockOf([{ kind: path.endsWith('.proto') ? 'protobuf' : 'openapi', path: path as FilePath, files }]);
    undo.add(mock.close);
    endpoints.set(service, mock.endpoint);
  }
  return { endpoint: service => endpoints.get(service), close: async () => void (await undo.run()) };
}
