import { verdicts, type ServiceEnvironment, type VariableVerdict } from '../../protocol/findings.ts';
import type { EnvironmentMove, EnvironmentPlace } from '../../protocol/panels/environment.ts';

export type VariableRow = ServiceEnvironment['variables'][number];
export type VariableCell = VariableRow['cells'][number];

export const NOWHERE: EnvironmentPlace = { root: '', service: null, verdicts: [], query: '' };

export function moved(place: EnvironmentPlace, move: EnvironmentMove): EnvironmentPlace {
  switch (move.kind) {
    case 'service':
      return { ...place, service: move.service };
    case 'verdict': {
      const { verdict } = move;
      const isOn = place.verdicts.includes(verdict);
      return { ...place, verdicts: verdicts.filter(one => (one === verdict ? !isOn : place.verdicts.includes(one))) };
    }
    case 'query':
      return { ...place, query: move.query };
  }
}

/** The service that somebody chose; else the first of which something is to be said. */
export function serviceInHand(services: readonly ServiceEnvironment[], { service }: EnvironmentPlace): ServiceEnvironment | undefined {
  return (
    services.find(({ id }) => id === service) ?? services.find(one => verdicts.some(verdict => count(one, verdict) > 0)) ?? services[0]
  );
}

export const count = ({ variables }: ServiceEnvironment, verdict: VariableVerdict): number =>
  variables.filter(row => row.verdicts.includes(verdict)).length;

/** Rows that fit the filters, what is missing first. */
export function rowsOf({ variables }: ServiceEnvironment, { verdicts: wanted, query }: EnvironmentPlace): readonly VariableRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (row: VariableRow): boolean =>
    (wanted.length === 0 || wanted.some(verdict => row.verdicts.includes(verdict))) &&
    words.every(word => row.name.toLowerCase().includes(word) || row.cells.some(({ text }) => text?.toLowerCase().includes(word)));
  return variables.filter(fits).toSorted((a, b) => rank(a) - rank(b));
}

function rank({ verdicts: own }: VariableRow): number {
  const first = verdicts.findIndex(verdict => own.includes(verdict));
  return first < 0 ? verdicts.length : first;
}

/** One sentence: what is wrong, or that nothing is. */
export function summary(service: ServiceEnvironment): string {
  const { service: name, variables, environments } = service;
  const told = [
    said(count(service, 'missing'), 'is missing', 'are missing'),
    said(count(service, 'unused'), 'is unused', 'are unused'),
    said(count(service, 'different'), 'differs', 'differ'),
  ].filter(text => text !== '');
  const where = environments.length === 1 ? 'one environment' : `${environments.length} environments`;
  const all = `${variables.length} variable${variables.length === 1 ? '' : 's'}`;
  return `${name} has ${all} in ${where}${told.length > 0 ? `: ${told.join(', ')}` : ', and nothing is missing'}.`;
}

const said = (many: number, one: string, several: string): string => (many === 0 ? '' : `${many} ${many === 1 ? one : several}`);

/** What stands in a cell: a text, and words for where it comes from. */
export function cellWords({ state, text, places }: VariableCell): { readonly text: string; readonly note: string } {
  switch (state) {
    case 'set':
      return { text: text === '' ? 'empty' : (text ?? 'set'), note: '' };
    case 'image':
      return { text: text ?? 'set', note: 'in the image' };
    case 'file':
      return { text: text ?? 'set', note: 'from a file' };
    case 'outside':
      return { text: text ?? 'from outside', note: text === undefined && places.length > 0 ? '' : 'from outside' };
    case 'default':
      return { text: 'default', note: '' };
    case 'missing':
      return { text: 'missing', note: '' };
    case 'absent':
      return { text: 'not set', note: '' };
  }
}
