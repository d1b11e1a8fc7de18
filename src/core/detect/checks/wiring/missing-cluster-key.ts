import type { ClusterObject } from '../../../model/cluster-fact.ts';
import type { ManifestNode } from '../../../model/manifest-node.ts';
import type { Placed } from '../../../link/facts-view.ts';
import type { Check, Found } from '../../check.ts';
import { containersOf, isPlain, ofKind, podMakers, sameNamespace, servicesOf, type PodMaker } from '../../cluster-parts.ts';
import { entriesOf, itemsOf, partAt, textAt } from '../../manifest-parts.ts';
import { nearest } from '../../names.ts';
import { factEvidence, partEvidence } from '../../places.ts';
import { remembered } from '../../../model/remembered.ts';
import type { Cluster, System } from '../../system.ts';

export const missingClusterKey: Check = {
  id: 'wiring.missing-cluster-key',
  stage: 'wiring',
  severity: 'critical',
  title: 'A pod takes a key or an object that does not exist',
  why: 'The container is not even created: CreateContainerConfigError, or a volume that is never mounted.',
  fix: 'Name a key that the ConfigMap or Secret has, or add it there.',
  guard:
    'Optional references, objects that an operator or somebody by hand makes (ExternalSecret, SealedSecret, secrets that nobody writes down) are left alone.',
  sources: [
    'https://github.com/sentry-kubernetes/charts/issues/1433',
    'https://github.com/TwiN/gatus/issues/1504',
    'https://github.com/ibm-cloud-labs/iks-handson/issues/7',
    'https://github.com/shieldworks/aegis/issues/293',
    'https://github.com/helm/helm/issues/4189',
    'https://github.com/kubernetes/kubernetes/issues/41573',
  ],
  *run(system) {
    for (const cluster of system.clusters)
      for (const maker of podMakers(cluster)) for (const wanted of wantedBy(maker)) yield* missing(wanted, { maker, cluster, system });
  },
};

interface Wanted {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly namePart: ManifestNode;
  readonly key?: string;
  readonly keyPart?: ManifestNode;
}

const wantedBy = remembered(({ pod }: PodMaker): readonly Wanted[] => [...wantedIn(pod)]);

function* wantedIn(pod: ManifestNode): Generator<Wanted> {
  for (const container of containersOf(pod)) {
    for (const variable of itemsOf(partAt(container, 'env'))) {
      yield* referred(partAt(variable, 'valueFrom', 'configMapKeyRef'), 'ConfigMap');
      yield* referred(partAt(variable, 'valueFrom', 'secretKeyRef'), 'Secret');
    }
    for (const source of itemsOf(partAt(container, 'envFrom'))) {
      yield* referred(partAt(source, 'configMapRef'), 'ConfigMap');
      yield* referred(partAt(source, 'secretRef'), 'Secret');
    }
  }
  for (const volume of itemsOf(partAt(pod, 'volumes'))) {
    yield* mounted(partAt(volume, 'configMap'), { kind: 'ConfigMap', name: 'name' });
    yield* mounted(partAt(volume, 'secret'), { kind: 'Secret', name: 'secretName' });
  }
}

function* referred(reference: ManifestNode | undefined, kind: Wanted['kind']): Generator<Wanted> {
  const namePart = partAt(reference, 'name');
  const keyPart = partAt(reference, 'key');
  if (namePart?.kind !== 'text' || textAt(reference, 'optional') === 'true') return;
  yield { kind, name: namePart.text, namePart, ...(keyPart?.kind === 'text' && { key: keyPart.text, keyPart }) };
}

function* mounted(
  source: ManifestNode | undefined,
  { kind, name }: { readonly kind: Wanted['kind']; readonly name: string },
): Generator<Wanted> {
  const namePart = partAt(source, name);
  if (namePart?.kind !== 'text' || textAt(source, 'optional') === 'true') return;
  yield { kind, name: namePart.text, namePart };
  for (const item of itemsOf(partAt(source, 'items'))) {
    const keyPart = partAt(item, 'key');
    if (keyPart?.kind === 'text') yield { kind, name: namePart.text, namePart, key: keyPart.text, keyPart };
  }
}

interface Place {
  readonly maker: PodMaker;
  readonly cluster: Cluster;
  readonly system: System;
}

function* missing(wanted: Wanted, place: Place): Generator<Found> {
  const { maker, cluster } = place;
  if (!isPlain(wanted.name) || (wanted.key !== undefined && !isPlain(wanted.key)) || isMadeElsewhere(wanted.name, cluster)) return;
  const holders = ofKind(cluster, wanted.kind).filter(holder => holder.name === wanted.name && sameNamespace(holder, maker.object));
  if (holders.length === 0) yield* noHolder(wanted, place);
  else yield* noKey(wanted, holders, place);
}

function* noHolder(wanted: Wanted, { maker: { object }, cluster, system }: Place): Generator<Found> {
  const apart = ofKind(cluster, wanted.kind).find(({ name }) => name === wanted.name);
  const near = apart ?? slipOf(wanted, ofKind(cluster, wanted.kind));
  const generated = near && /-[a-f0-9]{6,}$|hash/.test(near.name);
  if (!near || generated) return;
  yield {
    subject: `${object.name} ${wanted.name}`,
    message: apart
      ? `${object.name} takes the ${wanted.kind} ${wanted.name}, which is in the namespace ${apart.namespace}, not in its own.`
      : `${object.name} takes the ${wanted.kind} ${wanted.name}, which does not exist; ${near.name} does.`,
    evidence: [partEvidence(wanted.namePart, object.file, `it takes ${wanted.name}`), factEvidence(near, `this one is there`)],
    about: servicesOf(object, system),
  };
}

function* noKey(wanted: Wanted, holders: readonly Placed<ClusterObject>[], { maker: { object }, system }: Place): Generator<Found> {
  const { name, kind, key, keyPart } = wanted;
  if (key === undefined || keyPart === undefined || holders.some(holder => keysOf(holder)?.includes(key) ?? true)) return;
  const keys = holders.flatMap(holder => keysOf(holder) ?? []);
  const only = keys.length === 0 ? 'no keys' : `only ${keys.slice(0, 5).join(', ')}${keys.length > 5 ? ' …' : ''}`;
  const meant = keys.length === 1 ? keys[0] : nearest(key, keys);
  yield {
    subject: `${object.name} ${name} ${key}`,
    message: `${object.name} takes the key ${key} of the ${kind} ${name}, which has ${only}.`,
    evidence: [partEvidence(keyPart, object.file, `it takes the key ${key}`), factEvidence(holders[0]!, `${name} has no such key`)],
    about: servicesOf(object, system),
    ...(meant !== undefined &&
      keyPart.origins === undefined && {
        fix: { title: `Take the key ${meant}`, edits: [{ file: object.file, span: keyPart.at, text: meant }] },
      }),
  };
}

/** A name so near to one that exists that it is a slip. */
const slipOf = ({ name }: Wanted, objects: readonly Placed<ClusterObject>[]): Placed<ClusterObject> | undefined => {
  const meant = nearest(name, objects.map(object => object.name).filter(isPlain));
  return meant !== undefined && !/\d$/.test(name) ? objects.find(object => object.name === meant) : undefined;
};

/** Undefined: more keys may be there than are written. */
function keysOf({ written, objectKind }: ClusterObject): readonly string[] | undefined {
  const parts = [partAt(written, 'data'), partAt(written, 'stringData'), partAt(written, 'binaryData')];
  const keys = parts.flatMap(part => entriesOf(part).map(({ key }) => key));
  return !keys.every(isPlain) || (objectKind === 'Secret' && keys.length === 0) ? undefined : keys;
}

/** Other kinds of objects that make Secrets and ConfigMaps of that name. */
const isMadeElsewhere = (name: string, { objects }: Cluster): boolean =>
  objects.some(
    ({ objectKind, name: own, written }) =>
      /^(ExternalSecret|SealedSecret|Certificate|VaultStaticSecret|VaultDynamicSecret|BitwardenSecret|OnePasswordItem|InfisicalSecret|SecretProviderClass|PushSecret)$/.test(
        objectKind,
      ) &&
      (own === name ||
        textAt(written, 'spec', 'target', 'name') === name ||
        textAt(written, 'spec', 'secretName') === name ||
        textAt(written, 'spec', 'destination', 'name') === name),
  );
