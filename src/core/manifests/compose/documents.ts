import { isAlias, isMap, isScalar, isSeq, type Node as YamlNode, type YAMLError } from 'yaml';
import { flowDepth } from '../../yaml/parse.ts';
import type { FilePath, Location, Source } from '../../model/source.ts';
import { Failure } from './failure.ts';
import { aliasTargets } from './aliases.ts';
import { alsoFrom, list, mapping, type Entry, type Node, type ScalarNode } from './node.ts';
import { parsedLeniently, type ParsedText } from './lenient.ts';
import { verbatim } from './traced.ts';
import { plainScalar, taggedScalar } from './yaml-scalar.ts';

/** One YAML document of a compose file, and what `!reset` and `!override` in it take out of the documents before it. */
export interface ComposeDocument {
  readonly root: Node;
  readonly resets: readonly KeyPath[];
}

export type KeyPath = readonly string[];

const LONGEST = 1_500_000;
const DEEPEST = 200;
const MOST_DOCUMENTS = 200;
const MOST_NODES = 100_000;
const CONTROL = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
/** Brackets inside brackets cost the parser quadratic time. */
const MOST_BRACKETS = 1_000;

/** The documents of a file as compose's own parser reads them: merges followed, values typed, a key that stands twice refused. */
export function composeDocuments({ path, text }: Source): readonly ComposeDocument[] {
  if (text.length > LONGEST || flowDepth(text) > MOST_BRACKETS)
    throw new Failure('The file is too large or too deeply nested to be a compose file.', { file: path, span: [0, 0] });
  const control = text.search(CONTROL);
  if (control >= 0)
    throw new Failure('The file holds a control character, which YAML does not allow.', { file: path, span: [control, control + 1] });
  const found: ComposeDocument[] = [];
  const { documents, written } = parsedText({ path, text });
  for (const document of documents) {
    if (!document.contents && !document.directives?.docStart) continue;
    const reader = new Reader({ path, text, written, targets: aliasTargets(document, path) });
    found.push({ root: reader.node(document.contents, []) ?? mapping(), resets: reader.resets });
  }
  if (found.length > MOST_DOCUMENTS)
    throw new Failure('The file has too many documents to be a compose file.', { file: path, span: [0, 0] });
  return found;
}

function parsedText({ path, text }: Source): ParsedText {
  let parsed: ParsedText;
  try {
    parsed = parsedLeniently(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    throw new Failure(`The YAML cannot be read: ${reason}.`, { file: path, span: [0, 0] });
  }
  for (const { directives, errors } of parsed.documents) {
    if (directives?.yaml.explicit && directives.yaml.version !== '1.1')
      throw new Failure('Compose reads YAML 1.1 only; take the %YAML line out.', { file: path, span: [0, 0] });
    if (errors[0]) throw new Failure(sentence(errors[0]), placeOfError(errors[0], path, text.length));
  }
  return parsed;
}

const sentence = ({ message }: YAMLError): string =>
  `The YAML cannot be read here: ${message.split('\n')[0]!.replace(/( at line \d+, column \d+)?[:.]*$/, '')}.`;

const placeOfError = ({ pos }: YAMLError, file: FilePath, length: number): Location => ({
  file,
  span: [Math.min(pos[0], length), Math.min(Math.max(pos[0], pos[1]), length)],
});

interface Written extends Source {
  readonly written: ParsedText['written'];
  readonly targets: ReadonlyMap<YamlNode, YamlNode>;
}

class Reader {
  readonly resets: KeyPath[] = [];
  private readonly path: FilePath;
  private readonly text: string;
  private readonly written: ParsedText['written'];
  private readonly targets: ReadonlyMap<YamlNode, YamlNode>;
  private readonly visited = new Map<YamlNode, { readonly paths: Set<string>; readonly above: Set<string> }>();
  private nodes = 0;

  constructor({ path, text, written, targets }: Written) {
    this.path = path;
    this.text = text;
    this.written = written;
    this.targets = targets;
  }

  /** Undefined where the node is reset. */
  node(node: unknown, path: KeyPath): Node | undefined {
    if (++this.nodes > MOST_NODES || path.length > DEEPEST)
      throw new Failure('The file is nested too deeply or grows too large when its aliases are followed.', this.at(node));
    if (isAlias(node)) return this.alias(node, path);
    const tag = (node as YamlNode | null)?.tag;
    if (tag === '!reset' || tag === '!override') this.resets.push(path);
    if (tag === '!reset') return undefined;
    if (isMap(node)) return this.mapping(node.items, this.at(node), path);
    if (!isSeq(node)) return this.scalar(node);
    const items = node.items.map((item, index) => this.node(item, [...path, String(index)]));
    return list(
      items.filter(item => item !== undefined),
      [this.at(node)],
    );
  }

  private alias(alias: YamlNode, path: KeyPath): Node | undefined {
    const target = this.targets.get(alias)!;
    this.refuseCircle(target, path, alias);
    const found = this.node(target, path);
    return found?.kind === 'scalar' ? alsoFrom(found, [this.at(alias)]) : found;
  }

  /** An alias that leads to what it stands in. Compose compares paths as texts, so services `a` and `a.b` that share an alias are refused as well. */
  private refuseCircle(target: YamlNode, path: KeyPath, alias: YamlNode): void {
    const here = path.join('.');
    const known = this.visited.get(target) ?? { paths: new Set<string>(), above: new Set<string>() };
    this.visited.set(target, known);
    const above = foldersOf(here);
    if (known.above.has(here) || above.some(folder => known.paths.has(folder)))
      throw new Failure(`The alias at ${here} leads back to what it stands in.`, this.at(alias));
    known.paths.add(here);
    for (const folder of above) known.above.add(folder);
  }

  private mapping(pairs: readonly { readonly key: unknown; readonly value: unknown }[], at: Location, path: KeyPath): Node {
    const own = new Map<string, Entry>();
    const merged: Node[] = [];
    const seen = new Set<string>();
    for (const { key, value } of pairs) {
      const name = this.key(key, path);
      if (seen.has(name)) throw new Failure(`The key ${name} stands twice in one mapping; keep one.`, this.at(key));
      seen.add(name);
      const isMerge = name === '<<' && isScalar(key) && key.type === 'PLAIN';
      const found = this.node(value, withoutMerge(path, name)) ?? undefined;
      if (isMerge && found) merged.push(...this.mergeable(found, value));
      else if (found)
        own.set(name, { keyOrigins: [this.at(key)], value: found.origins.length > 0 ? found : { ...found, origins: [this.at(key)] } });
    }
    const entries = new Map<string, Entry>();
    for (const source of [...merged].toReversed())
      if (source.kind === 'mapping') for (const [name, entry] of source.entries) entries.set(name, entry);
    for (const [name, entry] of own) entries.set(name, entry);
    return mapping(entries, [at]);
  }

  private mergeable(found: Node, value: unknown): readonly Node[] {
    const sources = found.kind === 'sequence' ? found.items : [found];
    if (sources.some(source => source.kind !== 'mapping')) throw new Failure('<< takes a mapping, or a list of mappings.', this.at(value));
    return sources;
  }

  private key(key: unknown, path: KeyPath): string {
    const node = isAlias(key) ? this.targets.get(key) : key;
    const typed = isScalar(node) ? this.scalar(node) : undefined;
    if (typed && typeof typed.value === 'string' && !typed.isDate) return typed.value;
    const place = path.length === 0 ? 'at the top' : `in ${path.join('.')}`;
    throw new Failure(`Keys are texts, and one ${place} is none; put it into quotes.`, this.at(key));
  }

  private scalar(node: unknown): ScalarNode {
    const at = this.at(node);
    if (!isScalar(node)) return { kind: 'scalar', value: null, origins: at.span[1] > 0 ? [at] : [] };
    const text = node.type === 'PLAIN' ? (node.source ?? String(node.value ?? '')) : String(node.value ?? '');
    const plain = node.type === 'PLAIN' || node.type === undefined;
    const standard = /^tag:yaml\.org,2002:(\w+)$/.exec(node.tag ?? '')?.[1];
    const typed = standard ? taggedScalar(text, standard) : plain && !node.tag?.startsWith('!') ? plainScalar(text) : { value: text };
    if (!typed) throw new Failure(`"${text}" is no ${standard}.`, at);
    const origins = at.span[1] > at.span[0] ? [at] : [];
    const start = at.span[0] + (plain ? 0 : 1);
    const isVerbatim = typed.value === text && this.text.startsWith(text, start);
    return {
      kind: 'scalar',
      ...typed,
      origins,
      ...(isVerbatim ? { traced: verbatim(text, { file: this.path, span: [start, start + text.length] }) } : {}),
    };
  }

  private at(node: unknown): Location {
    const range = (node as { range?: readonly number[] | null } | null)?.range ?? [0, 0];
    const [start, end] = [range[0]!, range[1]!].map(offset => Math.min(this.written(offset), this.text.length)) as [number, number];
    return { file: this.path, span: [start, Math.max(start, end)] };
  }
}

/** A merged mapping lies where it is merged into. */
const withoutMerge = (path: KeyPath, name: string): KeyPath => (name === '<<' && path.length > 0 ? path : [...path, name]);

/** Each path above a path, as texts. */
function foldersOf(path: string): readonly string[] {
  const found: string[] = [];
  for (let at = path.lastIndexOf('.'); at > 0; at = path.lastIndexOf('.', at - 1)) found.push(path.slice(0, at));
  return found;
}
