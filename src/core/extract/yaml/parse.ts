import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node as YamlNode } from 'yaml';
import type { Problem, Source, Span } from '../../model/source.ts';
import type { MappingEntry, Node, YamlDocument, YamlFile } from './tree.ts';

/** A file may name so many nodes, aliases counted as often as they stand: more is an alias bomb or no manifest. */
const MOST_NODES = 500_000;

const parsed = new WeakMap<Source, YamlFile>();

/** Parses once for all readers of the same source. Total: what cannot be parsed is a problem, and the documents before it count. */
export function yamlFile(source: Source): YamlFile {
  const known = parsed.get(source);
  if (known) return known;
  const file = parse(source.text);
  parsed.set(source, file);
  return file;
}

function parse(text: string): YamlFile {
  const problems: Problem[] = [];
  const documents: YamlDocument[] = [];
  try {
    for (const document of parseAllDocuments(text, { merge: true, uniqueKeys: false, logLevel: 'silent', keepSourceTokens: false })) {
      for (const error of document.errors.slice(0, 1)) problems.push({ at: spanOf(error.pos), message: `The YAML cannot be read here: ${error.message.split('\n')[0]}` });
      if (document.contents) documents.push({ root: new Converter(document).node(document.contents) });
    }
  } catch (error) {
    problems.push({ at: [0, 0], message: error instanceof TooLarge ? error.message : `The YAML cannot be read: ${String(error).split('\n')[0]}` });
  }
  return { documents, problems };
}

const spanOf = (position: readonly [number, number]): Span => [position[0], position[1]];

class TooLarge extends Error {}

class Converter {
  private count = 0;
  private readonly open = new Set<YamlNode>();
  private readonly document: Document.Parsed;

  constructor(document: Document.Parsed) {
    this.document = document;
  }

  node(node: unknown): Node {
    if (++this.count > MOST_NODES) throw new TooLarge('The YAML has too many nodes, counting aliases as often as they stand; it was not read.');
    const at = spanIn(node);
    if (isAlias(node)) return this.alias(node.resolve(this.document), at);
    if (isMap(node)) return { kind: 'mapping', at, entries: this.entries(node.items) };
    if (isSeq(node)) return { kind: 'sequence', at, items: node.items.map(item => this.node(item)) };
    if (!isScalar(node)) return { kind: 'scalar', at, text: '', quoted: false };
    const quoted = node.type !== 'PLAIN' && node.type !== undefined;
    const text = node.value === null && !quoted ? '' : quoted ? String(node.value) : (node.source ?? String(node.value));
    const tag = node.tag?.startsWith('!') ? node.tag : undefined;
    return { kind: 'scalar', at, text, quoted, ...(tag && { tag }) };
  }

  private alias(target: YamlNode | undefined, at: Span): Node {
    if (!target || this.open.has(target)) return { kind: 'scalar', at, text: '', quoted: false };
    this.open.add(target);
    const node = this.node(target);
    this.open.delete(target);
    return node;
  }

  private entries(pairs: readonly { key: unknown; value: unknown }[]): MappingEntry[] {
    const own = new Map<string, MappingEntry>();
    const merged: MappingEntry[] = [];
    for (const { key, value } of pairs) {
      const name = isScalar(key) ? (key.source ?? String(key.value)) : '';
      const converted = value === null || value === undefined ? empty(spanIn(key)) : this.node(value);
      if (name === '<<') merged.push(...(converted.kind === 'sequence' ? converted.items : [converted]).flatMap(node => (node.kind === 'mapping' ? node.entries : [])));
      else own.set(name, { key: name, keyAt: spanIn(key), value: converted });
    }
    for (const entry of merged) if (!own.has(entry.key)) own.set(entry.key, entry);
    return [...own.values()];
  }
}

const empty = (at: Span): Node => ({ kind: 'scalar', at: [at[1], at[1]], text: '', quoted: false });

function spanIn(node: unknown): Span {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return range ? [range[0] ?? 0, range[1] ?? 0] : [0, 0];
}
