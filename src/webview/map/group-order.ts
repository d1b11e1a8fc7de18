import type { MapGroup } from '../../protocol/panels/map.ts';

/** Written again rather than imported: the value in protocol/ comes with zod, which a view does not need. */
export const mapGroupOrder: readonly MapGroup[] = ['calls', 'events', 'stores', 'start', 'contracts', 'code'];
