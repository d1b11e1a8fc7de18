import type { Service } from '../../link/services.ts';
import type { World } from '../../link/world.ts';
import { coveredBy } from '../../link/clusters.ts';
import type { ClusterObject } from '../../model/cluster-fact.ts';
import type { Environment } from '../../model/environment.ts';
import type { ManifestEntry, ManifestNode } from '../../model/manifest-node.ts';
import { isTest } from '../../model/paths.ts';
import { placesOf, type FilePath, type Traceable } from '../../model/source.ts';
import type { Known } from './said.ts';

/** What a mesh says of every request to a service. */
export interface MeshSettings {
  readonly timeout?: Known<number>;
  /** Tries in all. */
  readonly attempts?: Known<number>;
  /** It stops asking instances that fail, or limits what is open at a time: callers get 503. */
  readonly breaks?: Known<string>;
  /** It has an object of the mesh. */
  readonly isMeshed?: Known<true>;
}

interface Object {
  readonly file: FilePath;
  readonly fact: ClusterObject;
}

/** Cluster objects as they are applied: rendered ones, and plain ones that nothing renders. Each place once. */
export function clusterObjects({ view }: World, environments: readonly Environment[]): readonly Object[] {
  const covered = coveredBy(environments);
  const rendered = environments.flatMap(({ objects }) =>
    objects.flatMap(({ file, fact }) => (fact.kind === 'cluster-object' ? [{ file, fact }] : [])),
  );
  const plain = view.all('cluster-object').filter(({ file }) => !covered.has(file) && !isTest(file));
  const all = [...rendered, ...plain.map(fact => ({ file: fact.file, fact }))];
  return [...new Map(all.map(object => [`${object.file} ${object.fact.at[0]} ${object.fact.name}`, object])).values()];
}

/** What Istio's objects set for a service, by the hosts that they name. */
export function meshSettings(service: Service, objects: readonly Object[], { directory }: World): MeshSettings {
  let found: MeshSettings = {};
  for (const { file, fact } of objects) {
    if (!fact.apiVersion.startsWith('networking.istio.io/')) continue;
    const leadsHere = (host: string | undefined): boolean =>
      host !== undefined && directory.find(host, service.deployments[0])?.id === service.id;
    if (fact.objectKind === 'VirtualService') found = { ...found, ...virtualService(fact, file, leadsHere) };
    if (fact.objectKind === 'DestinationRule' && leadsHere(text(at(fact.written, 'spec', 'host'))))
      found = { ...found, ...destinationRule(fact, file) };
  }
  return found;
}

function virtualService({ written }: ClusterObject, file: FilePath, leadsHere: (host: string | undefined) => boolean): MeshSettings {
  let found: MeshSettings = {};
  for (const route of items(at(written, 'spec', 'http'))) {
    const [destination] = items(at(route, 'route')).filter(to => leadsHere(text(at(to, 'destination', 'host'))));
    if (!destination) continue;
    const timeout = entry(route, 'timeout');
    const attempts = entry(at(route, 'retries'), 'attempts');
    const waits = durationMs(text(timeout?.value));
    const more = Number(text(attempts?.value));
    found = {
      ...found,
      isMeshed: { value: true, evidence: [noted(destination, file, 'the mesh sends requests here')] },
      ...(timeout &&
        waits !== undefined &&
        waits > 0 && { timeout: { value: waits, evidence: [noted(timeout, file, `the mesh waits ${waits} ms`)] } }),
      ...(attempts &&
        Number.isInteger(more) && {
          attempts: { value: more + 1, evidence: [noted(attempts, file, `the mesh asks up to ${more + 1} times`)] },
        }),
    };
  }
  return found;
}

function destinationRule({ written }: ClusterObject, file: FilePath): MeshSettings {
  const policy = at(written, 'spec', 'trafficPolicy');
  const ejects = entry(policy, 'outlierDetection');
  const limits = entry(policy, 'connectionPool');
  const breaker = ejects ?? limits;
  const rule = entry(written, 'spec');
  return {
    ...(rule && { isMeshed: { value: true as const, evidence: [noted(rule, file, 'the mesh has rules for it')] } }),
    ...(breaker && {
      breaks: {
        value: ejects ? 'outlier detection' : 'connection limits',
        evidence: [noted(breaker, file, ejects ? 'the mesh stops asking instances that fail' : 'the mesh limits open requests')],
      },
    }),
  };
}

/** `10s`, `250ms`, `1.5s`, `1m`. */
export function durationMs(written: string | undefined): number | undefined {
  const parts = [...(written ?? '').matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== written) return undefined;
  return Math.round(parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit as keyof typeof UNITS], 0));
}

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

const noted = (part: Traceable, file: FilePath, note: string) => ({ at: placesOf(part, file)[0] ?? { file, span: part.at }, note });

export function at(node: ManifestNode | undefined, ...path: readonly string[]): ManifestNode | undefined {
  return path.reduce<ManifestNode | undefined>((here, key) => entry(here, key)?.value, node);
}

export const entry = (node: ManifestNode | undefined, key: string): ManifestEntry | undefined =>
  node?.kind === 'map' ? node.entries.find(entry => entry.key === key) : undefined;

export const items = (node: ManifestNode | undefined): readonly ManifestNode[] => (node?.kind === 'list' ? node.items : []);

export const text = (node: ManifestNode | undefined): string | undefined => (node?.kind === 'text' ? node.text : undefined);
