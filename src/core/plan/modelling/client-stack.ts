import type { Service } from '../../link/services.ts';
import type { World } from '../../link/world.ts';
import type { Evidence } from '../../model/finding.ts';
import type { MeshSettings } from './mesh.ts';
import type { Request } from './requests.ts';

/** What a caller already has to wait, retry and stop with. */
export type ClientStack =
  | 'resilience4j'
  | 'dotnet-resilience'
  | 'istio'
  | 'p-retry'
  | 'axios'
  | 'axios-retry'
  | 'got'
  | 'fetch'
  | 'cockatiel'
  | 'opossum'
  | 'tenacity'
  | 'grpc'
  | 'spring'
  | 'go';

export interface Stack {
  readonly name: ClientStack;
  readonly evidence: readonly Evidence[];
}

/** Packages by the stack that they are. */
const PACKAGES: readonly (readonly [RegExp, ClientStack])[] = [
  [/(^|[.:-])resilience4j|spring-cloud-starter-circuitbreaker-resilience4j/, 'resilience4j'],
  [/^(Microsoft\.Extensions\.Http\.(Resilience|Polly)|Polly(\..*)?|Aspire\.ServiceDefaults)$/, 'dotnet-resilience'],
  [/^p-retry$/, 'p-retry'],
  [/^axios-retry$/, 'axios-retry'],
  [/^axios$/, 'axios'],
  [/^got$/, 'got'],
  [/^cockatiel$/, 'cockatiel'],
  [/^opossum$/, 'opossum'],
  [/^tenacity$/, 'tenacity'],
];

interface Seen {
  readonly stack: ClientStack;
  readonly evidence: Evidence;
}

/** The stacks of a caller that fit what it asks, those that can do most first. */
export function stacksOf(
  caller: Service,
  requests: readonly Request[],
  { world, mesh }: { readonly world: World; readonly mesh: MeshSettings },
): readonly Stack[] {
  const istio = (mesh.isMeshed?.evidence ?? []).map((evidence): Seen => ({ stack: 'istio', evidence }));
  const seen = [...packagesOf(caller, world), ...requests.flatMap(askedWith), ...istio];
  return [...Map.groupBy(seen, ({ stack }) => stack)].map(([name, all]) => ({ name, evidence: all.map(({ evidence }) => evidence) }));
}

/** What its manifests name, and what its code imports. */
const packagesOf = (caller: Service, { ownership, view }: World): readonly Seen[] =>
  ownership.filesOf(caller).flatMap(({ file }) => {
    const dependencies = view
      .of(file, 'package')
      .flatMap(({ dependencies }) => dependencies.filter(({ development }) => development !== true));
    return [
      ...dependencies.flatMap(({ name, at }) => packageSeen(name, { at: { file, span: at }, note: `depends on ${name}` })),
      ...view
        .of(file, 'imports')
        .flatMap(({ specifier, at }) => packageSeen(specifier, { at: { file, span: at }, note: `uses ${specifier}` })),
    ];
  });

const packageSeen = (name: string, evidence: Evidence): readonly Seen[] =>
  PACKAGES.filter(([pattern]) => pattern.test(name)).map(([, stack]) => ({ stack, evidence }));

function askedWith({ element, library, at }: Request): readonly Seen[] {
  if (element.startsWith('rpc ')) return [{ stack: 'grpc', evidence: { at, note: 'asks by gRPC' } }];
  const stack = library === undefined ? undefined : LIBRARIES.get(library);
  return stack ? [{ stack, evidence: { at, note: `asks with ${library}` } }] : [];
}

const LIBRARIES: ReadonlyMap<string, ClientStack> = new Map([
  ['fetch', 'fetch'],
  ['axios', 'axios'],
  ['got', 'got'],
  ['net/http', 'go'],
]);
