import type { Contract, Operation } from '../model/contract-fact.ts';
import type { Span } from '../model/source.ts';
import { wordAt } from './element-at.ts';
import { keysAbove } from './keys-above.ts';
import type { Cursor } from './system.ts';

/** A schema of an OpenAPI document in YAML, or a property of one. */
export interface SchemaSymbol {
  readonly at: Span;
  readonly name: string;
  /** `property of Charge`, `schema`. */
  readonly what: string;
  readonly contract: string;
  /** Operations whose text refers to the schema, directly or over other schemas. */
  readonly operations: readonly Operation[];
}

export function schemaSymbolAt({ facts, text, offset }: Cursor): SchemaSymbol | undefined {
  const contract = facts.find((fact): fact is Contract => fact.kind === 'contract' && fact.format === 'openapi');
  const { text: name, span } = wordAt(text, offset);
  if (!contract || !/^\s*["']?$/.test(lineBefore(text, span[0])) || !/^["']?\s*:/.test(text.slice(span[1], span[1] + 3))) return undefined;
  const above = keysAbove(text, span[0]);
  const home = above.findIndex((key, at) => key === 'schemas' && above[at + 1] === 'components');
  const schema = home === 0 ? name : above[home - 1];
  if (home < 0 || schema === undefined || (home > 0 && above[0] !== 'properties')) return undefined;
  const owner = above.slice(1, home).filter(key => !PLUMBING.has(key))[0] ?? schema;
  return {
    at: span,
    name,
    what: home === 0 ? 'schema' : `property of ${owner}`,
    contract: contract.name,
    operations: operationsWith(schema, contract, text),
  };
}

const PLUMBING: ReadonlySet<string> = new Set(['properties', 'items', 'allOf', 'anyOf', 'oneOf', 'additionalProperties']);

const lineBefore = (text: string, offset: number): string => text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);

function operationsWith(schema: string, { operations }: Contract, text: string): Operation[] {
  const wanted = holders(schema, text);
  const ends = [...operations.map(({ at }) => at[0]), ...sections(text)].toSorted((a, b) => a - b);
  return operations.filter(({ at }) => {
    const end = ends.find(end => end > at[0]) ?? text.length;
    return references(text.slice(at[0], end)).some(name => wanted.has(name));
  });
}

/** Where top-level keys begin. */
const sections = (text: string): number[] => [...text.matchAll(/^[a-z]\w*:/gm)].map(({ index }) => index);

const references = (text: string): string[] => [...text.matchAll(/#\/components\/schemas\/([\w.-]+)/g)].map(([, name]) => name!);

/** The schema and those that are made of it. */
function holders(schema: string, text: string): ReadonlySet<string> {
  const start = /^components:.*$/m.exec(text)?.index ?? text.length;
  const blocks = text
    .slice(start)
    .split(/^(?=(?: {4}|\t\t)[\w.-]+:)/m)
    .map(block => ({ name: /^\s*([\w.-]+):/.exec(block)?.[1] ?? '', refers: references(block) }));
  const found = new Set([schema]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const { name, refers } of blocks) if (refers.some(other => found.has(other))) found.add(name);
  }
  return found;
}
