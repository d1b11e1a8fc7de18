import type { Service } from '../../link/services.ts';
import type { World } from '../../link/world.ts';
import { scopes, targetOf } from '../../link/world.ts';
import { addressesIn } from '../../link/address.ts';
import type { Evidence } from '../../model/finding.ts';
import { at, clusterObjects, durationMs, entry, items, text, type MeshSettings } from './mesh.ts';
import { isUnder } from '../../model/paths.ts';
import { placesOf } from '../../model/source.ts';

/** An answer that callers can get without that any handler of the service gives it. */
export interface Expected {
  readonly code: 429 | 502 | 503 | 504;
  readonly why: string;
  readonly evidence: readonly Evidence[];
  /** The caller may be told when to ask again. */
  readonly retryAfter: boolean;
}

/** Libraries that refuse requests when there are too many, by what code imports or a manifest names. */
const LIMITERS =
  /^(express-rate-limit|rate-limiter-flexible|@nestjs\/throttler|@fastify\/rate-limit|koa-ratelimit|hono-rate-limiter|flask[-_]limiter|slowapi|django[-_]ratelimit|fastapi[-_]limiter|bucket4j\S*|com\.bucket4j\S*|resilience4j-ratelimiter|rack-attack|AspNetCoreRateLimit|Microsoft\.AspNetCore\.RateLimiting|github\.com\/(ulule\/limiter|didip\/tollbooth|go-chi\/httprate)\S*|tower_governor|actix-governor)$/;

/** What stands in the service or before it, and answers in its place. */
export function expectedAnswers(service: Service, mesh: MeshSettings, before: Before): readonly Expected[] {
  return [
    ...limiters(service, before.world),
    ...busy(service, before.world),
    ...ofMesh(mesh),
    ...ofProxies(service, before),
    ...ofIngress(service, before),
  ];
}

export interface Before {
  readonly world: World;
  readonly objects: ReturnType<typeof clusterObjects>;
}

function limiters(service: Service, { ownership, view }: World): readonly Expected[] {
  // Whether a service turns on what a shared library offers is not seen.
  const own = ownership.filesOf(service).filter(({ file }) => service.units.some(({ folder }) => isUnder(file, folder)));
  const evidence = own.flatMap(({ file }): readonly Evidence[] =>
    view
      .of(file, 'imports')
      .filter(({ specifier, typeOnly }) => typeOnly !== true && LIMITERS.test(specifier))
      .map(({ at, specifier }) => ({ at: { file, span: at }, note: `uses ${specifier}` })),
  );
  return evidence.length === 0
    ? []
    : [{ code: 429, why: 'A limiter of the service refuses requests when there are too many.', evidence, retryAfter: true }];
}

/** Code that says 429 or 503 wherever it stands: middleware answers for every operation. */
function busy(service: Service, { ownership, view }: World): readonly Expected[] {
  return ownership.filesOf(service).flatMap(({ file }) =>
    view
      .of(file, 'answers-busy')
      .filter(({ specified }) => specified !== true)
      .filter(({ at }) => !view.of(file, 'serves-route').some(route => route.at[0] <= at[0] && at[1] <= route.at[1]))
      .map(({ at, status, saysWhen }): Expected => ({
        code: status,
        why: `Code of the service sends callers away with ${status}${saysWhen ? ' and says when to come back' : ''}; which operations that is for is not known.`,
        evidence: [{ at: { file, span: at }, note: `answers ${status}` }],
        retryAfter: true,
      })),
  );
}

function ofMesh({ timeout, breaks }: MeshSettings): readonly Expected[] {
  return [
    ...(timeout
      ? [
          {
            code: 504 as const,
            why: `The mesh answers 504 when the service has not answered after ${timeout.value} ms.`,
            evidence: timeout.evidence,
            retryAfter: false,
          },
        ]
      : []),
    ...(breaks
      ? [
          {
            code: 503 as const,
            why: `The mesh answers 503 without asking the service (${breaks.value}).`,
            evidence: breaks.evidence,
            retryAfter: true,
          },
        ]
      : []),
  ];
}

/** Proxies whose configuration lies in the workspace: they answer when the service does not. */
function ofProxies(service: Service, { world }: Before): readonly Expected[] {
  const evidence = world.services.flatMap(proxy =>
    world.ownership.filesOf(proxy).flatMap(owned =>
      world.view
        .of(owned.file, 'uses-address')
        .filter(({ program, target }) => program !== undefined && PROXIES.test(program) && target !== undefined)
        .filter(({ target }) => scopes(proxy, owned).some(scope => leadsTo(target!, scope, { service, world })))
        .map(({ at, via }): Evidence => ({ at: { file: owned.file, span: at }, note: `${proxy.name} sends requests on (${via})` })),
    ),
  );
  return evidence.length === 0
    ? []
    : [
        {
          code: 504,
          why: 'The proxy before it answers 504 when the service does not answer within the proxy’s time.',
          evidence,
          retryAfter: false,
        },
      ];
}

const PROXIES = /^(nginx|haproxy|envoy|caddy|traefik|apache|httpd)$/;

type Scope = ReturnType<typeof scopes>[number];

function leadsTo(
  target: Parameters<World['resolver']['resolve']>[0],
  scope: Scope,
  { service, world }: { readonly service: Service; readonly world: World },
): boolean {
  return world.resolver
    .resolve(target, scope)
    .texts.flatMap(({ text }) => addressesIn(text))
    .some(address => targetOf(address, scope, world)?.service?.id === service.id);
}

/** Ingresses of nginx: their annotations say how long they wait and how many requests they let through. */
function ofIngress(service: Service, { world, objects }: Before): readonly Expected[] {
  return objects.flatMap(({ file, fact }): readonly Expected[] => {
    if (fact.objectKind !== 'Ingress') return [];
    const hosts = items(at(fact.written, 'spec', 'rules')).flatMap(rule =>
      items(at(rule, 'http', 'paths')).map(
        path => text(at(path, 'backend', 'service', 'name')) ?? text(at(path, 'backend', 'serviceName')),
      ),
    );
    if (!hosts.some(host => host !== undefined && world.directory.find(host, service.deployments[0])?.id === service.id)) return [];
    const annotations = at(fact.written, 'metadata', 'annotations');
    const waits = entry(annotations, 'nginx.ingress.kubernetes.io/proxy-read-timeout');
    const limit =
      entry(annotations, 'nginx.ingress.kubernetes.io/limit-rps') ?? entry(annotations, 'nginx.ingress.kubernetes.io/limit-rpm');
    const seen = (part: NonNullable<typeof waits>, note: string): readonly Evidence[] => [{ at: placesOf(part, file)[0]!, note }];
    const after = durationMs(`${text(waits?.value)?.replace(/s$/, '')}s`);
    return [
      ...(waits && after !== undefined
        ? [
            {
              code: 504 as const,
              why: `The ingress answers 504 when the service says nothing for ${after} ms.`,
              evidence: seen(waits, `the ingress waits ${after} ms`),
              retryAfter: false,
            },
          ]
        : []),
      ...(limit
        ? [
            {
              code: 503 as const,
              why: 'The ingress answers 503 to more requests than its limit.',
              evidence: seen(limit, 'the ingress limits requests'),
              retryAfter: true,
            },
          ]
        : []),
    ];
  });
}
