import type { Place, Snapshot } from '../index/snapshot.ts';
import type { Location } from '../model/source.ts';
import type { EnvTable, ServiceVariables, VariableCell, VariableRow } from './env-table.ts';

/** The table as it leaves the process: with lines instead of offsets. */
export interface EnvDocument {
  readonly services: readonly (Omit<ServiceVariables, 'variables'> & { readonly variables: readonly EnvRowDocument[] })[];
}

export type EnvRowDocument = Omit<VariableRow, 'reads' | 'cells'> & {
  readonly reads: readonly Place[];
  readonly cells: readonly (Omit<VariableCell, 'places'> & { readonly places: readonly Place[] })[];
};

export function envDocument({ services }: EnvTable, { place }: Pick<Snapshot, 'place'>): EnvDocument {
  const placed = (locations: readonly Location[]): readonly Place[] => [
    ...new Map(locations.map(place).map(found => [`${found.file}:${found.line}`, found])).values(),
  ];
  return {
    services: services.map(service => ({
      ...service,
      variables: service.variables.map(row => ({
        ...row,
        reads: placed(row.reads),
        cells: row.cells.map(cell => ({ ...cell, places: placed(cell.places) })),
      })),
    })),
  };
}
