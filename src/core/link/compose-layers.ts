import type { ComposeService } from '../model/compose-fact.ts';
import type { FilePath, Location } from '../model/source.ts';
import type { FactsView, Placed } from './facts-view.ts';
import { folderOf, within } from '../model/paths.ts';

type Service = Placed<ComposeService>;

/** A path of a compose file: from its own folder, or, where nothing is there, from a folder above, from which people run it with `-f`. */
export function existing(file: FilePath, written: string, view: FactsView): FilePath | undefined {
  const own = within(folderOf(file), written);
  if (own === undefined || view.has(own) || view.under(own).length > 0) return own;
  for (let folder = folderOf(file); folder !== '';) {
    folder = folderOf(folder);
    const above = within(folder, written);
    if (above !== undefined && above !== '' && (view.has(above) || view.under(above).length > 0)) return above;
  }
  return own;
}

/** The service that a service says it extends, in its own or another file. */
export function extendedService(service: Service, view: FactsView): Service | undefined {
  if (!service.extends) return undefined;
  const file = service.extends.file === undefined ? service.file : existing(service.file, service.extends.file, view);
  const base = file && view.of(file, 'compose-service').find(({ name }) => name === service.extends!.service);
  return base && Object.assign({}, base, { file });
}

/** A service with what it extends before it, so that its own entries win. A circle ends where it closes. */
export function withExtended(service: Service, view: FactsView, seen: ReadonlySet<string> = new Set()): Service[] {
  const base = extendedService(service, view);
  const key = base && `${base.file}#${base.name}`;
  if (!base || seen.has(key!)) return [service];
  const inherited = withExtended(base, view, new Set([...seen, key!])).map(layer => ({
    ...layer,
    name: service.name,
    dependsOn: [],
    links: [],
  }));
  return [...inherited, service];
}

/** Which compose files each compose file includes. */
export function composeIncludes(view: FactsView): Map<string, { to: FilePath; at: Location }[]> {
  const includes = new Map<string, { to: FilePath; at: Location }[]>();
  for (const { file, path, at } of view.all('compose-include')) {
    const to = existing(file, path, view);
    if (to !== undefined) includes.set(file, [...(includes.get(file) ?? []), { to, at: { file, span: at } }]);
  }
  return includes;
}

/** Files with everything that they include before them. */
export function withIncluded(files: readonly FilePath[], includes: ReturnType<typeof composeIncludes>): FilePath[] {
  const ordered: FilePath[] = [];
  const seen = new Set<FilePath>();
  const add = (file: FilePath): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { to } of includes.get(file) ?? []) add(to);
    ordered.push(file);
  };
  files.forEach(add);
  return ordered;
}
