import type { Value } from '../model/value.ts';
import type { Location } from '../model/source.ts';
import { NOT_CALLED_NAME } from '../model/address.ts';
import type { Protocol } from '../model/technology.ts';
import { addressesIn, HOLE, type Address } from '../link/address.ts';
import type { Resolved } from '../link/resolve.ts';
import { isAddressFor } from '../link/sightings.ts';
import { runsProgram } from '../link/configured-programs.ts';
import type { Deployed, System } from './system.ts';

/** An address that a service calls in one environment, and every line that it comes from. */
export interface Reference {
  readonly deployed: Deployed;
  readonly address: Address;
  /** The variable that holds it, where one does. */
  readonly name?: string;
  /** Where the address itself is written. */
  readonly at: Location;
  /** Where code or configuration uses it, and what stands between. */
  readonly places: readonly Location[];
  readonly from: 'variable' | 'code' | 'configuration';
  /** What the program takes where nobody says otherwise. */
  readonly isFallback: boolean;
  /** What a client of the code speaks to it. */
  readonly protocol?: Protocol;
}

/** What a service is told to call, and what its code and its configuration call by themselves. */
function* referencesOf(deployed: Deployed, system: System): Generator<Reference> {
  yield* toldTo(deployed);
  yield* written(deployed, system);
}

/** Addresses in the variables of the container. */
function* toldTo(deployed: Deployed): Generator<Reference> {
  for (const { name, text, valueAt, places, from } of deployed.variables.values()) {
    if (text === undefined || from === 'outside' || NOT_CALLED_NAME.test(name) || !isAddressFor(name, text)) continue;
    for (const address of addressesIn(text)) {
      if (address.host.includes(HOLE)) continue;
      const port = address.port ?? (address.scheme === undefined ? portBeside(name, deployed) : undefined);
      yield {
        deployed,
        address: { ...address, ...(port !== undefined && { port }) },
        name,
        at: valueAt,
        places: [valueAt, ...places.filter(({ file }) => file !== valueAt.file)],
        from: 'variable',
        isFallback: false,
      };
    }
  }
}

/** `DB_PORT` belongs to `DB_HOST`. */
function portBeside(name: string, { variables }: Deployed): number | undefined {
  const prefix = /^(.*?)_?(HOST|HOSTNAME|ADDR|ADDRESS|SERVER)$/i.exec(name)?.[1];
  const port = prefix === undefined ? undefined : Number(variables.get(`${prefix}_PORT`)?.text);
  return port !== undefined && port > 0 && port < 65_536 ? port : undefined;
}

function* written(deployed: Deployed, system: System): Generator<Reference> {
  const { service } = deployed;
  for (const use of service.facts('uses-address')) {
    // Who collects numbers asks at many places, and not all of them have to be there.
    if (
      use.target === undefined ||
      use.protocol === 'telemetry' ||
      use.caller !== undefined ||
      !runsProgram(use, service.linked, system.world)
    )
      continue;
    const at: Location = { file: use.file, span: use.at };
    const from = use.program === undefined ? 'code' : 'configuration';
    for (const text of textsOf(use.target, { deployed, file: use.file, system }))
      yield* addressed(text, { deployed, at, from, protocol: use.protocol });
  }
  for (const read of service.reads) {
    if (!read.certain || read.fallback === undefined || NOT_CALLED_NAME.test(read.name)) continue;
    const value: Value = { kind: 'env', name: read.name, fallback: read.fallback };
    for (const text of textsOf(value, { deployed, file: read.at.file, system })) {
      if (text.isFallback && isAddressFor(read.name, text.text))
        yield* addressed(text, { deployed, at: read.at, from: 'code', name: read.name });
    }
  }
}

interface Asked {
  readonly deployed: Deployed;
  readonly file: Location['file'];
  readonly system: System;
}

const textsOf = (value: Value, { deployed, file, system }: Asked): readonly Resolved[] =>
  system.world.resolver.resolve(value, { file, service: deployed.service.linked, deployment: deployed.deployment }).texts;

function* addressed(
  { text, proofs, isFallback = false }: Resolved,
  { deployed, at, from, name, protocol }: Pick<Reference, 'deployed' | 'at' | 'from' | 'name' | 'protocol'>,
): Generator<Reference> {
  for (const address of addressesIn(text)) {
    if (address.host.includes(HOLE)) continue;
    yield {
      deployed,
      address,
      ...(name !== undefined && { name }),
      ...(protocol && { protocol }),
      at: proofs[0] ?? at,
      places: proofs.length > 0 ? [...proofs, at] : [at],
      from,
      isFallback,
    };
  }
}

interface Known {
  /** For each deployment, what it is told and calls. */
  readonly all: readonly Reference[];
  readonly distinct: readonly Reference[];
}

const known = new WeakMap<System, Known>();

/** Many checks ask, so a system is read once. */
function knownOf(system: System): Known {
  const told = known.get(system);
  if (told) return told;
  const byDeployed = system.services.flatMap(({ deployed }) => deployed).map(deployed => [...referencesOf(deployed, system)]);
  const found = { all: byDeployed.flat(), distinct: byDeployed.flatMap(distinct) };
  known.set(system, found);
  return found;
}

/** Every reference of the system, one for each address in each place. */
export const references = (system: System): readonly Reference[] => knownOf(system).distinct;

/** What code calls by itself, with the path, where the address is whole. */
export const callsIn = (system: System): readonly Reference[] =>
  knownOf(system).all.filter(({ from, address }) => from === 'code' && address.path !== undefined);

const distinct = (all: readonly Reference[]): readonly Reference[] => {
  const places = all.map(
    one => [`${one.address.scheme}://${one.address.host}:${one.address.port} ${one.at.file} ${one.at.span[0]}`, one] as const,
  );
  return [...new Map(places.toReversed()).values()].toReversed();
};

/** The container of the same compose project that a host names. */
export function composeTarget({ address, deployed }: Reference, system: System): Deployed | undefined {
  if (deployed.platform !== 'compose') return undefined;
  const service = system.world.directory.find(address.host, deployed.deployment);
  const target =
    service &&
    system
      .service(service.id)
      ?.deployed.find(other => other.environment === deployed.environment && other.deployment.hosts.includes(address.host));
  return target && target.name !== deployed.name ? target : undefined;
}
