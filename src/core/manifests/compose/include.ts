import { joinedPath, pathFrom } from './absolute-paths.ts';
import { relativePath } from './extends.ts';
import { Failure, refuse } from './failure.ts';
import { loadedModel, type Model, type ModelFile } from './load.ts';
import { absence, addVariables, belowRoot } from './loading.ts';
import type { Variable } from './interpolate.ts';
import { isText, mapping, placeOf, textOf, valueOf, without, withEntry, type MappingNode, type Node } from './node.ts';
import { plainOf } from '../tree.ts';

const SECTIONS = ['services', 'volumes', 'networks', 'secrets', 'configs', 'models'];

/** A file with what it includes: each included project is resolved by itself, in its own folder and with its own variables. */
export function withIncluded(root: MappingNode, model: Model): MappingNode {
  const include = valueOf(root, 'include');
  if (!include) return root;
  const entries =
    include.kind === 'sequence'
      ? include.items
      : include.kind === 'scalar' && include.value === null
        ? []
        : refuse('include is a list.', include);
  let whole = root;
  for (const entry of entries) whole = imported(whole, includedModel(entry, model), entry);
  return without(whole, 'include');
}

function includedModel(entry: Node, model: Model): MappingNode {
  const files = filesOf(entry, model);
  const main = files[0];
  if (!main) return refuse('An include names no file.', entry);
  const circle = model.included.indexOf(main.path);
  if (circle >= 0)
    throw new Failure(
      `Files include each other in a circle: ${[...model.included.slice(circle), main.path].map(path => shown(path, model)).join(', ')}.`,
      main.at,
    );
  const written = textOf(entry, 'project_directory') ?? '';
  const folder = written === '' ? joinedPath(main.path, '..') : seenFrom(model, written);
  const variables = variablesOf(entry, folder, model);
  return loadedModel({ ...model, files, folder: relativeFolder(written, folder, model), search: folder, variables, extended: new Map() });
}

function relativeFolder(written: string, folder: string, model: Model): string {
  if (written.startsWith('/')) return written;
  const there = written === '' ? folder : existing(pathFrom({ folder: model.search, home: undefined }, written), model);
  return relativePath(model.search, there);
}

/** Folders of nested includes are relative, and then compose starts at the folder that it runs in. */
const seenFrom = ({ folder, session }: Model, path: string): string =>
  pathFrom({ folder: session.folder, home: undefined }, pathFrom({ folder, home: undefined }, path));

const shown = (path: string, { session }: Model): string => belowRoot(session, path) ?? path;

/** A project folder that is not there counts as the folder around it. */
function existing(path: string, { session }: Model): string {
  const folder = belowRoot(session, path);
  return path === session.root || (folder !== undefined && session.files.under(folder).length > 0) ? path : joinedPath(path, '..');
}

function filesOf(entry: Node, model: Model): readonly ModelFile[] {
  return textsOf(isText(entry) ? entry : valueOf(entry, 'path')).map(node => {
    if (/^(https?:|git@|oci:|git:)|^github\.com\//.test(node.value)) refuse(`${node.value} is not on this machine; it was not read.`, node);
    return { path: pathFrom({ folder: model.search, home: undefined }, node.value), at: placeOf(node) };
  });
}

function textsOf(node: Node | undefined): readonly (Node & { readonly value: string })[] {
  if (!node) return [];
  const items = node.kind === 'sequence' ? node.items : [node];
  return items.map(item => (isText(item) ? item : refuse('An include takes texts.', item)));
}

/** The variables outside win; the included project's own files only fill gaps. */
function variablesOf(entry: Node, folder: string, model: Model): ReadonlyMap<string, Variable> {
  const own = new Map<string, Variable>();
  const known = (name: string): Variable | undefined => model.variables.get(name);
  const files = textsOf(valueOf(entry, 'env_file'));
  if (files.length === 0) addVariables(model.session, joinedPath(folder, '.env'), { known, into: own });
  for (const file of files) {
    const path = seenFrom(model, file.value);
    if (!addVariables(model.session, path, { known, into: own }))
      refuse(`${absence(model.session, path)}; create it or correct the path.`, file);
  }
  return new Map([...own, ...model.variables]);
}

/** The same resource from two sides is refused, unless both say the same. */
function imported(root: MappingNode, source: MappingNode, entry: Node): MappingNode {
  let whole = root;
  for (const section of SECTIONS) {
    const resources = valueOf(source, section);
    if (resources?.kind !== 'mapping') continue;
    const known = valueOf(whole, section);
    const both = new Map(known?.kind === 'mapping' ? known.entries : []);
    for (const [name, resource] of resources.entries) {
      const other = both.get(name)?.value;
      if (!other) both.set(name, resource);
      else if (JSON.stringify(plainOf(other)) !== JSON.stringify(plainOf(resource.value)))
        refuse(
          `${section}.${name} is defined here and in an included file; keep one, or override it in another file.`,
          other.origins.length > 0 ? other : entry,
        );
    }
    const keyOrigins = (known ? whole : source).entries.get(section)!.keyOrigins;
    whole = withEntry(whole, section, mapping(both, (known ?? resources).origins), keyOrigins);
  }
  return whole;
}
