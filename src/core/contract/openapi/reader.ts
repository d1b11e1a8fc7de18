import type { FilePath, Location } from '../../model/source.ts';
import type { Files } from '../../manifests/files.ts';
import type { Node } from '../../yaml/tree.ts';
import { yamlFile } from '../../yaml/parse.ts';
import type { ContractProblem } from '../change.ts';
import { ByReference } from './by-reference.ts';
import { field, located, nodeOf, type Place } from './place.ts';
import { convertedFromSwagger } from './swagger.ts';
import { textOf } from './value.ts';

/** One version of the documents: reads each file once, and finds what references lead to. */
export interface Reader {
  /** The root of a file as OpenAPI 3; nothing where there is no such file or nothing in it. */
  readonly root: (file: FilePath) => Place | undefined;
  /** The place that a place stands for: what its `$ref` leads to, or itself. */
  readonly follow: (place: Place) => Place;
  /** The text of a file, if what is written alike in it means the same; nothing where other lines of it have a say (anchors), or it was converted. */
  readonly plainText: (file: FilePath) => string | undefined;
  readonly report: (at: Location, message: string) => void;
  readonly problems: readonly ContractProblem[];
}

/** References that lead to references: more is a circle. */
const LONGEST_CHAIN = 50;

/** Which file goes by an identifier that is no path. */
export type Identified = (uri: string) => FilePath | undefined;

export function reader(files: Files, side: ContractProblem['side'], identified: Identified = () => undefined): Reader {
  const problems = new Map<string, ContractProblem>();
  const roots = new Map<FilePath, Place | undefined>();
  /** Nothing for what leads nowhere. */
  const targets = new ByReference<Place | null>();

  const report = (at: Location, message: string): void => {
    if (!problems.has(message)) problems.set(message, { side, at, message });
  };

  const root = (file: FilePath): Place | undefined => {
    if (!roots.has(file)) roots.set(file, parsed(file, files.read(file), report));
    return roots.get(file);
  };

  /** Nothing, and a problem, where a reference leads nowhere. */
  const target = (reference: string, from: Place): Place | undefined => {
    const known = targets.get(reference, from);
    if (known !== undefined) return known ?? undefined;
    const found = resolved({ reference, from, root, identified, report });
    targets.set(reference, from, found ?? null);
    return found;
  };

  const follow = (place: Place): Place => {
    const end = endOf(place, target);
    if (end) return end;
    report(located(place), `The reference ${textOf(nodeOf(place, '$ref'))} leads in a circle; let it lead to a definition.`);
    return place;
  };

  const plainText = (file: FilePath): string | undefined => {
    const text = files.read(file);
    return text !== undefined && isPlain(text) && textOf(field(root(file), 'swagger')?.node) === '' ? text : undefined;
  };

  return {
    root,
    follow,
    plainText,
    report,
    get problems() {
      return [...problems.values()];
    },
  };
}

/** Where a chain of references ends; nothing where it does not. */
function endOf(place: Place, target: (reference: string, from: Place) => Place | undefined): Place | undefined {
  let here = place;
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    const reference = textOf(nodeOf(here, '$ref'));
    const next = reference === '' ? undefined : target(reference, here);
    if (!next) return here;
    here = next;
  }
  return undefined;
}

/** Looks back from the sign: in a text of megabytes that is found at once, and what may stand before it everywhere. */
const ANCHOR = /&(?<=(?:^|[\s:,[{-])&)([A-Za-z0-9_][\w-]*)/gm;

/** No anchor that is used, and no key behind an escape. */
const isPlain = (text: string): boolean =>
  !/\\u0024|\\x24/i.test(text) && ![...text.matchAll(ANCHOR)].some(([, name]) => text.includes(`*${name}`));

type Report = Reader['report'];

function parsed(file: FilePath, text: string | undefined, report: Report): Place | undefined {
  if (text === undefined) return undefined;
  const { documents, problems } = yamlFile({ path: file, text });
  for (const { at, message } of problems) report({ file, span: at }, `${file} is not read in full: ${message}`);
  const node = documents[0]?.root;
  return node && { file, node: convertedFromSwagger(node) };
}

interface Reference {
  readonly reference: string;
  readonly from: Place;
  readonly root: Reader['root'];
  readonly identified: Identified;
  readonly report: Report;
}

function resolved({ reference, from, root, identified, report }: Reference): Place | undefined {
  const at = located(from);
  const [path = '', pointer = ''] = reference.split('#', 2);
  const known = path === '' ? from.file : identified(path);
  if (known === undefined && /^[a-z][a-z+.-]*:/i.test(path)) {
    report(at, `The reference ${reference} leads out of the workspace and is not followed; copy its document into the workspace.`);
    return undefined;
  }
  const file = known ?? beside(from.file, path);
  const start = file && root(file);
  const found = start && pointed(start, pointer, root);
  if (!found) report(at, `The reference ${reference} leads nowhere; add what it names, or correct it.`);
  return found;
}

/** A path as written in a file, from the top of the folder; nothing where it leads out of it. */
function beside(from: FilePath, path: string): FilePath | undefined {
  const steps = path.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const step of decoded(path).split('/')) {
    if (step === '..') {
      if (steps.pop() === undefined) return undefined;
    } else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/') as FilePath;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a JSON pointer names. On its way it may pass a reference to another file or place. */
function pointed(start: Place, pointer: string, root: Reader['root']): Place | undefined {
  if (pointer !== '' && !pointer.startsWith('/')) return anchored(start, decoded(pointer));
  let here: Place | undefined = start;
  for (const written of pointer.split('/').slice(1)) {
    const step = decoded(written).replaceAll('~1', '/').replaceAll('~0', '~');
    here = stepped(here, step) ?? stepped(passed(here, root), step);
    if (!here) return undefined;
  }
  return here;
}

/** The schema that is named so wherever it stands: by `$anchor`, or before JSON Schema 2019-09 by an `$id` that is only a fragment. */
function anchored({ file, node: top }: Place, name: string): Place | undefined {
  const open = new Set<Node>([top]);
  for (const node of open) {
    if (node.kind === 'scalar') continue;
    if (node.kind === 'mapping' && node.entries.some(({ key, value }) => isAnchor(key, value, name))) return { file, node };
    for (const child of node.kind === 'mapping' ? node.entries.map(({ value }) => value) : node.items) open.add(child);
  }
  return undefined;
}

const isAnchor = (key: string, value: Node, name: string): boolean =>
  ((key === '$anchor' || key === '$dynamicAnchor') && textOf(value) === name) || (key === '$id' && textOf(value) === `#${name}`);

function stepped(place: Place | undefined, step: string): Place | undefined {
  if (place?.node.kind !== 'sequence') return field(place, step);
  const node: Node | undefined = /^\d+$/.test(step) ? place.node.items[Number(step)] : undefined;
  return node && { file: place.file, node };
}

/** One reference further, if it leads straight to a key. */
function passed(place: Place, root: Reader['root']): Place | undefined {
  const [path = '', pointer = ''] = textOf(field(place, '$ref')?.node).split('#', 2);
  const file = path === '' ? place.file : beside(place.file, path);
  const steps = pointer.split('/').slice(1);
  const start = file && steps.length > 0 ? root(file) : undefined;
  return steps.reduce<Place | undefined>((here, step) => here && stepped(here, step.replaceAll('~1', '/').replaceAll('~0', '~')), start);
}
