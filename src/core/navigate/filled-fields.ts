import type { Service } from '../link/services.ts';
import type { World } from '../link/world.ts';
import { folderOf, isUnder } from '../model/paths.ts';
import { remembered } from '../model/remembered.ts';
import type { Location } from '../model/source.ts';
import type { Occurrence } from './occurrence.ts';
import { reading, setting, spelled } from './variable.ts';

interface Field {
  readonly name: string;
  readonly at: Location;
}

/** Fields of a struct that settings are read into, by the keys of files and the variables with a prefix that fill them. */
export function filledFields(service: Service, world: World): Occurrence[] {
  const { ownership, view } = world;
  const files = ownership.filesOf(service).map(({ file }) => file);
  const fields = files.flatMap(file => view.of(file, 'reads-setting').map(({ name, at }): Field => ({ name, at: { file, span: at } })));
  const tagged = files.flatMap(file => view.of(file, 'reads-env').map(({ name, at }): Field => ({ name, at: { file, span: at } })));
  return [
    ...byKey(fields, service, world),
    ...byPrefix([...fields.filter(({ at }) => at.file.endsWith('.rs')), ...tagged], service, world),
  ];
}

/** A struct may hold only a part of the file: `conf.Database.Source` is `data.database.source`. */
function* byKey(fields: readonly Field[], service: Service, world: World): Generator<Occurrence> {
  if (fields.length === 0) return;
  const own = world.ownership.filesOf(service).flatMap(({ file }) => world.view.of(file, 'sets-env').map(({ name }) => name));
  const shared = sharedKeys(service, world);
  const byEnd = Map.groupBy(
    [...new Set([...own, ...shared.map(({ name }) => name)])].flatMap(key => endsOf(key).map(end => ({ key, end }))),
    ({ end }) => end,
  );
  const filled = new Set<string>();
  for (const { name, at } of fields)
    for (const { key } of byEnd.get(spelled(name)) ?? []) {
      filled.add(key);
      yield { ...reading(service, key, { at, doubt: 1 }), word: name.slice(name.lastIndexOf('.') + 1) };
    }
  for (const { name, at } of shared) if (filled.has(name)) yield { ...setting(service, name, at), doubt: 1 };
}

const SETTINGS = /(^|\/)(config|configs|conf|etc|settings)\//;

/** Files of settings that lie in nobody's folder are for all programs of the module or package around. */
function sharedKeys({ units }: Service, world: World): readonly Field[] {
  if (units.length === 0) return [];
  const { folders, keys } = sharedSettings(world);
  const around = folders.find(folder => units.some(unit => isUnder(unit.folder, folder)));
  return around === undefined ? [] : keys.filter(({ at }) => isUnder(at.file, around));
}

/** Folders of packages, the innermost first, and the keys of settings that nobody owns. */
const sharedSettings = remembered(
  ({ view, ownership }: World): { readonly folders: readonly string[]; readonly keys: readonly Field[] } => {
    const folders = new Set<string>(view.all('package').map(({ file }) => folderOf(file)));
    const keys = view
      .all('sets-env')
      .filter(({ file, format }) => format === 'yaml' && SETTINGS.test(file) && ownership.ownersOf(file).length === 0)
      .map(({ name, file, at }): Field => ({ name, at: { file, span: at } }));
    return { folders: [...folders].toSorted((a, b) => b.length - a.length), keys };
  },
);

/** `data.database.source` ends with `DATABASE_SOURCE`; one word alone is no end of a longer key. */
function endsOf(key: string): readonly string[] {
  const parts = key.split('.');
  return parts.slice(0, Math.max(1, parts.length - 1)).map((_, from) => spelled(parts.slice(from).join('.')));
}

/** `ORDERS_DB_HOST` fills the field `HOST` of what is read with the prefix `ORDERS_DB_`: there, and where the prefix is given. */
function* byPrefix(fields: readonly Field[], service: Service, { ownership, resolver, view }: World): Generator<Occurrence> {
  const prefixes = ownership
    .filesOf(service)
    .flatMap(owned =>
      view
        .of(owned.file, 'prefixes-variables')
        .flatMap(({ prefix, at }) =>
          resolver
            .resolve(prefix, { file: owned.file, service })
            .texts.map(({ text }) => ({ text: spelled(text).replace(/_$/, ''), at: { file: owned.file, span: at } })),
        ),
    );
  if (prefixes.length === 0) return;
  const byName = Map.groupBy(fields, ({ name }) => spelled(name));
  for (const variable of new Set(service.deployments.flatMap(({ variables }) => [...variables.keys()])))
    for (const { text, at } of prefixes) {
      const whole = spelled(variable);
      const rest = text !== '' && whole.startsWith(`${text}_`) ? whole.slice(text.length + 1) : '';
      const filled = byName.get(rest) ?? [];
      // Of several structs with such a field only the prefix tells which is filled.
      if (filled.length === 1)
        for (const field of filled) yield { ...reading(service, variable, { at: field.at, doubt: 0 }), word: field.name };
      if (filled.length > 0) yield { ...reading(service, variable, { at, doubt: 0 }), only: 'target' };
    }
}
