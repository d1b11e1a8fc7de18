import type { HelmRelease, ReleaseSet, ValuesFile } from '../../model/release-fact.ts';
import type { Source, Span } from '../../model/source.ts';
import type { Extractor } from '../extractor.ts';
import { clean, foldersUp } from './paths.ts';

/** Charts that Terraform or OpenTofu installs. Paths are seen from the module's folder, then from where Terraform is run. */
export const terraformReleases: Extractor = {
  name: 'terraform-releases',
  include: ['**/*.{tf,tofu}'],
  mayMatch: text => text.length < LARGEST && RESOURCE.test(text),
  extract: source => ({ facts: resources(source.text).flatMap(resource => release(resource, source)), problems: [] }),
};

const LARGEST = 500_000;
const RESOURCE = /\bresource[ \t]+"helm_release"/;

interface Block {
  readonly start: number;
  readonly body: string;
}

const OPENING = /\bresource[ \t]+"helm_release"[ \t]+"[^"\n]{0,200}"\s{0,20}\{/g;

/** Blocks that do not close are looked for only so often. */
const MOST_OPEN = 20;

function resources(text: string): readonly Block[] {
  const found: Block[] = [];
  let open = 0;
  let end = 0;
  for (const match of text.matchAll(OPENING)) {
    if (match.index < end || open > MOST_OPEN) continue;
    const inside = block(text, match.index + match[0].length);
    if (!inside) open++;
    else {
      found.push(inside);
      end = inside.start + inside.body.length;
    }
  }
  return found;
}

const LONGEST_BLOCK = 50_000;
const PIECE = /<<[-~]?(\w+)[^\n]*\n|"(?:\\[^]|[^"\\\n])*"|#[^\n]*|\/\/[^\n]*|[{}[\]]|[^"#/{}[\]<]+|[^]/y;

/** Texts, here-documents, comments, braces, and what stands between them. */
function* pieces(text: string, from: number): Iterable<Span> {
  for (let at = from; at < Math.min(text.length, from + LONGEST_BLOCK);) {
    PIECE.lastIndex = at;
    const [piece = ' ', mark] = PIECE.exec(text) ?? [];
    const end = mark === undefined ? at + piece.length : heredocEnd(text, at + piece.length, mark);
    yield [at, end];
    at = end;
  }
}

function heredocEnd(text: string, from: number, mark: string): number {
  const end = new RegExp(`^[ \\t]*${mark}\\b`, 'gm');
  end.lastIndex = from;
  const found = end.exec(text);
  return found ? found.index + found[0].length : text.length;
}

const deeper = (piece: string): number => (/^[{[]$/.test(piece) ? 1 : /^[}\]]$/.test(piece) ? -1 : 0);

/** Up to the brace that closes it. */
function block(text: string, start: number): Block | undefined {
  let depth = 1;
  for (const [from, to] of pieces(text, start)) {
    depth += deeper(text.slice(from, to));
    if (depth === 0) return { start, body: text.slice(start, from) };
  }
  return undefined;
}

/** The body without what stands in blocks and lists inside it, in the same places. */
function outer(body: string): string {
  let depth = 0;
  const shown: string[] = [];
  for (const [from, to] of pieces(body, 0)) {
    const piece = body.slice(from, to);
    shown.push(depth > 0 ? piece.replace(/[^\n]/g, ' ') : piece);
    depth = Math.max(0, depth + deeper(piece));
  }
  return shown.join('');
}

function release({ start, body }: Block, source: Source): readonly HelmRelease[] {
  const own = outer(body);
  const chart = attribute(own, 'chart');
  if (!chart) return [];
  const repository = attribute(own, 'repository')?.text;
  const remote = repository !== undefined || !/^[./$]/.test(chart.text) || /^\w+:\/\//.test(chart.text);
  const [name, namespace] = [attribute(own, 'name')?.text, attribute(own, 'namespace')?.text];
  const place = ([from, to]: Span): Span => [start + from, start + to];
  return [
    {
      kind: 'helm-release',
      at: place(chart.at),
      tool: 'terraform',
      ...(name && { name: filled(name) }),
      chart: remote ? filled(chart.text) : seen(chart.text),
      ...(remote && { remote: true }),
      from: foldersUp(source.path),
      ...(repository && { repository: filled(repository) }),
      valuesFiles: valuesFiles(body).map(file => ({ ...file, at: place(file.at) })),
      inlineValues: [],
      sets: sets(body).map(set => ({ ...set, at: place(set.at) })),
      ...(namespace && { namespace: filled(namespace) }),
    },
  ];
}

/** `${path.module}` is the file's folder; of other expressions the name stays. */
const seen = (path: string): string => clean(filled(path.replace(/^\$\{path\.(?:module|root|cwd)\}\/?/, './')));

const filled = (text: string): string => text.replace(/\$\{\s*(?:var|local|each|data)\.([^{}]*?)\s*\}/g, '${$1}');

interface Attribute {
  readonly text: string;
  readonly at: Span;
}

/** `name = "text"` at the beginning of a line; a reference alone is a text of one variable. */
function attribute(body: string, name: string, from = 0): Attribute | undefined {
  const pattern = new RegExp(
    `(?:^|[\\n{,])[ \\t]*${name}[ \\t]*=[ \\t]*(?:"((?:\\\\[^]|[^"\\\\\\n])*)"|([A-Za-z_][\\w.\\[\\]"]*)|(-?\\d[\\d.]*))`,
    'g',
  );
  pattern.lastIndex = from;
  const match = pattern.exec(body);
  if (!match) return undefined;
  const [whole, text, reference, number] = match;
  const written = text ?? number ?? (/^(?:true|false|null)$/.test(reference ?? '') ? reference! : `\${${reference ?? ''}}`);
  return { text: written, at: [match.index + whole.search(/[A-Za-z]/), match.index + whole.length] };
}

const FILE = /\b(?:file|templatefile)[ \t]*\(\s{0,20}"((?:\\[^]|[^"\\\n])*)"/g;

/** Files among `values`; texts that Terraform makes itself are not read. */
function valuesFiles(body: string): readonly ValuesFile[] {
  const list = /(?:^|\n)[ \t]*values[ \t]*=/.exec(body);
  if (!list) return [];
  const rest = body.slice(list.index, endOfList(body, list.index));
  return Array.from(rest.matchAll(FILE), match => ({
    path: seen(match[1]!),
    at: [list.index + match.index, list.index + match.index + match[0].length] as const,
  }));
}

function endOfList(body: string, from: number): number {
  let depth = 0;
  for (const [start, end] of pieces(body, from)) {
    const step = deeper(body.slice(start, end));
    depth += step;
    if (step < 0 && depth <= 0) return start;
  }
  return body.length;
}

const SET = /\bset(?:_sensitive)?[ \t]*\{|\bset(?:_sensitive)?[ \t]*=[ \t]*\[|(?<=[[,]\s{0,80})\{/g;

/** Blocks `set { name = … value = … }`, and since version 3 of the provider a list `set = [{ … }]`. */
function sets(body: string): readonly ReleaseSet[] {
  return Array.from(body.matchAll(SET)).flatMap(match => {
    if (match[0].endsWith('[')) return [];
    const start = match.index + match[0].length - 1;
    const inside = body.slice(start, endOfList(body, start));
    const name = attribute(inside, 'name');
    const value = attribute(inside, 'value');
    if (!name || !value) return [];
    const as = attribute(inside, 'type')?.text === 'string' ? { as: 'string' as const } : {};
    return [{ name: name.text, value: filled(value.text), at: [start + value.at[0], start + value.at[1]] as const, ...as }];
  });
}
