import type { Fact } from '../../model/fact.ts';
import type { Protocol } from '../../model/technology.ts';
import { join, literal, type Value } from '../../model/value.ts';
import { templated } from '../settings/placeholder.ts';
import { at, items, text, type Node } from '../../yaml/tree.ts';

/** Ocelot: a route goes to hosts with ports, or to a name of the service registry. `ReRoutes` is what older versions write. */
export function* ocelotRoutes(root: Node): Iterable<Fact> {
  for (const route of [...items(at(root, 'Routes')), ...items(at(root, 'ReRoutes')), ...items(at(root, 'DynamicRoutes'))]) {
    const path = text(route, 'DownstreamPathTemplate') ?? text(route, 'DownstreamPath');
    const method = text(route, 'UpstreamHttpMethod', 0) ?? text(route, 'UpstreamHttpMethod');
    const common = {
      protocol: protocol(text(route, 'DownstreamScheme')),
      via: 'Ocelot',
      ...(path !== undefined && { path: literal(path) }),
      ...(method !== undefined && items(at(route, 'UpstreamHttpMethod')).length < 2 && { method: method.toUpperCase() }),
    };
    const written = at(route, 'DownstreamPathTemplate') ?? at(route, 'DownstreamPath');
    if (written?.kind === 'scalar' && written.text !== '')
      yield { kind: 'mentions-path', at: written.at, path: literal(withRest(written.text)) };
    const service = text(route, 'ServiceName');
    if (service !== undefined) yield { kind: 'uses-address', at: at(route, 'ServiceName')!.at, target: templated(service), ...common };
    for (const host of items(at(route, 'DownstreamHostAndPorts'))) {
      const target = address(text(host, 'Host'), text(host, 'Port'));
      if (target) yield { kind: 'uses-address', at: host.at, target, ...common };
    }
  }
  yield* swaggerEndpoints(root);
  const registry = at(root, 'GlobalConfiguration', 'ServiceDiscoveryProvider');
  const target = address(text(registry, 'Host'), text(registry, 'Port'));
  if (registry && target) yield { kind: 'uses-address', at: registry.at, protocol: 'discovery', target, via: 'Ocelot' };
}

/** A placeholder at the end of a template stands for all that comes; what is called for one thing is one. */
const withRest = (template: string): string =>
  template.replace(/\/\{(?:everything|anything|url|catch-?all|all|any|path|rest|route)\}$/i, '/**');

/** Swagger for Ocelot reads the contracts of the services behind it. */
function* swaggerEndpoints(root: Node): Iterable<Fact> {
  for (const endpoint of items(at(root, 'SwaggerEndPoints'))) {
    for (const config of items(at(endpoint, 'Config'))) {
      const url = at(config, 'Url');
      if (url?.kind === 'scalar' && url.text !== '')
        yield { kind: 'mentions-address', at: url.at, value: templated(url.text), name: 'SwaggerEndPoints' };
    }
  }
}

const protocol = (scheme: string | undefined): Protocol =>
  /^wss?$/.test(scheme ?? '') ? 'websocket' : scheme === 'grpc' ? 'grpc' : 'http';

function address(host: string | undefined, port: string | undefined): Value | undefined {
  if (host === undefined) return undefined;
  return port === undefined ? templated(host) : join([templated(host), literal(`:${port}`)]);
}
