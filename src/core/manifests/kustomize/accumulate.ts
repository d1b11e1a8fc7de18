import type { Location } from '../../model/source.ts';
import { at, type Scalar } from '../../yaml/tree.ts';
import { identityText } from '../kubernetes/identity.ts';
import { runGenerators } from './generators.ts';
import { applyImages } from './images.ts';
import {
  type Accumulated,
  isRemote,
  type Kustomization,
  kindOf,
  kustomizationFiles,
  listOf,
  loadedText,
  readKustomization,
  textsOf,
} from './kustomization.ts';
import { applyAnnotations, applyLabels } from './labels.ts';
import { loadObjects } from './load-objects.ts';
import { applyPrefix, applySuffix } from './names.ts';
import { applyNamespace } from './namespaces.ts';
import { applyJsonPatches, applyPatches, applyStrategicMerges } from './patches.ts';
import { runPlugins } from './plugins.ts';
import { applyReplacements } from './replacements.ts';
import { applyReplicas } from './replicas.ts';
import { currentIdentity, resource, type Resource, withCurrentIdentity } from './resource.ts';
import { attempt, pathFrom, placeIn, Refusal, report } from './session.ts';
import { configurationOf, EMPTY_CONFIGURATION, mergedConfigurations } from './transformer-configuration.ts';
import { addVariables } from './variables.ts';

/** A kustomization and those that build on it, outermost last: none of their folders may be reached again. */
type Chain = readonly Kustomization[];

export const nothing = (): Accumulated => ({ resources: [], configuration: EMPTY_CONFIGURATION, variables: [] });

/** Everything that one kustomization makes, in kustomize's order. A component goes on with what its parent has so far. */
export function accumulate(known: Kustomization, chain: Chain, all: Accumulated): void {
  const here = [known, ...chain];
  for (const entry of [...textsOf(known, 'resources'), ...textsOf(known, 'bases')])
    attempt(known.build, known.written.place(entry.at), () => addResource(known, here, { all, entry }));
  attempt(
    known.build,
    known.written.place([0, 0]),
    () => (all.configuration = mergedConfigurations(all.configuration, configurationOf(known))),
  );
  runGenerators(known, all);
  reportUnrendered(known);
  runPlugins(known, all, 'generators');
  for (const entry of textsOf(known, 'components'))
    attempt(known.build, known.written.place(entry.at), () => addFolder(known, here, { all, entry, isComponent: true }));
  transform(known, all);
  addVariables(known, all);
}

function transform(known: Kustomization, all: Accumulated): void {
  applyStrategicMerges(known, all);
  applyPatches(known, all);
  applyNamespace(known, all);
  applyPrefix(known, all);
  applySuffix(known, all);
  applyLabels(known, all);
  applyAnnotations(known, all);
  applyJsonPatches(known, all);
  applyReplicas(known, all);
  applyImages(known, all);
  applyReplacements(known, all);
  runPlugins(known, all, 'transformers');
}

interface Addition {
  readonly all: Accumulated;
  readonly entry: Scalar;
  readonly isComponent?: boolean;
}

function addResource(known: Kustomization, chain: Chain, addition: Addition): void {
  const { build, folder, written } = known;
  const { text: path } = addition.entry;
  const place = written.place(addition.entry.at);
  if (isRemote(path)) throw new Refusal(`${path} is on the network; it is not fetched here, so its objects are missing.`, place);
  const target = pathFrom(folder, path);
  if (target === undefined) throw new Refusal(`${path} is outside of the workspace, so its objects are missing.`, place);
  if (build.files.read(target as never) === undefined) return addFolder(known, chain, addition);
  const { file, text } = loadedText(known, path, place);
  for (const object of loadObjects({ text, place: placeIn(file) }, file))
    attempt(build, place, () => append(addition.all, resource(object, file), place));
}

function append(all: Accumulated, added: Resource, place: Location): void {
  const id = currentIdentity(added);
  if (withCurrentIdentity(all.resources, id).length > 0)
    throw new Refusal(`There are two of ${identityText(id)}; remove one, or change it by a patch.`, added.node.origins[0] ?? place);
  all.resources.push(added);
}

function addFolder(known: Kustomization, chain: Chain, { all, entry, isComponent = false }: Addition): void {
  const place = known.written.place(entry.at);
  if (isRemote(entry.text))
    throw new Refusal(`${entry.text} is on the network; it is not fetched here, so its objects are missing.`, place);
  const inner = innerKustomization(known, chain, entry);
  if ((kindOf(inner) === 'Component') !== isComponent)
    throw new Refusal(
      isComponent ? `${entry.text} is no component; list it under resources.` : `${entry.text} is a component; list it under components.`,
      place,
    );
  if (isComponent) return accumulate(inner, chain, all);
  const own = nothing();
  accumulate(inner, chain, own);
  for (const added of own.resources) attempt(known.build, place, () => append(all, added, place));
  all.configuration = mergedConfigurations(all.configuration, own.configuration);
  for (const variable of own.variables)
    if (all.variables.some(({ name }) => name === variable.name))
      report(known.build, place, `There is already a variable ${variable.name}; rename one.`);
    else all.variables.push(variable);
}

function innerKustomization(known: Kustomization, chain: Chain, entry: Scalar): Kustomization {
  const { build, folder, written } = known;
  const place = written.place(entry.at);
  const target = pathFrom(folder, entry.text);
  if (target === undefined) throw new Refusal(`${entry.text} is outside of the workspace, so its objects are missing.`, place);
  if (chain.some(other => other.folder === target || other.folder.startsWith(target === '' ? '' : `${target}/`)))
    throw new Refusal(`${entry.text} leads back to a folder that is being built; kustomize refuses such a circle.`, place);
  if (kustomizationFiles(build, target).length === 0 && build.files.under(target as never).length === 0)
    throw new Refusal(`There is no file or folder ${entry.text} here.`, place);
  if (--build.budget.kustomizations < 0) throw new Refusal('The kustomization builds on too many others; the rest was not built.', place);
  return readKustomization(build, target, place);
}

/** What other programs would make, and what is not done here. */
function reportUnrendered(known: Kustomization): void {
  for (const key of ['helmCharts', 'helmChartInflationGenerator']) {
    const [entry] = listOf(known, key);
    if (entry)
      report(
        known.build,
        known.written.place(entry.at),
        'Helm charts of a kustomization are not rendered here; their objects are missing.',
      );
  }
  const [metadata] = listOf(known, 'buildMetadata');
  if (metadata)
    report(known.build, known.written.place(metadata.at), 'The notes of buildMetadata on how each object was made are not added here.');
  const schema = at(known.root, 'openapi', 'path');
  if (schema)
    report(known.build, known.written.place(schema.at), 'Lists of custom objects are replaced by patches here, whatever this schema says.');
}
