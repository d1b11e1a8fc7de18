import type { FilePath } from '../../model/source.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { at, items, text, type Mapping, type Scalar } from '../../yaml/tree.ts';
import type { Written } from '../kubernetes/draft.ts';
import { embeddedText } from './embedded-text.ts';
import { addGenerated, generated } from './generators.ts';
import { changeImages, imageChange } from './images.ts';
import {
  type Accumulated,
  isRemote,
  type Kustomization,
  kustomizationFiles,
  loadedText,
  originsAt,
  pairsOf,
  readKustomization,
  textsOf,
} from './kustomization.ts';
import { setPairs } from './labels.ts';
import { addToNames } from './names.ts';
import { setNamespaces, type SubjectMode } from './namespaces.ts';
import { applyJsonPatch, applyPatch, applyStrategicMerges, mergeTexts } from './patches.ts';
import { applyReplacements } from './replacements.ts';
import { setReplicas } from './replicas.ts';
import { attempt, pathFrom, placeIn, Refusal } from './session.ts';
import { specsOf } from './transformer-configuration.ts';

/** What `generators` and `transformers` configure, one object each: the root of the kustomization is that object. */
export function runPlugins(known: Kustomization, all: Accumulated, list: 'generators' | 'transformers'): void {
  for (const entry of textsOf(known, list))
    attempt(known.build, known.written.place(entry.at), () => {
      for (const plugin of pluginsOf(known, entry, known.folder))
        attempt(known.build, plugin.written.place(plugin.root.at), () => runPlugin(plugin, all));
    });
}

function runPlugin(plugin: Kustomization, all: Accumulated): void {
  const kind = text(plugin.root, 'kind') ?? '';
  const run = text(plugin.root, 'apiVersion') === 'builtin' && Object.hasOwn(PLUGINS, kind) ? PLUGINS[kind] : undefined;
  if (!run) throw new Refusal(`${kind || 'This object'} would be run as a program; that is not done here.`);
  run(plugin, all);
}

type Plugin = (plugin: Kustomization, all: Accumulated) => void;

const specs = ({ root }: Kustomization) => specsOf(items(at(root, 'fieldSpecs')));

const naming =
  (key: 'prefix' | 'suffix'): Plugin =>
  (plugin, { resources }) =>
    addToNames(resources, {
      text: text(plugin.root, key) ?? '',
      side: key === 'prefix' ? 'prefixes' : 'suffixes',
      specs: specs(plugin),
      origins: originsAt(plugin, at(plugin.root, key)),
    });

const generating =
  (kind: 'ConfigMap' | 'Secret'): Plugin =>
  (plugin, all) =>
    addGenerated(all, generated(plugin, plugin.root, kind), text(plugin.root, 'behavior') ?? 'create');

const PLUGINS: Readonly<Record<string, Plugin>> = {
  ConfigMapGenerator: generating('ConfigMap'),
  SecretGenerator: generating('Secret'),
  PrefixSuffixTransformer: (plugin, all) => {
    naming('prefix')(plugin, all);
    naming('suffix')(plugin, all);
  },
  PrefixTransformer: naming('prefix'),
  SuffixTransformer: naming('suffix'),
  LabelTransformer: (plugin, { resources }) => setPairs(resources, pairsOf(plugin, at(plugin.root, 'labels')), specs(plugin)),
  AnnotationsTransformer: (plugin, { resources }) => setPairs(resources, pairsOf(plugin, at(plugin.root, 'annotations')), specs(plugin)),
  NamespaceTransformer: setNamespace,
  ImageTagTransformer: (plugin, { resources }) => {
    const entry = at(plugin.root, 'imageTag');
    if (entry)
      changeImages(
        resources,
        imageChange(entry, node => originsAt(plugin, node)),
        specs(plugin),
      );
  },
  ReplicaCountTransformer: (plugin, { resources }) =>
    setReplicas(resources, specs(plugin), {
      name: text(plugin.root, 'replica', 'name') ?? '',
      count: text(plugin.root, 'replica', 'count') ?? '0',
      origins: originsAt(plugin, at(plugin.root, 'replica', 'count')),
    }),
  PatchTransformer: (plugin, all) => applyPatch(plugin, all, plugin.root),
  PatchStrategicMergeTransformer: (plugin, all) => {
    applyStrategicMerges(plugin, all, 'paths');
    const patches = at(plugin.root, 'patches');
    if (patches?.kind === 'scalar') mergeTexts(plugin, all, embeddedText(patches, plugin.written));
  },
  PatchJson6902Transformer: (plugin, all) => applyJsonPatch(plugin, all, plugin.root),
  ReplacementTransformer: applyReplacements,
};

function setNamespace(plugin: Kustomization, { resources }: Accumulated): void {
  const namespace = at(plugin.root, 'metadata', 'namespace');
  if (namespace?.kind !== 'scalar' || namespace.text === '') return;
  setNamespaces(resources, {
    namespace: namespace.text,
    origins: originsAt(plugin, namespace),
    specs: specs(plugin),
    subjects: (text(plugin.root, 'setRoleBindingSubjects') ?? 'defaultOnly') as SubjectMode,
    unsetOnly: text(plugin.root, 'unsetOnly') === 'true',
  });
}

/** The objects of an entry: written inline, in a file, or in the files that a folder's kustomization lists. */
function pluginsOf(known: Kustomization, entry: Scalar, folder: string, depth = 0): readonly Kustomization[] {
  const place = known.written.place(entry.at);
  if (/[\n{]/.test(entry.text)) return documents(known, embeddedText(entry, known.written), known.file);
  if (isRemote(entry.text)) throw new Refusal(`${entry.text} is on the network; it is not fetched here.`, place);
  const target = pathFrom(folder, entry.text) as FilePath | undefined;
  if (target !== undefined && depth < DEEPEST && kustomizationFiles(known.build, target).length > 0) {
    const inner = readKustomization(known.build, target, place);
    return textsOf(inner, 'resources').flatMap(resource =>
      pluginsOf({ ...inner, folder: known.folder }, resource, inner.folder, depth + 1),
    );
  }
  if (depth > 0 && target !== undefined) return documents(known, ...readFile(known, target));
  const { file, text: source } = loadedText(known, entry.text, place);
  return documents(known, { text: source, place: placeIn(file) }, file);
}

const DEEPEST = 10;

function readFile({ build }: Kustomization, file: FilePath): [Written, FilePath] {
  const source = build.files.read(file);
  if (source === undefined) throw new Refusal(`There is no readable file ${file} here.`);
  build.read.add(file);
  return [{ text: source, place: placeIn(file) }, file];
}

function documents(known: Kustomization, written: Written, file: FilePath): readonly Kustomization[] {
  const { documents: all, problems } = yamlFile({ path: file, text: written.text });
  if (problems[0]) throw new Refusal(problems[0].message, written.place(problems[0].at));
  return all.flatMap(({ root }) => (root.kind === 'mapping' ? [{ ...known, written, file, root: root satisfies Mapping }] : []));
}
