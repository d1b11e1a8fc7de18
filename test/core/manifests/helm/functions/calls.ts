import { FUNCTIONS } from '../../../../../src/core/manifests/helm/functions/functions.ts';
import { shown } from '../../../../../src/core/manifests/helm/functions/printing.ts';
import type { GoValue } from '../../../../../src/core/manifests/helm/value.ts';
import type { FilePath } from '../../../../../src/core/model/source.ts';

/** A float as values.yaml has it; a plain number is an int, as a template has it. */
export class Float {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}
export const float = (value: number): Float => new Float(value);

export function goValue(value: unknown): GoValue {
  const origins: GoValue['origins'] = [];
  if (value === null || value === undefined) return { kind: 'nil', origins };
  if (value instanceof Float) return { kind: 'float', value: value.value, origins };
  if (typeof value === 'number') return { kind: 'int', value, origins };
  if (typeof value === 'boolean') return { kind: 'bool', value, origins };
  if (typeof value === 'string') return { kind: 'string', text: value, origins };
  if (Array.isArray(value)) return { kind: 'list', items: value.map(goValue), origins };
  const known = value as GoValue;
  if (typeof known.kind === 'string' && 'origins' in known) return known;
  return { kind: 'map', entries: new Map(Object.entries(value).map(([key, item]) => [key, goValue(item)])), origins };
}

export function called(name: string, ...args: readonly unknown[]): GoValue {
  const body = FUNCTIONS.get(name);
  if (!body) throw new Error(`no function ${name}`);
  return body(args.map(goValue));
}

/** What a call gives as it is printed, or its error. */
export function result(name: string, ...args: readonly unknown[]): string {
  try {
    return shown(called(name, ...args));
  } catch (error) {
    return `! ${(error as Error).message}`;
  }
}

/** A text written at a line of values.yaml: the places are numbers, for short. */
export const written = (text: string, line: number): GoValue => ({
  kind: 'string',
  text,
  origins: [{ file: 'values.yaml' as FilePath, span: [line, line] }],
});

export const lines = (origins: GoValue['origins']): string => origins.map(({ span }) => span[0]).join(',');

/** The parts of a text with the lines that they came from: `a@1 -@ b@2`. */
export function pieces(value: GoValue): string[] {
  if (value.kind !== 'string') return [`${shown(value)}@${lines(value.origins)}`];
  if (!value.pieces) return [`${value.text}@${lines(value.origins)}`];
  return value.pieces.map(({ start, end, origins }) => `${value.text.slice(start, end)}@${lines(origins)}`);
}
