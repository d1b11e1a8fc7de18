import type { Location } from '../../model/source.ts';
import { withAbsolutePaths } from './absolute-paths.ts';
import { canonical } from './canonical.ts';
import { withImplied } from './defaults.ts';
import type { ComposeDocument, KeyPath } from './documents.ts';
import { withExtended } from './extends.ts';
import { refuse } from './failure.ts';
import { withIncluded } from './include.ts';
import { lookupIn, type Variable } from './interpolate.ts';
import { documentsAt, type Session } from './loading.ts';
import { merged } from './merge.ts';
import { eachValue, isText, list, mapping, valueOf, without, withEntry, type MappingNode, type Node } from './node.ts';
import { matches } from './rules-by-path.ts';
import { refuseBySchema } from './schema.ts';
import { joined, tracedOf, tracedScalar, whole } from './traced.ts';
import { withoutRepeats } from './unique.ts';
import { withVariables } from './variables-in.ts';

/** Some compose files that are one model, and the world that they are read in. */
export interface Model {
  readonly session: Session;
  readonly files: readonly ModelFile[];
  /** Relative paths start here; it may be relative itself, to the folder of whoever includes these files. */
  readonly folder: string;
  /** Where included and extended files are looked for. */
  readonly search: string;
  readonly variables: ReadonlyMap<string, Variable>;
  /** The files that lead here by include. */
  readonly included: readonly string[];
  /** Files of extended services that were read for this model, by path. */
  readonly extended: Map<string, ExtendedFile>;
}

interface ExtendedFile {
  readonly root: MappingNode;
  readonly resets: readonly KeyPath[];
}

export interface ModelFile {
  readonly path: string;
  readonly at?: Location | undefined;
}

/** The files merged, checked against the schema, and with absolute paths: `loadYamlModel`. */
export function loadedModel(model: Model): MappingNode {
  let root = mapping();
  for (const file of model.files) root = fileOver(root, file, model);
  const placed = withAbsolutePaths(withImplied(root), { folder: model.folder, home: model.session.home });
  return withListedVariables(placed, model.variables);
}

function fileOver(before: MappingNode, file: ModelFile, model: Model): MappingNode {
  let root = before;
  for (const document of documentsAt(model.session, file.path, file.at)) {
    const written = readDocument(document, model);
    const extended = withExtended(written, { model, file: file.path, resets: document.resets });
    root = withoutReset(root, document.resets);
    const whole = withIncluded(extended, { ...model, included: [...model.included, file.path] });
    root = settled(merged(root, whole));
  }
  return root;
}

/** What follows each merge of a document: a later one is checked together with all before it. */
function settled(root: MappingNode): MappingNode {
  const unique = withoutRepeats(root);
  refuseBySchema(unique);
  return withoutRepeats(canonical(without(unique, 'version')));
}

/** A file whose services others extend: as written, without the checks of a whole project. */
export function extendedFile(path: string, at: Location | undefined, model: Model): ExtendedFile {
  const known = model.extended.get(path);
  if (known) return known;
  let found: ExtendedFile = { root: mapping(), resets: [] };
  for (const document of documentsAt(model.session, path, at)) {
    const written = withoutRepeats(merged(found.root, readDocument(document, model)));
    found = { root: withoutRepeats(canonical(written)), resets: document.resets };
  }
  model.extended.set(path, found);
  return found;
}

function readDocument({ root }: ComposeDocument, { session, variables }: Model): MappingNode {
  if (root.kind !== 'mapping') return refuse('A compose file is a mapping; write services: at its top.', root);
  const filled = withVariables(root, {
    lookup: lookupIn(variables),
    onUnset: unset => session.unset.push(unset),
    keepsUnset: session.overlooked !== undefined,
  });
  return filled as MappingNode;
}

/** Without what a later document resets or replaces. */
export function withoutReset(root: MappingNode, resets: readonly KeyPath[]): MappingNode {
  return resets.length === 0 ? root : (unreset(root, resets, []) as MappingNode);
}

function unreset(node: Node, resets: readonly KeyPath[], path: KeyPath): Node {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'sequence')
    return list(
      node.items.map((item, index) => unreset(item, resets, [...path, `[${index}]`])),
      node.origins,
    );
  return eachValue(node, (value, key) => {
    const below = [...path, key];
    return resets.some(reset => matches(below, reset)) ? undefined : unreset(value, resets, below);
  });
}

/** `- NAME` in a list takes the value that NAME has where the file is read, even if it is included elsewhere. */
function withListedVariables(root: MappingNode, variables: ReadonlyMap<string, Variable>): MappingNode {
  const services = valueOf(root, 'services');
  if (services?.kind !== 'mapping') return root;
  const filled = eachValue(services, service => {
    const environment = valueOf(service, 'environment');
    if (service.kind !== 'mapping' || environment?.kind !== 'sequence') return service;
    return withEntry(
      service,
      'environment',
      list(
        environment.items.filter(isText).map(item => listed(item, variables)),
        environment.origins,
      ),
    );
  });
  return withEntry(root, 'services', filled);
}

function listed(item: Node & { readonly value: string }, variables: ReadonlyMap<string, Variable>): Node {
  const value = variables.get(item.value);
  if (!value || item.kind !== 'scalar') return item;
  return tracedScalar(joined([tracedOf(item), whole(`=${value.text}`, [...item.origins, ...value.origins])]), item.origins);
}
