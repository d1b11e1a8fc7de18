import type { Location } from '../model/source.ts';
import { HIDDEN, withoutPassword } from '../link/running.ts';
import type { Deployed, System, SystemService, VariableRead } from './system.ts';
import { heldUnder, isPlatformName, isSecretName, isVariable } from './variable-names.ts';

/** What every service reads, and what every environment sets for it. */
export interface EnvTable {
  readonly services: readonly ServiceVariables[];
}

export interface ServiceVariables {
  readonly service: string;
  readonly id: string;
  readonly environments: readonly string[];
  readonly variables: readonly VariableRow[];
}

export interface VariableRow {
  readonly name: string;
  readonly reads: readonly Location[];
  /** What the code takes where nobody sets it. */
  readonly fallback?: string;
  readonly secret: boolean;
  /** One for each environment of the service, in their order. */
  readonly cells: readonly VariableCell[];
  /** `missing`: read without a default and set nowhere in an environment. `unused`: set and read by nothing. `different`: environments set other values. */
  readonly verdicts: readonly ('missing' | 'unused' | 'different')[];
}

export interface VariableCell {
  readonly environment: string;
  /** `file`: a file of the service sets it (`.env`, `application.yml`); `outside`: handed in from a secret, a shell or the platform. */
  readonly state: 'set' | 'image' | 'file' | 'outside' | 'default' | 'missing' | 'absent';
  /** Hidden where it is a secret. */
  readonly text?: string;
  readonly places: readonly Location[];
}

/** Services that read or are given anything; one of them, where it is named. */
export function envTable(system: System, service?: string): EnvTable {
  const chosen = system.services.filter(({ name, id }) => service === undefined || name === service || id === service);
  return { services: chosen.map(variablesOf).filter(({ variables }) => variables.length > 0) };
}

function variablesOf(service: SystemService): ServiceVariables {
  const reads = Map.groupBy(service.reads, ({ name }) => name);
  const own = Map.groupBy(service.ownSettings, ({ name }) => name);
  const otherwise = new Set([...reads.keys()].flatMap(name => heldUnder(name).filter(spelling => spelling !== name)));
  const certain = [...reads].filter(([name, places]) => places.some(read => read.certain) && isTold(name, service));
  const set = service.deployed.flatMap(({ variables }) => [...variables.keys()]).filter(name => !otherwise.has(name));
  const names = new Set([...certain.map(([name]) => name), ...set]);
  return {
    service: service.name,
    id: service.id,
    environments: service.deployed.map(({ environment }) => environment),
    variables: [...names].toSorted().map(name => rowOf(name, service, { reads: reads.get(name) ?? [], own: own.get(name) ?? [] })),
  };
}

/** Keys of configuration files count where an environment sets them under one of their spellings. */
const isTold = (name: string, { deployed }: SystemService): boolean =>
  isVariable(name) || deployed.some(({ variables }) => heldUnder(name).some(spelling => variables.has(spelling)));

function rowOf(name: string, service: SystemService, { reads, own }: Pick<Row, 'reads' | 'own'>): VariableRow {
  const fallback = reads.find(({ fallbackText }) => fallbackText !== undefined)?.fallbackText;
  const secret = isSecretName(name);
  const cells = service.deployed.map(deployed => cellOf(name, deployed, { reads, own, secret }));
  return {
    name,
    reads: reads.map(({ at }) => at),
    ...(fallback !== undefined && { fallback: secret && fallback !== '' ? HIDDEN : fallback }),
    secret,
    cells,
    verdicts: verdictsOf(name, service, { reads, cells }),
  };
}

interface Row {
  /** What the service's own files set it to. */
  readonly own: SystemService['ownSettings'];
  readonly reads: readonly VariableRead[];
  readonly secret: boolean;
}

function cellOf(name: string, { environment, variables }: Deployed, { reads, own, secret }: Row): VariableCell {
  const variable = heldUnder(name)
    .map(spelling => variables.get(spelling))
    .find(found => found !== undefined);
  if (variable) {
    const state = variable.from === 'outside' || variable.text === undefined ? 'outside' : variable.from === 'image' ? 'image' : 'set';
    return { environment, state, ...(variable.text !== undefined && { text: shown(variable.text, secret) }), places: variable.places };
  }
  if (own.length > 0) {
    const text = own[0]!.value.kind === 'literal' ? own[0]!.value.text : undefined;
    return {
      environment,
      state: 'file',
      ...(text !== undefined && { text: shown(text, secret) }),
      places: own.map(({ file, at }) => ({ file, span: at })),
    };
  }
  if (reads.some(({ fallback }) => fallback !== undefined)) return { environment, state: 'default', places: [] };
  return { environment, state: reads.some(isNeededHere) ? 'missing' : 'absent', places: [] };
}

const isNeededHere = ({ certain, from, use, fallback }: VariableRead): boolean =>
  certain && from === 'code' && fallback === undefined && use !== 'tested' && use !== 'truth';

const shown = (text: string, secret: boolean): string => (secret && text !== '' ? HIDDEN : withoutPassword(text));

function verdictsOf(
  name: string,
  { hasCode, reads: all }: SystemService,
  { reads, cells }: { readonly reads: readonly VariableRead[]; readonly cells: readonly VariableCell[] },
): VariableRow['verdicts'] {
  const texts = new Set(cells.filter(({ state }) => state === 'set' || state === 'image').map(({ text }) => text));
  return [
    ...(cells.some(({ state }) => state === 'missing') && !isPlatformName(name) ? (['missing'] as const) : []),
    ...(hasCode && all.length > 0 && reads.length === 0 && !isPlatformName(name) ? (['unused'] as const) : []),
    ...(texts.size > 1 ? (['different'] as const) : []),
  ];
}
