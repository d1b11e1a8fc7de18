import { inFolder } from '../../model/paths.ts';
import type { FilePath, Location } from '../../model/source.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { at, entries, items, text, type Mapping, type Node, type Scalar } from '../../yaml/tree.ts';
import type { Origins } from '../tree.ts';
import type { Written } from '../kubernetes/draft.ts';
import { spelled, TOP_FIELDS } from './field-names.ts';
import type { Resource } from './resource.ts';
import { isBelow, pathFrom, placeIn, Refusal, report, type Session, textOf } from './session.ts';
import type { TransformerConfiguration } from './transformer-configuration.ts';
import { untypedTexts } from './untyped-texts.ts';
import type { Variable } from './variables.ts';

/** A kustomization file, and the folder that its paths are seen from. */
export interface Kustomization {
  readonly file: FilePath;
  readonly folder: string;
  readonly root: Mapping;
  readonly written: Written;
  readonly build: Session;
}

/** What has come together so far: objects, and what further steps go by. */
export interface Accumulated {
  resources: Resource[];
  configuration: TransformerConfiguration;
  readonly variables: Variable[];
}

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

export const kustomizationFiles = (build: Session, folder: string): readonly FilePath[] =>
  NAMES.map(name => inFolder(folder, name)).filter(path => build.files.read(path) !== undefined);

/** Reads the kustomization of a folder; refuses where there is none, more than one, or one that cannot be read. */
export function readKustomization(build: Session, folder: string, wanted?: Location): Kustomization {
  const [file, second] = kustomizationFiles(build, folder);
  if (file === undefined)
    throw new Refusal(`The folder ${folder || '.'} has no kustomization.yaml; add one, or name a folder that has one.`, wanted);
  const place = placeIn(file);
  if (second !== undefined) throw new Refusal(`The folder has both ${file} and ${second}; keep one of them.`, place([0, 0]));
  const source = textOf(build, file) ?? '';
  const { documents, problems } = yamlFile({ path: file, text: source });
  if (problems[0]) throw new Refusal(problems[0].message, place(problems[0].at));
  const root = documents[0] && spelled(documents[0].root);
  if (root?.kind !== 'mapping' || root.entries.length === 0)
    throw new Refusal('The kustomization is empty; it needs at least resources.', place([0, 0]));
  const written = { text: source, place };
  checkFields(build, root, place);
  return { file, folder, root, written, build };
}

const FIELDS = new Set(TOP_FIELDS);

function checkFields(build: Session, root: Mapping, place: Written['place']): void {
  for (const { key, keyAt } of root.entries)
    if (!FIELDS.has(key)) report(build, place(keyAt), `A kustomization has no field "${key}"; kustomize refuses to build it.`);
  for (const { text: written, at: span } of untypedTexts(root))
    report(build, place(span), `${written} must be a text here; put it in quotes, or kustomize refuses to build.`);
}

export const kindOf = ({ root }: Kustomization): string => text(root, 'kind') ?? 'Kustomization';

/** The items of a list of the kustomization. */
export const listOf = ({ root }: Kustomization, key: string): readonly Node[] => items(at(root, key));

/** Scalars of a list that are not empty. */
export const textsOf = (known: Kustomization, key: string): readonly Scalar[] =>
  listOf(known, key).filter((item): item is Scalar => item.kind === 'scalar' && item.text !== '');

export const originsAt = ({ written }: Kustomization, node: Node | undefined): Origins => (node ? [written.place(node.at)] : []);

/** Pairs of a mapping of texts, sorted by key as kustomize does. */
export const pairsOf = (known: Kustomization, node: Node | undefined): readonly { key: string; value: string; origins: Origins }[] =>
  entries(node)
    .map(({ key, value }) => ({ key, value: value.kind === 'scalar' ? value.text : '', origins: originsAt(known, value) }))
    .toSorted((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));

/** The text of a file beside or below the kustomization; kustomize reads no file outside of its folder. */
export function loadedText(known: Kustomization, path: string, at: Location): { readonly file: FilePath; readonly text: string } {
  const { build, folder } = known;
  if (isRemote(path)) throw new Refusal(`${path} is on the network; it is not fetched here.`, at);
  const file = pathFrom(folder, path) as FilePath | undefined;
  const source = file === undefined ? undefined : textOf(build, file);
  if (file === undefined || source === undefined) throw new Refusal(`There is no readable file ${path} here.`, at);
  if (!isBelow(file, folder))
    throw new Refusal(`${path} is outside of the kustomization's folder; kustomize reads no file from there.`, at);
  return { file, text: source };
}

const REMOTE = /^(?:git::)?(?:(?:https?|ssh|git):\/\/|(?:[a-z][\w-]*@)[^/]+[:/]|github\.com[:/])/i;

/** A base or file that kustomize would fetch. */
export const isRemote = (path: string): boolean => REMOTE.test(path);
