import type { ManifestNode } from '../../../model/manifest-node.ts';
import type { Check, Found } from '../../check.ts';
import { isPlain, ofKind, sameNamespace, servicesOf } from '../../cluster-parts.ts';
import { itemsOf, partAt, textAt } from '../../manifest-parts.ts';
import { stem } from '../../../link/names.ts';
import { nearest } from '../../names.ts';
import { factEvidence, partEvidence } from '../../places.ts';
import type { Cluster, System } from '../../system.ts';
import type { ClusterObject } from '../../../model/cluster-fact.ts';
import type { Placed } from '../../../link/facts-view.ts';

export const ingressBackend: Check = {
  id: 'wiring.ingress-backend',
  stage: 'wiring',
  severity: 'high',
  title: 'An Ingress sends to a Service or a port that is not there',
  why: 'Every request from outside gets 503, while the pods are well.',
  fix: 'Name a Service of the same namespace, and a port of the Service (not of the container).',
  guard: 'A Service that nothing in the workspace is called like may be made elsewhere and is left alone.',
  sources: [
    'https://github.com/bitnami/charts/issues/6166',
    'https://github.com/cdwv/powerdns-helm/issues/3',
    'https://github.com/helm/charts/pull/20245',
    'https://github.com/YOURLS/charts/issues/48',
  ],
  *run(system) {
    for (const cluster of system.clusters)
      for (const ingress of ofKind(cluster, 'Ingress'))
        for (const backend of backendsOf(ingress.written)) yield* wrong(backend, { ingress, cluster, system });
  },
};

function backendsOf(written: ManifestNode): readonly ManifestNode[] {
  const paths = itemsOf(partAt(written, 'spec', 'rules')).flatMap(rule => itemsOf(partAt(rule, 'http', 'paths')));
  return [
    partAt(written, 'spec', 'defaultBackend'),
    partAt(written, 'spec', 'backend'),
    ...paths.map(path => partAt(path, 'backend')),
  ].filter(backend => backend !== undefined);
}

interface Place {
  readonly ingress: Placed<ClusterObject>;
  readonly cluster: Cluster;
  readonly system: System;
}

/** The one that is spelled nearly so, that has the same stem, or whose name is a part of it or the other way round, where it is the only one. */
function nearName(name: string, services: readonly Placed<ClusterObject>[]): string | undefined {
  const names = services.map(one => one.name).filter(isPlain);
  const alike = names.filter(other => stem(other) === stem(name));
  const parts = names.filter(other => other.startsWith(`${name}-`) || name.startsWith(`${other}-`));
  return nearest(name, names) ?? (alike.length === 1 ? alike[0] : undefined) ?? (parts.length === 1 ? parts[0] : undefined);
}

function* wrong(backend: ManifestNode, place: Place): Generator<Found> {
  const { ingress, cluster } = place;
  const name = partAt(backend, 'service', 'name') ?? partAt(backend, 'serviceName');
  if (name?.kind !== 'text' || !isPlain(name.text) || textAt(ingress.written, 'spec', 'ingressClassName') === 'alb') return;
  const services = ofKind(cluster, 'Service').filter(({ apiVersion }) => apiVersion === 'v1');
  const service = services.find(one => one.name === name.text && sameNamespace(one, ingress));
  if (service) yield* wrongPort(portOf(backend), service, place);
  else yield* noService(name, services, place);
}

const portOf = (backend: ManifestNode): ManifestNode | undefined =>
  partAt(backend, 'service', 'port', 'number') ?? partAt(backend, 'service', 'port', 'name') ?? partAt(backend, 'servicePort');

function* noService(
  name: Extract<ManifestNode, { kind: 'text' }>,
  services: readonly Placed<ClusterObject>[],
  { ingress, system }: Place,
): Generator<Found> {
  const elsewhere = services.find(one => one.name === name.text);
  const beside = services.filter(one => sameNamespace(one, ingress));
  const near = elsewhere?.name ?? nearName(name.text, beside);
  const meant = near === undefined ? undefined : services.find(one => one.name === near);
  if (!meant) return;
  yield {
    subject: `${ingress.name} ${name.text}`,
    message: elsewhere
      ? `The Ingress ${ingress.name} sends to ${name.text}, which is a Service of the namespace ${elsewhere.namespace}, not of its own.`
      : `The Ingress ${ingress.name} sends to the Service ${name.text}, which does not exist; ${meant.name} does.`,
    evidence: [partEvidence(name, ingress.file, `it sends to ${name.text}`), factEvidence(meant, 'this one is there')],
    about: servicesOf(meant, system),
    ...(!elsewhere &&
      name.origins === undefined && {
        fix: { title: `Send to ${meant.name}`, edits: [{ file: ingress.file, span: name.at, text: meant.name }] },
      }),
  };
}

function* wrongPort(port: ManifestNode | undefined, service: Placed<ClusterObject>, { ingress, system }: Place): Generator<Found> {
  const ports = itemsOf(partAt(service.written, 'spec', 'ports'));
  const own = ports.flatMap(one => [textAt(one, 'port'), textAt(one, 'name')]);
  const isKnown = port?.kind === 'text' && isPlain(port.text) && port.text !== 'use-annotation';
  if (!isKnown || ports.length === 0 || own.includes(port.text) || !own.every(text => text === undefined || isPlain(text))) return;
  yield {
    subject: `${ingress.name} ${service.name} ${port.text}`,
    message: `The Ingress ${ingress.name} sends to port ${port.text} of the Service ${service.name}, which has only ${own.filter(text => text !== undefined).join(', ')}.`,
    evidence: [
      partEvidence(port, ingress.file, `it sends to port ${port.text}`),
      partEvidence(partAt(service.written, 'spec', 'ports')!, service.file, 'the ports of the Service'),
    ],
    about: servicesOf(service, system),
  };
}
