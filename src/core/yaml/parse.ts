import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Node as YamlNode } from 'yaml';
import type { Problem, Source, Span } from '../model/source.ts';
import { Anchors } from './anchors.ts';
import { Entries } from './entries.ts';
import { fastDocuments } from './fast.ts';
import type { MappingEntry, Node, YamlDocument, YamlFile } from './tree.ts';

/** What is larger is data and no manifest. The full parser costs seconds and hundreds of megabytes long before. */
const LONGEST = 16_000_000;
const LONGEST_FULL = 1_000_000;
/** Brackets inside brackets; the full parser takes quadratic time over them. */
const DEEPEST_FLOW = 1_000;

const parsed = new WeakMap<Source, YamlFile>();

/** Parses once for all readers of the same source. Total: what cannot be parsed is a problem, and the documents before it count. */
export function yamlFile(source: Source): YamlFile {
  const known = parsed.get(source);
  if (known) return known;
  const file = parse(source.text);
  parsed.set(source, file);
  return file;
}

/** A schema of thousands of nodes, most of what an operator ships, and nothing that runs. */
const DEFINITION = 'CustomResourceDefinition';

const withoutDefinitions = new WeakMap<Source, YamlFile>();

/** As `yamlFile`, for readers of Kubernetes objects: definitions of resources may be left out, and are not looked at for problems then. */
export function objectsFile(source: Source): YamlFile {
  if (!source.text.includes(DEFINITION)) return yamlFile(source);
  const known = parsed.get(source) ?? withoutDefinitions.get(source);
  if (known) return known;
  const file = parse(source.text, DEFINITION);
  withoutDefinitions.set(source, file);
  return file;
}

function parse(text: string, skipped?: string): YamlFile {
  if (text.length > LONGEST) return tooLong;
  const documents = fastDocuments(text, skipped);
  if (documents) return { documents, problems: [] };
  return text.length > LONGEST_FULL || flowDepth(text) > DEEPEST_FLOW ? tooLong : fullFile(text);
}

/** How deep brackets stand in brackets, at most: those inside texts count too. */
export function flowDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 91 || code === 123) deepest = Math.max(deepest, ++depth);
    else if ((code === 93 || code === 125) && depth > 0) depth--;
  }
  return deepest;
}

const tooLong: YamlFile = {
  documents: [],
  problems: [{ at: [0, 0], message: 'The file is too large or too deeply nested to be read as YAML.' }],
};

/** The full parser: knows everything, and says what is wrong. */
export function fullFile(text: string): YamlFile {
  const problems: Problem[] = [];
  const documents: YamlDocument[] = [];
  const anchors = new Anchors();
  try {
    for (const document of parseAllDocuments(text, { merge: true, uniqueKeys: false, logLevel: 'silent', keepSourceTokens: false })) {
      for (const error of document.errors.slice(0, 1))
        problems.push({ at: inside(error.pos, text.length), message: `The YAML cannot be read here: ${reason(error)}.` });
      anchors.forget();
      if (!document.contents) continue;
      const root = new Converter({ anchors, problems, length: text.length }).node(document.contents, 0);
      if (root.kind !== 'scalar' || root.text !== '') documents.push({ root });
    }
  } catch (error) {
    problems.push({ at: [0, 0], message: `The YAML cannot be read: ${reason(error)}.` });
  }
  return { documents, problems };
}

/** The parser's own words without the place, which the problem has, and without the excerpt below it. */
const reason = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!.replace(/( at line \d+, column \d+)?[:.]*$/, '');

/** The full parser also points past the end. */
const inside = ([start, end]: readonly [number, number], length: number): Span => [
  Math.min(start, length),
  Math.min(Math.max(start, end), length),
];

/** Deeper than a stack of calls should go. */
const DEEPEST = 400;

class Converter {
  private readonly anchors: Anchors;
  private readonly problems: Problem[];
  private readonly length: number;
  private tooMany = false;

  constructor({ anchors, problems, length }: { readonly anchors: Anchors; readonly problems: Problem[]; readonly length: number }) {
    this.anchors = anchors;
    this.problems = problems;
    this.length = length;
  }

  node(node: unknown, depth: number): Node {
    const at = this.span(node);
    if (!this.anchors.grow() || depth > DEEPEST) return this.many(at);
    if (isAlias(node)) return this.alias(node.source, at);
    const before = this.anchors.size;
    const converted = this.converted(node, depth);
    const anchor = (node as YamlNode & { readonly anchor?: string }).anchor;
    if (anchor) this.anchors.set(anchor, converted, before);
    return converted;
  }

  private converted(node: unknown, depth: number): Node {
    const at = this.span(node);
    const written = (node as YamlNode).tag;
    const tag = written?.startsWith('!') ? { tag: written } : {};
    if (isMap(node)) return { kind: 'mapping', at, entries: this.entries(node.items, depth), ...tag };
    if (isSeq(node)) return { kind: 'sequence', at, items: node.items.map(item => this.node(item, depth + 1)), ...tag };
    if (!isScalar(node)) return empty(at);
    const quoted = node.type !== 'PLAIN' && node.type !== undefined;
    const text = node.value === null && !quoted ? '' : quoted ? String(node.value) : (node.source ?? String(node.value));
    return { kind: 'scalar', at, text, quoted, ...tag };
  }

  private span(node: unknown): Span {
    const range = (node as { range?: readonly number[] | null } | null)?.range;
    return range ? inside([range[0] ?? 0, range[1] ?? 0], this.length) : [0, 0];
  }

  /** An alias to what is not there, or to what it stands in, is nothing. */
  private alias(name: string, at: Span): Node {
    const found = this.anchors.get(name);
    if (found === 'many') return this.many(at);
    return found === 'unknown' ? empty(at) : found;
  }

  private many(at: Span): Node {
    if (!this.tooMany)
      this.problems.push({
        at,
        message:
          'The YAML is nested too deeply or has too many nodes here, counting aliases as often as they stand; what goes too far was not read.',
      });
    this.tooMany = true;
    return empty(at);
  }

  private entries(pairs: readonly { readonly key: unknown; readonly value: unknown }[], depth: number): readonly MappingEntry[] {
    const entries = new Entries();
    for (const { key, value } of pairs) {
      const name = isScalar(key) ? (key.source ?? String(key.value)) : '';
      const keyAt = this.span(key);
      entries.add({
        key: name,
        keyAt,
        value: value === null || value === undefined ? empty([keyAt[1], keyAt[1]]) : this.node(value, depth + 1),
      });
    }
    return entries.list();
  }
}

const empty = (at: Span): Node => ({ kind: 'scalar', at, text: '', quoted: false });
