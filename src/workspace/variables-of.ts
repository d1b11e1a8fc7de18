import { envDocument, type EnvDocument } from '../core/detect/env-document.ts';
import { envTable } from '../core/detect/env-table.ts';
import { systemIn } from '../core/detect/system-of-snapshot.ts';
import type { Snapshot } from '../core/index/snapshot.ts';

/** What every service reads and every environment sets; of one service, where it is named. Nothing of a kept graph. */
export function variablesOf(snapshot: Snapshot, service: string | undefined): EnvDocument {
  const system = systemIn(snapshot);
  return system ? envDocument(envTable(system, service), snapshot) : { services: [] };
}
