import type { ClusterObject } from '../model/cluster-fact.ts';
import type { ComposeFile, ComposeService } from '../model/compose-fact.ts';
import type { Environment } from '../model/environment.ts';
import type { FilePath, Location } from '../model/source.ts';
import { ofKind } from '../link/clusters.ts';
import type { Deployment, SetVariable } from '../link/deployment.ts';
import type { FactsView, Placed } from '../link/facts-view.ts';
import type { Resolver, Scope } from '../link/resolve.ts';
import type { Parts } from './service-view.ts';
import type { Deployed, SystemService, Variable } from './system.ts';

/** How a service runs in each of its environments. */
export const deployedViews = (service: SystemService, parts: Parts): readonly Deployed[] =>
  service.linked.deployments.map(deployment => deployedView(service, deployment, parts));

function deployedView(service: SystemService, deployment: Deployment, { world, environments }: Parts): Deployed {
  const { view, resolver } = world;
  const resolved = environments.find(({ name }) => name === deployment.environment);
  const compose = deployment.platform === 'compose' ? composeOf(deployment, resolved, view) : undefined;
  const composeFile = compose && composeFileOf(compose, resolved, view);
  const docker = deployment.dockerfile && view.of(deployment.dockerfile, 'dockerfile')[0];
  return {
    service,
    environment: deployment.environment,
    platform: deployment.platform,
    name: deployment.name,
    ...(deployment.image && { image: deployment.image }),
    variables: variablesOf(service, deployment, resolver),
    ...(compose && { compose }),
    ...(composeFile && { composeFile }),
    objects: objectsOf(deployment, resolved, view),
    ...(docker && { dockerfile: { ...docker, file: deployment.dockerfile! } }),
    at: deployment.at,
    deployment,
  };
}

function composeOf({ name, at }: Deployment, resolved: Environment | undefined, view: FactsView): Placed<ComposeService> | undefined {
  const made = resolved && ofKind(resolved.objects, 'compose-service').find(service => service.name === name);
  const written = view.of(at.file, 'compose-service').find(service => service.name === name);
  return made ?? (written && { ...written, file: at.file });
}

function composeFileOf(
  { file }: { readonly file: FilePath },
  resolved: Environment | undefined,
  view: FactsView,
): Placed<ComposeFile> | undefined {
  const made = resolved && ofKind(resolved.objects, 'compose-file')[0];
  const written = view.of(file, 'compose-file')[0];
  return made ?? (written && { ...written, file });
}

/** The objects that begin where the deployment's evidence stands. */
function objectsOf(
  { evidence, platform }: Deployment,
  resolved: Environment | undefined,
  view: FactsView,
): readonly Placed<ClusterObject>[] {
  if (platform !== 'kubernetes' && platform !== 'helm') return [];
  const keys = new Set(evidence.map(keyOf));
  const made = resolved ? ofKind(resolved.objects, 'cluster-object') : [];
  const all =
    made.length > 0
      ? made
      : [...new Set(evidence.map(({ file }) => file))].flatMap(file => view.of(file, 'cluster-object').map(fact => ({ ...fact, file })));
  return all.filter(({ file, at }) => keys.has(keyOf({ file, span: at })));
}

const keyOf = ({ file, span }: Location): string => `${file} ${span[0]}`;

function variablesOf(service: SystemService, deployment: Deployment, resolver: Resolver): ReadonlyMap<string, Variable> {
  return new Map(
    [...deployment.variables].map(([name, sets]) => [name, variableOf(name, sets.at(-1)!, { service, deployment, resolver })] as const),
  );
}

interface Asked {
  readonly service: SystemService;
  readonly deployment: Deployment;
  readonly resolver: Resolver;
}

function variableOf(name: string, set: SetVariable, { service, deployment, resolver }: Asked): Variable {
  const places = set.origins ?? [set.at];
  const at = keyPlace(name, places);
  const valueAt = valuePlace(places, set);
  if (!set.value) return { name, from: 'outside', at, valueAt, places, unknown: 'it is handed in from outside' };
  const from = set.at.file === deployment.dockerfile ? 'image' : 'deployment';
  const scope: Scope = { file: set.at.file, service: service.linked, deployment, interpolating: true };
  const { texts, unknown } = resolver.resolve(set.value, scope);
  const [first] = texts;
  if (!first) return { name, from, at, valueAt, places, unknown: unknown[0] ?? 'it is set nowhere in the workspace' };
  return { name, from, at, valueAt, places: [...places, ...first.proofs], text: first.text };
}

/** A value that was resolved knows its key as the last of its places. */
function keyPlace(name: string, places: readonly Location[]): Location {
  const last = places.at(-1)!;
  return last.span[1] - last.span[0] === name.length ? last : places[0]!;
}

/** One span of a manifest goes from the name to the end of the value. */
function valuePlace(places: readonly Location[], { value }: SetVariable): Location {
  const { file, span } = places[0]!;
  const length = value?.kind === 'literal' ? value.text.length : 0;
  return places.length > 1 || length === 0 ? places[0]! : { file, span: [Math.max(span[0], span[1] - length), span[1]] };
}
