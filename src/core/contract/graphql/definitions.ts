import {
  GraphQLError,
  isTypeSystemDefinitionNode,
  isTypeSystemExtensionNode,
  parse,
  Source,
  type TypeSystemDefinitionNode,
  type TypeSystemExtensionNode,
} from 'graphql';
import type { FilePath, Problem } from '../../model/source.ts';

export type Definition = TypeSystemDefinitionNode | TypeSystemExtensionNode;

/** What one file says of a schema. */
export interface SchemaFile {
  readonly path: FilePath;
  readonly definitions: readonly Definition[];
  /** What is spoken of where the file cannot be read: it may be anything. */
  readonly unread: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/** What is longer was generated and is no schema; the parser takes seconds for it. */
const MOST_TOKENS = 2_000_000;
/** A file with more faults is no GraphQL. */
const MOST_FAULTS = 20;

const START = /^(?:extend\s+)?(?:type|interface|input|enum|union|scalar|schema|directive)\b(?:\s*(@?\w+))?/gm;

/** Total: a definition that cannot be read is a problem, and the others count. */
export function schemaFile(path: FilePath, text: string): SchemaFile {
  const problems: Problem[] = [];
  const unread = new Set<string>();
  let rest = text;
  while (problems.length < MOST_FAULTS) {
    const found = parsed(path, rest);
    if (Array.isArray(found)) return { path, definitions: found, unread, problems };
    problems.push(found as Problem);
    const faulty = definitionAround(rest, (found as Problem).at[0]);
    if (!faulty) break;
    for (const name of faulty.names) unread.add(name);
    rest = `${rest.slice(0, faulty.start)}${' '.repeat(faulty.end - faulty.start)}${rest.slice(faulty.end)}`;
  }
  return { path, definitions: [], unread: namesIn(text), problems: problems.slice(0, 1) };
}

function parsed(path: FilePath, text: string): readonly Definition[] | Problem {
  try {
    const { definitions } = parse(new Source(text, path), { maxTokens: MOST_TOKENS });
    return definitions.filter(node => isTypeSystemDefinitionNode(node) || isTypeSystemExtensionNode(node));
  } catch (error) {
    // A file of spaces has no definition, and that is no fault.
    return text.trim() === '' ? [] : problemOf(error, text);
  }
}

function problemOf(error: unknown, text: string): Problem {
  const start = Math.min((error instanceof GraphQLError ? error.positions?.[0] : undefined) ?? 0, text.length);
  const reason =
    error instanceof GraphQLError ? error.message.replace(/^Syntax Error: /, '').replace(/\.$/, '') : 'it is nested too deeply';
  return {
    at: [start, start],
    message: `The GraphQL cannot be read here: ${reason}. Correct it; the definition that this stands in was not compared.`,
  };
}

interface Faulty {
  readonly start: number;
  readonly end: number;
  readonly names: readonly string[];
}

/** From the line that a definition begins on to the next; where the one before is not closed, that is the faulty one. */
function definitionAround(text: string, at: number): Faulty | undefined {
  const starts = [...text.matchAll(START)];
  const end = (index: number): number => starts[index + 1]?.index ?? text.length;
  let here = starts.findLastIndex(({ index }) => index < at);
  if (here > 0 && isOpen(text.slice(starts[here - 1]!.index, starts[here]!.index))) here--;
  const start = starts[here]?.index ?? 0;
  if (text.slice(start, end(here)).trim() === '') return undefined;
  const name = starts[here]?.[1];
  return { start, end: end(here), names: name === undefined ? [] : [name] };
}

const isOpen = (text: string): boolean => text.split('{').length > text.split('}').length;

const NAME = /\b(?:type|interface|input|enum|union|scalar)\s+(\w+)/g;

/** Whatever looks like the name of a type, also where the text cannot be read. */
export const namesIn = (text: string): ReadonlySet<string> => new Set([...text.matchAll(NAME)].map(([, name]) => name!));

/** `type`, `extend type` and the like: the name of what is spoken of, `@name` of a directive, `schema` of the schema itself. */
export function subjectOf(definition: Definition): string {
  if (definition.kind === 'SchemaDefinition' || definition.kind === 'SchemaExtension') return 'schema';
  const isDirective = definition.kind === 'DirectiveDefinition' || definition.kind === 'DirectiveExtension';
  return `${isDirective ? '@' : ''}${definition.name.value}`;
}

export const isExtension = (definition: Definition): boolean => definition.kind.endsWith('Extension');
