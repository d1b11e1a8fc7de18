import type { Container } from '../../model/cluster-fact.ts';
import type { EnvEntry, PortEntry } from '../../model/deployment-parts.ts';
import { literal } from '../../model/value.ts';
import { at, items, type Node } from '../../yaml/tree.ts';
import { certainText, nameValues, type Reading, spanFrom, text, value, words } from './reading.ts';

export interface Volume {
  readonly name: string;
  readonly configMaps: readonly string[];
}

export function container(node: Node, volumes: readonly Volume[], reading: Reading): Container {
  const image = value(at(node, 'image'), reading);
  const mounted = new Set(items(at(node, 'volumeMounts')).map(mount => text(at(mount, 'name'), reading)));
  const named = at(node, 'name') ?? at(node, 'image');
  return {
    name: (text(at(node, 'name'), reading) ?? '').replace(/\{\{.*?\}\}/g, '').replace(/^[-.]+|[-.]+$/g, ''),
    at: named?.at ?? node.at,
    ...(image && { image }),
    environment: items(at(node, 'env')).flatMap(entry => environment(entry, reading)),
    envFrom: items(at(node, 'envFrom')).flatMap(source => {
      const reference = at(source, 'configMapRef', 'name') ?? at(source, 'secretRef', 'name');
      const name = value(reference, reading);
      return name && reference ? [{ name, at: reference.at }] : [];
    }),
    ports: items(at(node, 'ports')).flatMap(port => containerPort(port, reading)),
    command: [...words(at(node, 'command'), reading), ...words(at(node, 'args'), reading)],
    probes: KINDS.flatMap(kind => probe(kind, at(node, `${kind}Probe`), reading)),
    ...resources(at(node, 'resources'), reading),
    mounts: volumes.filter(({ name }) => mounted.has(name)).flatMap(({ configMaps }) => configMaps),
  };
}

/** `from` says which entry of which object a value is taken from. */
function environment(node: Node, reading: Reading): readonly EnvEntry[] {
  const named = at(node, 'name');
  const name = certainText(named, reading);
  if (!named || name === undefined) return [];
  const given = at(node, 'value');
  if (given?.kind === 'scalar') return [{ name, value: reading.value(given.text), at: spanFrom(named.at, given.at) }];
  const reference = referenceOf(at(node, 'valueFrom'), reading);
  return [{ name, ...(reference && { from: reference.from }), at: reference ? spanFrom(named.at, reference.node.at) : named.at }];
}

function referenceOf(
  source: Node | undefined,
  reading: Reading,
): { readonly from: NonNullable<EnvEntry['from']>; readonly node: Node } | undefined {
  for (const [kind, property] of [
    ['config-map', 'configMapKeyRef'],
    ['secret', 'secretKeyRef'],
  ] as const) {
    const node = at(source, property);
    const name = value(at(node, 'name'), reading);
    const key = at(node, 'key');
    if (node && name && key) return { from: { kind, name, key: text(key, reading) ?? '' }, node };
  }
  const node = at(source, 'fieldRef', 'fieldPath') ?? at(source, 'resourceFieldRef', 'resource');
  return node && { from: { kind: 'field', name: literal(''), key: text(node, reading) ?? '' }, node };
}

function containerPort(node: Node, reading: Reading): readonly PortEntry[] {
  const port = at(node, 'containerPort');
  const name = certainText(at(node, 'name'), reading);
  const published = Number(text(at(node, 'hostPort'), reading));
  return port?.kind === 'scalar'
    ? [{ at: port.at, ...target(port, reading), ...(published > 0 && { published }), ...(name && { name }) }]
    : [];
}

/** A port that is a number, or the value that will be one. */
export function target(node: Node, reading: Reading): { readonly target: number; readonly value?: NonNullable<PortEntry['value']> } {
  const written = text(node, reading) ?? '';
  if (/^\d{1,5}$/.test(written)) return { target: Number(written) };
  const later = value(node, reading) ?? literal(written);
  const fallback = later.kind === 'env' && later.fallback?.kind === 'literal' ? Number(later.fallback.text) : NaN;
  return { target: Number.isInteger(fallback) ? fallback : 0, value: later };
}

/** `requests.cpu`, `limits.memory` … */
function resources(node: Node | undefined, reading: Reading): Pick<Container, 'resources'> {
  const found = (['requests', 'limits'] as const).flatMap(part =>
    nameValues(at(node, part), reading).map(entry => ({ ...entry, name: `${part}.${entry.name}` })),
  );
  return found.length === 0 ? {} : { resources: found };
}

const KINDS = ['liveness', 'readiness', 'startup'] as const;

function probe(kind: (typeof KINDS)[number], node: Node | undefined, reading: Reading): Container['probes'] {
  const check = at(node, 'httpGet') ?? at(node, 'tcpSocket') ?? at(node, 'grpc');
  if (!node || (!check && !at(node, 'exec'))) return [];
  const path = text(at(check, 'path'), reading);
  const port = text(at(check, 'port'), reading);
  return [{ kind, ...(path && { path }), ...(port && { port }), at: (at(check, 'path') ?? at(check, 'port') ?? check ?? node).at }];
}
