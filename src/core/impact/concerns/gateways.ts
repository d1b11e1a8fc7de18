import { addressesIn } from '../../link/address.ts';
import type { OwnedFile } from '../../link/ownership.ts';
import type { Service } from '../../link/services.ts';
import { scopes, targetOf, type ScopeOf } from '../../link/world.ts';
import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Blow, ElementChange } from '../../model/impact.ts';
import type { Location } from '../../model/source.ts';
import { partsOf } from '../../navigate/request-path.ts';
import { NOTHING, together, type Concern, type Found } from '../concern.ts';
import { afterAt, nameOf, type Side, type Sides } from '../side.ts';

/** Gateways take requests by the beginning of their path and hand them on: what they take, and what is served where they hand it. */
export const gateways: Concern = {
  name: 'gateways',
  run: sides => {
    // One link of both: what is handed on, and where, is the same.
    if (sides.before.world === sides.after.world) return NOTHING;
    const passes = { before: [...passesOf(sides.before)], after: [...passesOf(sides.after)] };
    return together([...unserved(passes, sides), ...untaken(passes, sides)]);
  },
};

/** What a gateway's configuration says of one path. */
interface Pass {
  readonly gateway: Service;
  /** Absent where nobody answers to the address: the path is taken all the same. */
  readonly to: Service | undefined;
  /** The words that a request's path begins with. */
  readonly prefix: readonly string[];
  /** The path is the one that callers ask for, and not only the one that is handed on. */
  readonly taken: boolean;
  readonly at: Location;
}

interface Passes {
  readonly before: readonly Pass[];
  readonly after: readonly Pass[];
}

function* passesOf({ world }: Side): Generator<Pass> {
  for (const service of world.services) {
    for (const owned of world.ownership.filesOf(service)) {
      for (const fact of world.view.of(owned.file, 'uses-address')) {
        if (fact.protocol !== 'http' || !fact.path || !fact.target || !(CONFIGURES.test(owned.file) || fact.caller !== undefined)) continue;
        const gateway = fact.caller === undefined ? service : world.directory.named(fact.caller);
        if (gateway) yield* passes(fact, { gateway, owned, world });
      }
    }
  }
}

/** A gateway's configuration is no code. */
const CONFIGURES = /\.(conf|json|ya?ml|toml|properties|tmpl|template|tpl|cfg|kdl)$|(^|\/)(nginx|Caddyfile)[^/]*$/i;

interface Around {
  readonly gateway: Service;
  readonly owned: OwnedFile;
  readonly world: Side['world'];
}

function* passes({ target, path, at, via }: UsesAddress, { gateway, owned, world }: Around): Generator<Pass> {
  const [scope] = scopes(gateway, owned);
  if (!scope || !target || !path) return;
  const prefix = beginningOf(world.resolver.resolve(path, scope).texts[0]?.text ?? '');
  if (prefix.length === 0) return;
  const hosts = world.resolver.resolve(target, scope).texts.flatMap(({ text }) => addressesIn(text));
  for (const to of new Set(hosts.map(address => targetOf(address, scope, world)?.service)))
    if (to !== gateway) yield { gateway, to, prefix, taken: via !== 'Ocelot', at: { file: owned.file, span: at } };
}

/** The words before the first parameter. */
function beginningOf(path: string): readonly string[] {
  const parts = partsOf(path);
  const open = parts.findIndex(part => part === undefined || part.includes('*'));
  return (open < 0 ? parts : parts.slice(0, open)).filter(part => part !== undefined);
}

const beginsWith = (path: readonly (string | undefined)[], prefix: readonly string[]): boolean =>
  prefix.length <= path.length && prefix.every((part, at) => path[at] === part);

const isSame = (one: Pass, other: Pass): boolean =>
  one.gateway.id === other.gateway.id && one.to?.id === other.to?.id && one.prefix.join('/') === other.prefix.join('/');

/** It goes on handing on what nobody serves any more. */
function unserved({ before, after }: Passes, sides: Sides): Found[] {
  const served = { before: servedBy(sides.before), after: servedBy(sides.after) };
  return [...Map.groupBy(after, ({ gateway, to, prefix }) => `${gateway.id} ${to?.id ?? ''} ${prefix.join('/')}`).values()].flatMap(own => {
    const [pass] = own as [Pass, ...Pass[]];
    const { to } = pass;
    if (!to) return [];
    const isIn = ({ path }: Served): boolean => beginsWith(path, pass.prefix);
    const [was] = served.before.get(to.id)?.filter(isIn) ?? [];
    if (!was || served.after.get(to.id)?.some(isIn) || !before.some(other => isSame(other, pass))) return [];
    const name = nameOf(to.id, sides.before);
    const path = `/${pass.prefix.join('/')}`;
    const change: ElementChange = {
      element: `${path} of ${name}`,
      kind: 'route',
      level: 'wire',
      breaking: true,
      message: `${name} no longer serves anything below ${path}.`,
      at: { ...was.at, side: 'before' },
      providers: [to.id],
    };
    const blow: Blow = {
      change,
      service: pass.gateway.id,
      effect: 'broken',
      confidence: 'certain',
      why: `It hands requests for ${path} on to ${name}, which serves nothing there any more.`,
      evidence: own.map(({ at }) => afterAt(at)),
    };
    return [{ changes: [change], blows: [blow] }];
  });
}

interface Served {
  readonly path: readonly (string | undefined)[];
  readonly at: Location;
}

/** The routes of each service, from its own code. */
function servedBy({ elements }: Side): ReadonlyMap<string, readonly Served[]> {
  const found: (Served & { readonly owner: string })[] = [];
  for (const [element, places] of elements) {
    const path = /^route .* (?:[A-Z]+|\*) (\/.*)$/.exec(element)?.[1];
    const [place] = path === undefined ? [] : places.filter(({ role }) => role === 'answers');
    if (path !== undefined && place?.owner !== undefined) found.push({ owner: place.owner, path: partsOf(path), at: place.at });
  }
  return Map.groupBy(found, ({ owner }) => owner);
}

/** A path that it took and takes no more, and who still asks for it. */
function untaken({ before, after }: Passes, sides: Sides): Found[] {
  const lost = before.filter(
    pass =>
      sides.after.world.services.some(({ id }) => id === pass.gateway.id) &&
      pass.taken &&
      pass.to !== undefined &&
      !after.some(other => covers(other, pass) && (other.at.file === pass.at.file || !before.some(one => stoodThere(one, other)))),
  );
  return [...Map.groupBy(lost, ({ gateway, prefix }) => `${gateway.id} ${prefix.join('/')}`).values()].map(own => {
    const [pass] = own as [Pass, ...Pass[]];
    const path = `/${pass.prefix.join('/')}`;
    const name = nameOf(pass.gateway.id, sides.before);
    const change: ElementChange = {
      element: `${path} of ${name}`,
      kind: 'route',
      level: 'wire',
      breaking: true,
      message: `${name} no longer takes requests for ${path}.`,
      at: { ...pass.at, side: 'before' },
      providers: [pass.gateway.id],
    };
    return { changes: [change], blows: askers(change, pass, sides) };
  });
}

const covers = (wider: Pass, pass: Pass): boolean => wider.gateway.id === pass.gateway.id && beginsWith(pass.prefix, wider.prefix);

/** It stood in its file before: the file is for another environment, and nothing was moved there. */
const stoodThere = (one: Pass, other: Pass): boolean => isSame(one, other) && one.at.file === other.at.file;

function askers(change: ElementChange, pass: Pass, sides: Sides): Blow[] {
  const { graph, world } = sides.after;
  const calling = new Set(graph.edges.filter(({ to, kind }) => to === pass.gateway.id && kind === 'http').map(({ from }) => from));
  return world.services
    .filter(({ id }) => calling.has(id))
    .flatMap((service): Blow[] => {
      const asked = world.ownership.filesOf(service).flatMap(owned => asking(pass, { service, owned }, sides));
      return asked.length === 0
        ? []
        : [
            {
              change,
              service: service.id,
              effect: 'broken',
              confidence: 'likely',
              why: `It asks for ${change.element}, where nobody takes it any more.`,
              evidence: asked.map(afterAt),
            },
          ];
    });
}

interface Asking {
  readonly service: Service;
  readonly owned: OwnedFile;
}

/** Requests whose path begins so. */
function asking({ prefix }: Pass, { service, owned }: Asking, { after }: Sides): Location[] {
  const [scope] = scopes(service, owned);
  const { view } = after.world;
  const told = [
    ...view.of(owned.file, 'uses-address').map(({ at, target, path }) => ({ at, values: [path, target] })),
    ...view.of(owned.file, 'mentions-path').map(({ at, path }) => ({ at, values: [path] })),
  ];
  const isAsked = (text: string): boolean => {
    const [address] = addressesIn(text);
    return beginsWith(partsOf(address?.scheme === undefined ? text : (address.path ?? '')), prefix);
  };
  const texts = (value: UsesAddress['path'], place: ScopeOf): readonly string[] =>
    value ? after.world.resolver.resolve(value, place).texts.map(({ text }) => text) : [];
  return told
    .filter(({ values }) => scope && values.some(value => texts(value, scope).some(isAsked)))
    .map(({ at }) => ({ file: owned.file, span: at }));
}
