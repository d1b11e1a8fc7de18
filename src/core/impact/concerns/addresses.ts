import { addressesIn, HOLE, isLocal, isPublic, type Address } from '../../link/address.ts';
import { runsProgram } from '../../link/configured-programs.ts';
import type { AddressFact } from '../../link/facts-view.ts';
import type { Deployment } from '../../link/deployment.ts';
import type { OwnedFile } from '../../link/ownership.ts';
import type { Resolved } from '../../link/resolve.ts';
import type { Service } from '../../link/services.ts';
import { scopes, type ScopeOf, type World } from '../../link/world.ts';
import { isAddressFor } from '../../link/sightings.ts';
import type { Blow, ElementChange } from '../../model/impact.ts';
import type { Location } from '../../model/source.ts';
import type { Value } from '../../model/value.ts';
import { NOTHING, type Concern } from '../concern.ts';
import { heard, openPorts } from '../open-ports.ts';
import { afterAt, nameOf, type Side, type Sides } from '../side.ts';

/** Hosts and ports: every address that a service is given, against what answers in its environment. */
export const addresses: Concern = {
  name: 'addresses',
  run: sides => {
    // One link of both: what addresses meet is the same.
    if (sides.before.world === sides.after.world) return NOTHING;
    const before = new Map([...dialled(sides.before)].map(dial => [keyOf(dial), dial]));
    const lost = [...dialled(sides.after)].flatMap(dial => {
      const was = before.get(keyOf(dial));
      const now = was ? { ...dial, answer: answerNow(was, dial) } : dial;
      return was?.answer.kind === 'open' && now.answer.kind !== 'open' && now.answer.kind !== 'unknown' ? [{ was, dial: now }] : [];
    });
    const blows = [...Map.groupBy(lost, ({ was, dial }) => `${dial.service.id} ${changeKey(was, dial)}`).values()].map(own =>
      blow(own, sides),
    );
    return { changes: blows.map(({ change }) => change), blows };
  },
};

/** An address that a service opens in an environment, and what it meets there. */
interface Dial {
  readonly service: Service;
  readonly deployment: Deployment | undefined;
  readonly at: Location;
  readonly proofs: readonly Location[];
  /** Which address fact of its file, and which text of it. */
  readonly ordinal: number;
  readonly host: string;
  readonly port?: number;
  readonly answer: Answer;
}

type Answer =
  | {
      readonly kind: 'open';
      readonly service: Service;
      readonly heard?: readonly number[];
      readonly listed?: true;
      readonly published?: readonly (readonly number[])[];
    }
  | { readonly kind: 'closed'; readonly service: Service; readonly open: readonly number[] }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'unknown' };

/** One fact of one file in one environment, however its text reads. */
const keyOf = ({ service, deployment, at, ordinal }: Dial): string =>
  `${service.id}\u0000${deployment?.environment ?? ''}\u0000${deployment ? service.deployments.indexOf(deployment) : ''}\u0000${at.file}\u0000${ordinal}`;

/** Answers that only a look at the version before tells: the process listens elsewhere than what is mapped; the registry lists another name. */
function answerNow(was: Dial, { answer, port }: Dial): Answer {
  if (was.answer.kind !== 'open' || answer.kind !== 'open') return answer;
  if (was.answer.listed && !answer.listed) return { kind: 'nobody' };
  const closed = closedIn(was, answer, port);
  if (closed) return { kind: 'closed', service: answer.service, open: closed };
  const heard = answer.heard ?? [];
  const isSilent =
    port !== undefined && port === was.port && was.answer.heard?.includes(port) === true && heard.length > 0 && !heard.includes(port);
  return isSilent ? { kind: 'closed', service: answer.service, open: heard } : answer;
}

/** Files of one folder may each publish a Service of one name, for one of them is applied: each has to go on publishing the port. */
function closedIn(was: Dial, answer: Answer, port: number | undefined): readonly number[] | undefined {
  if (was.answer.kind !== 'open' || answer.kind !== 'open' || port === undefined) return undefined;
  const [before, now] = [was.answer.published ?? [], answer.published ?? []];
  if (before.length < 2 || before.length !== now.length) return undefined;
  return now.find((ports, at) => before[at]!.includes(port) && !ports.includes(port));
}

const changeKey = (was: Dial, dial: Dial): string => `${was.answer.kind === 'open' ? was.answer.service.id : ''} ${dial.answer.kind}`;

function* dialled(side: Side): Generator<Dial> {
  const { world } = side;
  for (const service of world.services) {
    for (const owned of world.ownership.filesOf(service)) {
      const facts = [...addressed(owned, service, world)];
      for (const [index, { value, at, name }] of facts.entries()) {
        for (const scope of scopes(service, owned)) {
          for (const [nth, text] of world.resolver.resolve(value, scope).texts.entries())
            if (name === undefined || isAddressFor(name, text.text))
              yield* opened(text, { service, scope, at: { file: owned.file, span: at }, ordinal: index * 64 + nth * 8, side });
        }
      }
    }
  }
}

interface Addressed {
  readonly value: Value;
  readonly at: Location['span'];
  /** The variable or key that holds it, where no client is seen. */
  readonly name?: string;
}

function* addressed(owned: OwnedFile, service: Service, world: World): Generator<Addressed> {
  for (const fact of world.view.addressesIn(owned.file)) {
    if (!world.ownership.runs(service, owned, fact.at)) continue;
    const found = addressOf(fact, service, world);
    if (found) yield found;
  }
  for (const { target, at } of world.view.of(owned.file, 'grpc-client')) if (target) yield { value: target, at };
}

function addressOf(fact: AddressFact, service: Service, world: World): Addressed | undefined {
  switch (fact.kind) {
    case 'uses-address':
      return fact.target && fact.caller === undefined && runsProgram(fact, service, world)
        ? { value: fact.target, at: fact.at }
        : undefined;
    case 'reads-env':
      return fact.handedOut
        ? undefined
        : { value: { kind: 'env', name: fact.name, ...(fact.fallback && { fallback: fact.fallback }) }, at: fact.at, name: fact.name };
    case 'mentions-address':
      return { value: fact.value, at: fact.at, name: fact.name ?? '' };
  }
}

interface Opening {
  readonly service: Service;
  readonly scope: ScopeOf;
  readonly at: Location;
  readonly ordinal: number;
  readonly side: Side;
}

function* opened({ text, proofs }: Resolved, { service, scope, at, ordinal, side }: Opening): Generator<Dial> {
  for (const [nth, address] of addressesIn(text).entries()) {
    const { host, port } = address;
    const answer = answerTo(address, scope, side);
    yield { service, deployment: scope.deployment, at, proofs, ordinal: ordinal + nth, host, ...(port !== undefined && { port }), answer };
  }
}

/** Who answers in the caller's own environment. What other environments have under the name is no answer there. */
function answerTo(address: Address, { deployment, service }: ScopeOf, side: Side): Answer {
  const { host, port, scheme } = address;
  const { world } = side;
  if (host.includes(HOLE)) return { kind: 'unknown' };
  if (isLocal(host)) {
    const neighbour = deployment === undefined ? world.directory.atPort(port, service) : undefined;
    return neighbour ? { kind: 'open', service: neighbour } : { kind: 'nobody' };
  }
  // A load balancer of the client asks the registry, and nobody else.
  const listed = asksRegistry(address, service, side) ? world.services.find(other => isListed(other, host)) : undefined;
  if (listed && listed !== service) return { kind: 'open', service: listed, listed: true };
  const named = world.directory.find(host, deployment);
  if (!named || named === service) return isPublic(host) ? { kind: 'unknown' } : { kind: 'nobody' };
  if (deployment === undefined) return { kind: 'open', service: named };
  const here = named.deployments.filter(other => other.environment === deployment.environment);
  const known = here.filter(other => answersTo(other, host));
  if (known.length === 0) return isListed(named, host) ? { kind: 'open', service: named } : { kind: 'nobody' };
  const wanted = port ?? (scheme === 'http' ? 80 : scheme === 'https' ? 443 : undefined);
  const open = known.flatMap(other => openPorts(other, host, { service: named, world }));
  if (wanted !== undefined && open.length > 0 && !open.includes(wanted)) return { kind: 'closed', service: named, open };
  const published = known.flatMap(other => other.published ?? []).filter(({ name }) => host === name || host.startsWith(`${name}.`));
  return {
    kind: 'open',
    service: named,
    heard: known.flatMap(other => heard(other, { service: named, world })),
    published: published.map(({ ports }) => ports),
  };
}

const isListed = ({ units }: Service, host: string): boolean => units.some(({ discoveryNames }) => discoveryNames.includes(host));

/** Who is registered looks up names that have no port of their own. */
const asksRegistry = ({ scheme, port }: Address, { id }: Service, { graph }: Side): boolean =>
  scheme === 'lb' ||
  (port === undefined &&
    (scheme === undefined || scheme === 'http') &&
    graph.edges.some(({ from, kind }) => from === id && kind === 'discovery'));

/** A cluster's DNS knows Services, not workloads. */
const answersTo = ({ hosts, published }: Deployment, host: string): boolean =>
  (published?.map(({ name }) => name) ?? hosts).some(name => host === name || host.startsWith(`${name}.`));

interface Lost {
  readonly was: Dial;
  readonly dial: Dial;
}

function blow(lost: readonly Lost[], sides: Sides): Blow {
  const [{ was, dial }] = lost as readonly [Lost, ...Lost[]];
  const target = was.answer.kind === 'open' ? was.answer.service : undefined;
  const name = target ? nameOf(target.id, sides.before) : was.host;
  const environments = [...new Set(lost.flatMap(({ dial }) => dial.deployment?.environment ?? []))];
  const where = environments.length === 0 ? '' : ` in ${environments.join(', ')}`;
  const asked = `${dial.host}${dial.port === undefined ? '' : `:${dial.port}`}`;
  const why =
    dial.answer.kind === 'closed'
      ? `${name} listens on ${dial.answer.open.join(', ')}${where}, and it dials ${asked}.`
      : `It dials ${asked}, and nobody answers to that${where}.`;
  const evidence = lost.flatMap(({ dial }) => [dial.at, ...dial.proofs]).map(afterAt);
  const change: ElementChange = {
    element: `${was.host}${was.port === undefined ? '' : `:${was.port}`}`,
    kind: 'address',
    level: 'wire',
    breaking: true,
    message: `${name} is no longer reached at ${was.host}${was.port === undefined ? '' : `:${was.port}`}${where}.`,
    at: { ...(target?.deployments.find(({ environment }) => environments.includes(environment))?.at ?? was.at), side: 'before' },
    providers: target ? [target.id] : [],
  };
  return { change, service: dial.service.id, effect: 'broken', confidence: 'certain', why, evidence };
}
