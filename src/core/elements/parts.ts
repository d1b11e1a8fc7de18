import type { ContractFact } from '../model/contract-fact.ts';
import type { Container, Workload } from '../model/cluster-fact.ts';
import type { ComposeService } from '../model/compose-fact.ts';
import type { EnvEntry, PortEntry } from '../model/deployment-parts.ts';
import type { Fact } from '../model/fact.ts';
import type { Span } from '../model/source.ts';
import type { Value } from '../model/value.ts';

/** A part of a text that means something in the system. `of` is the deployed name that it stands under. */
export type Part =
  /** A service, workload or resource is declared. */
  | { readonly kind: 'declares'; readonly at: Span; readonly name: string; readonly what: string }
  /** Another service is named: in `depends_on`, as a link. */
  | { readonly kind: 'names'; readonly at: Span; readonly name: string; readonly of: string }
  | {
      readonly kind: 'sets';
      readonly at: Span;
      readonly name: string;
      readonly value?: Value;
      readonly of?: string;
      /** Where what has the variable is declared, as of a port. */
      readonly declared?: Span;
    }
  | { readonly kind: 'reads'; readonly at: Span; readonly name: string; readonly fallback?: Value }
  | { readonly kind: 'image'; readonly at: Span; readonly image: Value; readonly of: string; readonly declared: Span }
  | {
      readonly kind: 'port';
      readonly at: Span;
      readonly target: number;
      readonly published?: number;
      readonly value?: Value;
      readonly name?: string;
      readonly of: string;
      /** Of a Kubernetes Service, of a container, or both at once as compose writes them. */
      readonly by: 'service' | 'container' | 'compose';
      /** Where what has the port is declared: its name may be known only there. */
      readonly declared: Span;
    }
  | {
      readonly kind: 'operation';
      readonly at: Span;
      readonly method: string;
      readonly path: Value;
      readonly id?: string;
      readonly contract?: string;
    }
  | { readonly kind: 'rpc'; readonly at: Span; readonly contract: string; readonly service: string; readonly rpc?: string }
  | { readonly kind: 'implements'; readonly at: Span; readonly service: string }
  | { readonly kind: 'topic'; readonly at: Span; readonly topic: Value; readonly action: 'publishes' | 'subscribes'; readonly via: string }
  | { readonly kind: 'calls'; readonly at: Span; readonly target?: Value; readonly via: string; readonly grpc?: string }
  | { readonly kind: 'chart-value'; readonly at: Span; readonly path: string; readonly text: string }
  | { readonly kind: 'listens'; readonly at: Span; readonly port: Value };

/** The parts of a file, in the order of its facts. */
export const partsOf = (facts: readonly Fact[]): Part[] => facts.flatMap(partsOfFact);

function partsOfFact(fact: Fact): readonly Part[] {
  switch (fact.kind) {
    case 'compose-service':
      return composeParts(fact);
    case 'workload':
      return workloadParts(fact);
    case 'cluster-service':
      return [
        { kind: 'declares', at: fact.at, name: plain(fact.name), what: 'Kubernetes service' },
        ...fact.ports.map(port => portPart(port, { of: plain(fact.name), by: 'service', declared: fact.at })),
      ];
    case 'config-map':
      return fact.entries.map(entry => setPart(entry));
    case 'contract':
      return contractParts(fact);
    case 'helm-values':
      return fact.entries.map(({ at, path, text }) => ({ kind: 'chart-value', at, path, text }));
    case 'dockerfile':
      return fact.environment.map(entry => setPart(entry));
    default:
      return codeParts(fact);
  }
}

function codeParts(fact: Fact): readonly Part[] {
  switch (fact.kind) {
    case 'sets-env':
      return [{ kind: 'sets', at: fact.at, name: fact.name, value: fact.value }];
    case 'reads-env':
      return [{ kind: 'reads', at: fact.at, name: fact.name, ...(fact.fallback && { fallback: fact.fallback }) }];
    case 'serves-route':
      return [{ kind: 'operation', at: fact.at, method: fact.method, path: fact.path }];
    case 'grpc-server':
      return [{ kind: 'implements', at: fact.at, service: fact.service }];
    case 'grpc-client':
      return [{ kind: 'calls', at: fact.at, via: fact.service, grpc: fact.service, ...(fact.target && { target: fact.target }) }];
    case 'publishes':
    case 'subscribes':
      return [{ kind: 'topic', at: fact.at, topic: fact.topic, action: fact.kind, via: fact.via }];
    case 'uses-address':
      return [{ kind: 'calls', at: fact.at, via: fact.via, ...(fact.target && { target: fact.target }) }];
    case 'mentions-address':
      return [{ kind: 'calls', at: fact.at, target: fact.value, via: fact.name ?? 'an address' }];
    case 'listens':
      return [{ kind: 'listens', at: fact.at, port: fact.port }];
    case 'aspire-resource':
      return [{ kind: 'declares', at: fact.at, name: fact.name, what: 'Aspire resource' }];
    default:
      return [];
  }
}

function composeParts({ at, name, image, ports, environment, dependsOn, links }: ComposeService): Part[] {
  return [
    { kind: 'declares', at, name, what: 'compose service' },
    ...(image ? [{ kind: 'image', at: lineAfter(at), image, of: name, declared: at } as const] : []),
    ...ports.map(port => portPart(port, { of: name, by: 'compose', declared: at })),
    ...environment.map(entry => setPart(entry, { of: name, declared: at })),
    ...[...dependsOn, ...links].map(({ at, service }): Part => ({ kind: 'names', at, name: service, of: name })),
  ];
}

/** An image of compose has no place of its own among the facts; it is found by its text. */
const lineAfter = ([, end]: Span): Span => [end, end];

function workloadParts({ at, name, workloadKind, containers }: Workload): Part[] {
  const own = plain(name);
  return [
    { kind: 'declares', at, name: own, what: workloadKind },
    ...containers.flatMap(container => containerParts(container, { of: own, declared: at })),
  ];
}

const containerParts = (
  { at, image, environment, ports }: Container,
  { of, declared }: { readonly of: string; readonly declared: Span },
): Part[] => [
  ...(image ? [{ kind: 'image', at, image, of, declared } as const] : []),
  ...ports.map(port => portPart(port, { of, by: 'container', declared })),
  ...environment.map(entry => setPart(entry, { of, declared })),
];

const setPart = ({ at, name, value }: EnvEntry, whose?: { readonly of: string; readonly declared: Span }): Part => ({
  kind: 'sets',
  at,
  name,
  ...(value && { value }),
  ...whose,
});

const portPart = (
  { at, target, published, value, name }: PortEntry,
  whose: Pick<Extract<Part, { kind: 'port' }>, 'of' | 'by' | 'declared'>,
): Part => ({
  kind: 'port',
  at,
  target,
  ...whose,
  ...(name !== undefined && { name }),
  ...(published !== undefined && { published }),
  ...(value && { value }),
});

function contractParts({ name, operations, services, channels }: ContractFact): Part[] {
  return [
    ...operations.map(({ at, method, path, id }): Part => ({
      kind: 'operation',
      at,
      method,
      path: { kind: 'literal', text: path },
      contract: name,
      ...(id !== undefined && { id }),
    })),
    ...services.flatMap(service => [
      { kind: 'rpc', at: service.at, contract: name, service: service.name } as const,
      ...service.rpcs.map(rpc => ({ kind: 'rpc', at: rpc.at, contract: name, service: service.name, rpc: rpc.name }) as const),
    ]),
    ...channels.map(({ at, address, action }): Part => ({
      kind: 'topic',
      at,
      topic: { kind: 'literal', text: address },
      action: action === 'send' ? 'publishes' : 'subscribes',
      via: name,
    })),
  ];
}

/** A value as far as it is written: what is not known stands as …. */
export function plain(value: Value): string {
  switch (value.kind) {
    case 'literal':
      return value.text;
    case 'join':
      return value.parts.map(plain).join('');
    case 'choice':
      return value.options.map(plain).find(text => text !== '…') ?? '…';
    case 'env':
      return value.fallback ? plain(value.fallback) : '…';
    case 'name':
    case 'unknown':
      return '…';
  }
}
