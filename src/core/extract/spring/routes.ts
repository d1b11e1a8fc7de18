import type { Fact } from '../../model/fact.ts';
import type { Span } from '../../model/source.ts';
import { literal } from '../../model/value.ts';
import { templated } from '../settings/placeholder.ts';
import type { Setting } from '../settings/setting.ts';
import { canonical } from './canonical.ts';

interface Route {
  readonly id: string;
  readonly at: Span;
  path?: Setting;
  url?: Setting;
  service?: Setting;
}

const ZUUL =
  /^zuul\.routes\.(.+?)(?:\.(path|url|serviceid|service-id|service_id|stripprefix|strip-prefix|sensitiveheaders|sensitive-headers|retryable|customsensitiveheaders|custom-sensitive-headers)(?:\[\d+])?)?$/i;

/** Zuul: a route goes to a URL, a service of the registry, or the service that it is named for. */
export function* zuulRoutes(settings: readonly Setting[]): Iterable<Fact> {
  const routes = new Map<string, Route>();
  for (const setting of settings) {
    const [, id, member] = ZUUL.exec(setting.name) ?? [];
    if (id === undefined) continue;
    const route = routes.get(id) ?? { id, at: setting.at };
    routes.set(id, route);
    if (member === undefined || member === 'path') route.path = setting;
    if (member === 'url') route.url = setting;
    if (member !== undefined && canonical(member) === 'serviceid') route.service = setting;
  }
  for (const route of routes.values()) {
    const goal = [route.url, route.service].find(setting => setting !== undefined && setting.text !== '');
    if (goal?.text.startsWith('forward:')) continue;
    yield {
      kind: 'uses-address',
      protocol: 'http',
      at: goal?.at ?? route.at,
      target: goal ? templated(goal.text) : literal(route.id),
      via: 'Zuul route',
      ...(route.path && route.path.text !== '' && { path: templated(route.path.text) }),
    };
  }
}

const GATEWAY =
  /^spring\.cloud\.gateway\.(?:server\.webflux\.|server\.webmvc\.|mvc\.)?routes\[(\d+)]\.(uri|predicates\[\d+](?:\.args\.(?:pattern|_genkey_0|patterns(?:\[0])?))?)$/i;
const NO_TARGET = /^(no|forward|redirect):/;

/** Spring Cloud Gateway: `lb://orders`, `http://orders:8080`, `ws://…`. */
export function* gatewayRoutes(settings: readonly Setting[]): Iterable<Fact> {
  const paths = new Map<string, string>();
  const targets: { readonly index: string; readonly setting: Setting }[] = [];
  for (const setting of settings) {
    const [, index, member] = GATEWAY.exec(setting.name) ?? [];
    if (index === undefined || member === undefined) continue;
    if (member.toLowerCase() === 'uri') targets.push({ index, setting });
    else if (setting.text.startsWith('Path=') || member.includes('args')) {
      const path = setting.text.replace(/^Path=/, '');
      paths.set(index, path);
      yield { kind: 'mentions-path', at: setting.at, path: literal(path) };
    }
  }
  for (const { index, setting } of targets) {
    if (setting.text === '' || NO_TARGET.test(setting.text)) continue;
    const path = paths.get(index);
    const protocol = /^(lb:)?wss?:/.test(setting.text) ? 'websocket' : 'http';
    yield {
      kind: 'uses-address',
      at: setting.at,
      protocol,
      target: templated(setting.text),
      via: 'Spring Cloud Gateway route',
      ...(path !== undefined && { path: literal(path) }),
    };
  }
}
