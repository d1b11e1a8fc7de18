import type { Deployment, SetVariable } from '../link/deployment.ts';
import type { Service } from '../link/services.ts';
import type { Scope } from '../link/resolve.ts';
import type { World } from '../link/world.ts';
import type { Location } from '../model/source.ts';
import { folderOf } from '../model/paths.ts';
import { variablesIn } from '../model/value.ts';
import { filledFields } from './filled-fields.ts';
import type { Occurrence } from './occurrence.ts';
import { strayVariables } from './stray-variables.ts';
import { reading, setting, spelled } from './variable.ts';
import { valuesIn } from './values-in.ts';

/** Variables by the service that has them: a key of the same name elsewhere is another variable. */
export function variables(world: World): Occurrence[] {
  const known = [
    ...world.services.flatMap(service => [...settings(service, world), ...reads(service, world), ...filledFields(service, world)]),
    ...handedIn(world),
    ...takenFrom(world),
  ];
  return [...known, ...strayVariables(world, known)];
}

function* settings(service: Service, world: World): Generator<Occurrence> {
  for (const deployment of service.deployments) {
    for (const [name, values] of deployment.variables) {
      for (const set of values) {
        const at = keyOf(name, set);
        yield setting(service, name, at);
        yield* filledIn({ name, at, set, service, deployment }, world);
      }
    }
  }
  for (const { file } of world.ownership.filesOf(service)) {
    for (const { name, at, example, format } of world.view.of(file, 'sets-env'))
      if (format !== 'code') yield { ...setting(service, name, { file, span: at }), doubt: example ? 2 : 1 };
    for (const { environment, args } of world.view.of(file, 'dockerfile')) {
      for (const { name, at } of [...environment, ...args]) yield { ...setting(service, name, { file, span: at }), doubt: 1 };
    }
  }
}

/** A value that was resolved knows its key as the last of its places. */
function keyOf(name: string, { at, origins }: SetVariable): Location {
  const key = origins?.at(-1);
  return key !== undefined && key.span[1] - key.span[0] === name.length ? key : (origins?.[0] ?? at);
}

interface Filled {
  readonly name: string;
  readonly at: Location;
  readonly set: SetVariable;
  readonly service: Service;
  readonly deployment: Deployment;
}

/** `${USERS_URL}` of a compose file, `.Values.users.url` of a chart: read there, set in `.env` and in values, whence it reaches the code. */
function* filledIn(filled: Filled, world: World): Generator<Occurrence> {
  const { name, at, set, service, deployment } = filled;
  for (const { key, place } of sourcesOf(filled, world)) {
    const element = `interpolation ${deployment.environment} ${key}`;
    yield { element, role: 'reads', at: set.value && set.origins ? set.origins[0]! : at, word: key, doubt: 1 };
    yield { element, role: 'sets', at: place, word: key };
    yield { ...setting(service, name, place), word: key, doubt: 1 };
  }
}

/** The keys of other files that a value is filled in from, each with its place. */
function sourcesOf({ set, deployment }: Filled, { view }: World): readonly { readonly key: string; readonly place: Location }[] {
  const written = (set.value ? variablesIn(set.value) : []).flatMap(({ name: key }) =>
    (deployment.interpolation.get(key) ?? []).map(({ at }) => ({ key, place: at })),
  );
  const resolved = (set.origins ?? []).flatMap(({ file, span }) =>
    view
      .of(file, 'sets-env')
      .filter(({ at }) => at[0] <= span[0] && span[1] <= at[1])
      .map(({ name, at }) => ({ key: name, place: { file, span: at } })),
  );
  const charted = (set.origins ?? []).flatMap(({ file, span }) =>
    view
      .of(file, 'helm-values')
      .flatMap(({ entries }) =>
        entries
          .filter(({ at }) => at[0] <= span[0] && span[1] <= at[1])
          .map(({ path }) => ({ key: `.Values.${path}`, place: { file, span } })),
      ),
  );
  return [...written, ...resolved, ...charted];
}

/** A key that is spelled as variables are is one, whoever reads it. */
const VARIABLE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

function* reads(service: Service, { ownership, view, resolver }: World): Generator<Occurrence> {
  for (const { file } of ownership.filesOf(service)) {
    const facts = view.files.get(file) ?? [];
    for (const fact of view.of(file, 'reads-env'))
      yield reading(service, fact.name, { at: { file, span: fact.at }, doubt: fact.certain || VARIABLE.test(fact.name) ? 0 : 1 });
    for (const { type, key, at, declared } of view.of(file, 'takes-option'))
      for (const name of optionKeys(type, key, { service, file, resolver }))
        yield { ...reading(service, name, { at: { file, span: at }, doubt: declared ? 1 : 0 }), word: key.split(':').at(-1)! };
    for (const { kind, value, at } of valuesIn(facts)) {
      if (kind === 'compose-service' || kind === 'workload') continue;
      for (const { name } of variablesIn(value))
        yield reading(service, name, { at: { file, span: at }, doubt: kind === 'uses-address' ? 1 : 2 });
    }
  }
}

/** The keys that fill a field; where nobody says the section, one that is called as the class is. */
function optionKeys(type: string, key: string, { service, file, resolver }: Scope & Pick<World, 'resolver'>): readonly string[] {
  const told = resolver.optionKey(type, key, { service, file });
  if (told !== undefined) return [told];
  const named = [type, type.replace(/(Settings|Options|Config|Configuration)$/, '')].map(section => `${section}:${key}`);
  return named.filter(name => resolver.isSet(name, { service, file })).slice(0, 1);
}

/** An entry of a workload that takes its value from a ConfigMap or Secret names the variable as well. */
function* takenFrom({ services, view }: World): Generator<Occurrence> {
  const owners = new Map(services.flatMap(service => service.deployments.map(({ at }) => [`${at.file} ${at.span[0]}`, service] as const)));
  for (const { file, at, containers } of view.all('workload')) {
    const service = owners.get(`${file} ${at[0]}`);
    if (!service) continue;
    for (const { environment } of containers)
      for (const entry of environment) if (entry.from) yield { ...setting(service, entry.name, { file, span: entry.at }), doubt: 1 };
  }
}

/** Files of variables that only a command line names, as `--env-file` does, or that are to be copied: for the compose files beside them. */
function* handedIn(world: World): Generator<Occurrence> {
  const { services, view, ownership } = world;
  const given = view
    .all('sets-env')
    .filter(
      ({ file, example, format }) => format === 'dotenv' && (example || file.endsWith('.env')) && ownership.ownersOf(file).length === 0,
    );
  if (given.length === 0) return;
  const byFolder = Map.groupBy(given, ({ file }) => folderOf(file));
  for (const service of services)
    for (const { platform, at, variables } of service.deployments) {
      const beside = platform === 'compose' ? (byFolder.get(folderOf(at.file)) ?? []) : [];
      const read = beside.some(({ example }) => example) ? namesRead(service, world) : variables;
      for (const { name, file, at: span, example } of beside)
        if (variables.has(name) || (example && read.has(spelled(name)))) yield { ...setting(service, name, { file, span }), doubt: 2 };
    }
}

const namesRead = (service: Service, { ownership, view }: World): ReadonlySet<string> =>
  new Set(ownership.filesOf(service).flatMap(({ file }) => view.of(file, 'reads-env').map(({ name }) => spelled(name))));
