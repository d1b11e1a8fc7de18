import type { ClusterObject } from '../model/cluster-fact.ts';
import type { ManifestNode } from '../model/manifest-node.ts';
import type { Placed } from '../link/facts-view.ts';
import { remembered } from '../model/remembered.ts';
import { entryAt, itemsOf, pairsOf, partAt, textAt } from './manifest-parts.ts';
import type { Cluster, System } from './system.ts';

/** Something that makes pods. */
export interface PodMaker {
  readonly object: Placed<ClusterObject>;
  /** The labels of its pods. */
  readonly labels: ReadonlyMap<string, string>;
  readonly labelsPart: ManifestNode | undefined;
  /** Its pod's spec. */
  readonly pod: ManifestNode;
}

const POD_SPECS: readonly (readonly string[])[] = [
  ['spec', 'jobTemplate', 'spec', 'template'],
  ['spec', 'template'],
];

/** Workloads of a cluster with pods of their own. Asked for every Service, so a cluster is read once. */
export const podMakers = remembered(({ objects }: Cluster): readonly PodMaker[] => objects.flatMap(object => makerIn(object)));

const makerIn = remembered((object: Placed<ClusterObject>): readonly PodMaker[] => {
  const template =
    object.objectKind === 'Pod'
      ? object.written
      : POD_SPECS.map(path => partAt(object.written, ...path)).find(found => partAt(found, 'spec', 'containers'));
  const pod = partAt(template, 'spec');
  const labelsPart = partAt(template, 'metadata', 'labels');
  return pod && partAt(pod, 'containers') ? [{ object, labels: pairsOf(labelsPart), labelsPart, pod }] : [];
});

export const ofKind = ({ objects }: Cluster, kind: string): readonly Placed<ClusterObject>[] =>
  objects.filter(({ objectKind }) => objectKind === kind);

/** A template's action may stand for anything. */
export const isPlain = (text: string): boolean => !text.includes('{{') && !text.includes('${');

/** What is not written lies in the namespace that it is applied to. */
export const sameNamespace = (a: { readonly namespace?: string }, b: { readonly namespace?: string }): boolean =>
  a.namespace === undefined || b.namespace === undefined || a.namespace === b.namespace;

export const matches = (selector: ReadonlyMap<string, string>, labels: ReadonlyMap<string, string>): boolean =>
  [...selector].every(([key, value]) => labels.get(key) === value);

/** Labels that controllers and leaders' elections give to pods while they run. */
const SET_BY_CLUSTER =
  /^(statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|pod-template-hash|controller-(uid|revision-hash)|job-name|batch\.kubernetes\.io\/.*|(.*[-/])?(role|leader|master|primary|active|instanceRole)|redis-failover.*|openshift\.io\/.*|deploymentconfig|deployment)$/i;

/** The selector of a Service, with where it is written; undefined where it has none. */
export const selectorOf = remembered(({ written }: ClusterObject): Selector | undefined => {
  const part = partAt(written, 'spec', 'selector');
  const labels = new Map([...pairsOf(part)].filter(([key]) => !SET_BY_CLUSTER.test(key)));
  return part && labels.size > 0 ? { labels, part } : undefined;
});

interface Selector {
  readonly labels: ReadonlyMap<string, string>;
  readonly part: ManifestNode;
}

/** A job or a test of a release: it answers nobody. */
export const isShortLived = ({ objectKind, written }: ClusterObject): boolean =>
  objectKind.endsWith('Job') || pairsOf(partAt(written, 'metadata', 'annotations')).has('helm.sh/hook');

/** Its name is that of its pods: no port of it is ever used. */
export const isHeadless = ({ written }: ClusterObject): boolean => textAt(written, 'spec', 'clusterIP') === 'None';

/** Containers of a pod, with those that run before. */
export const containersOf = (pod: ManifestNode): readonly ManifestNode[] => [
  ...itemsOf(partAt(pod, 'containers')),
  ...itemsOf(partAt(pod, 'initContainers')),
];

/** Ports of a pod by name and by number. */
export const podPorts = remembered((pod: ManifestNode): PodPorts => {
  const ports = containersOf(pod).flatMap(container => itemsOf(partAt(container, 'ports')));
  const names = new Map(
    ports.flatMap(port =>
      textAt(port, 'name') === undefined ? [] : [[textAt(port, 'name')!, Number(textAt(port, 'containerPort'))] as const],
    ),
  );
  const numbers = new Set(ports.map(port => Number(textAt(port, 'containerPort'))));
  return {
    names,
    numbers,
    isOpen: containersOf(pod).some(container => entryAt(container, 'ports') === undefined) || [...numbers].some(Number.isNaN),
  };
});

interface PodPorts {
  readonly names: ReadonlyMap<string, number>;
  readonly numbers: ReadonlySet<number>;
  /** It may have others. */
  readonly isOpen: boolean;
}

/** Service of the graph that an object belongs to. */
export const servicesOf = (object: Placed<ClusterObject>, { services }: System): readonly string[] =>
  services
    .filter(({ deployed }) => deployed.some(({ objects }) => objects.some(own => own.file === object.file && own.at[0] === object.at[0])))
    .map(({ id }) => id);
