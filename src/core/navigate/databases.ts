import { addressesIn } from '../link/address.ts';
import type { Service } from '../link/services.ts';
import type { World } from '../link/world.ts';
import type { Occurrence } from './occurrence.ts';
import { textsIn, valuesIn } from './values-in.ts';

/** Databases by name: made by a variable of the data store's image, opened by connection strings that name the store's host. */
export function databases(world: World): Occurrence[] {
  const stores = world.services.filter(({ kind }) => kind === 'datastore');
  return stores.length === 0 ? [] : [...stores.flatMap(store => [...made(store)]), ...opened(world)];
}

const elementOf = (store: Service, name: string): string => `database ${store.id} ${name.toLowerCase()}`;

/** `POSTGRES_DB`, `MYSQL_DATABASE`, `MONGO_INITDB_DATABASE`. */
const NAMES_IT = /(^|_)(DB|DATABASE)(_NAME)?$/;

function* made(store: Service): Generator<Occurrence> {
  for (const { variables } of store.deployments) {
    for (const [variable, values] of variables) {
      if (!NAMES_IT.test(variable)) continue;
      for (const { value, at, origins } of values) {
        if (value?.kind !== 'literal' || !/^[\w.-]+$/.test(value.text)) continue;
        yield { element: elementOf(store, value.text), role: 'declares', at: origins?.[0] ?? at, owner: store.id, word: value.text };
      }
    }
  }
}

/** After the host of a URL, or under its own key. */
const OPENED = /^(?:jdbc:)?[a-z][\w+.-]*:\/\/[^/]*\/([\w.-]+)|(?:^|;)\s*(?:database|initial catalog)\s*=\s*([\w.-]+)/i;

function* opened(world: World): Generator<Occurrence> {
  for (const [file, facts] of world.view.files) {
    const [owner] = world.ownership.ownersOf(file);
    for (const { value, at, origins } of valuesIn(facts)) {
      for (const text of textsIn(value)) {
        const [, inPath, keyed] = OPENED.exec(text) ?? [];
        const name = inPath ?? keyed;
        const [address] = name === undefined ? [] : addressesIn(text);
        const store = address && world.directory.find(address.host, owner?.deployments[0]);
        if (name !== undefined && store?.kind === 'datastore')
          yield {
            element: elementOf(store, name),
            role: 'reads',
            at: origins?.[0] ?? { file, span: at },
            ...(owner && { owner: owner.id }),
            word: name,
          };
      }
    }
  }
}
