import { mappings } from '../../core/verify/cluster/objects.ts';
import { fields, type Fields } from '../../core/verify/compose-document.ts';

/** The objects that `kubectl get --output json` has printed; none where it printed something else. */
export function listed(output: string): readonly Fields[] {
  try {
    return mappings(fields(JSON.parse(output))['items']);
  } catch {
    return [];
  }
}
