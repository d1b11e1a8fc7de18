import type { FilePath, Location } from '../../model/source.ts';
import type { Files } from '../../manifests/files.ts';
import type { Node } from '../../yaml/tree.ts';
import { yamlFile } from '../../yaml/parse.ts';
import type { ContractProblem } from '../change.ts';
import { field, located, type Place } from './place.ts';
import { convertedFromSwagger } from './swagger.ts';
import { textOf } from './value.ts';

/** One version of the documents: reads each file once, and finds what references lead to. */
export interface Reader {
  /** The root of a file as OpenAPI 3; nothing where there is no such file or nothing in it. */
  readonly root: (file: FilePath) => Place | undefined;
  /** The place that a place stands for: what its `$ref` leads to, or itself. */
  readonly follow: (place: Place) => Place;
  readonly report: (at: Location, message: string) => void;
  readonly problems: readonly ContractProblem[];
}

/** References that lead to references: more is a circle. */
const LONGEST_CHAIN = 50;

export function reader(files: Files, side: ContractProblem['side']): Reader {
  const problems = new Map<string, ContractProblem>();
  const roots = new Map<FilePath, Place | undefined>();
  const targets = new Map<string, Place | undefined>();

  const report = (at: Location, message: string): void => {
    if (!problems.has(message)) problems.set(message, { side, at, message });
  };

  const root = (file: FilePath): Place | undefined => {
    if (!roots.has(file)) roots.set(file, parsed(file, files.read(file), report));
    return roots.get(file);
  };

  /** Nothing, and a problem, where a reference leads nowhere. */
  const target = (reference: string, from: Place): Place | undefined => {
    const key = `${from.file} ${reference}`;
    if (!targets.has(key)) targets.set(key, resolved({ reference, from, root, report }));
    return targets.get(key);
  };

  const follow = (place: Place): Place => {
    let here = place;
    for (let step = 0; step < LONGEST_CHAIN; step++) {
      const reference = textOf(field(here, '$ref')?.node);
      const next = reference && target(reference, here);
      if (!next) return here;
      here = next;
    }
    report(located(place), `The reference ${textOf(field(place, '$ref')?.node)} leads in a circle; let it lead to a definition.`);
    return place;
  };

  return {
    root,
    follow,
    report,
    get problems() {
      return [...problems.values()];
    },
  };
}

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
  readonly report: Report;
}

function resolved({ reference, from, root, report }: Reference): Place | undefined {
  const at = located(from);
  const [path = '', pointer = ''] = reference.split('#', 2);
  if (/^[a-z][a-z+.-]*:/i.test(path)) {
    report(at, `The reference ${reference} leads out of the workspace and is not followed; copy its document into the workspace.`);
    return undefined;
  }
  const file = path === '' ? from.file : beside(from.file, path);
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
  let here: Place | undefined = start;
  for (const written of pointer.split('/').slice(1)) {
    const step = decoded(written).replaceAll('~1', '/').replaceAll('~0', '~');
    here = stepped(here, step) ?? stepped(passed(here, root), step);
    if (!here) return undefined;
  }
  return here;
}

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
