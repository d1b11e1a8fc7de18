import type { SetsEnv } from '../model/fact.ts';
import type { FilePath } from '../model/source.ts';
import type { FactsView, Placed } from './facts-view.ts';
import { plain } from './names.ts';
import type { Ownership } from './ownership.ts';
import { baseName, folderOf, isTest, isUnder } from './paths.ts';
import type { PlacedProperty } from './resolve.ts';
import type { Service } from './services.ts';

type Property = Placed<SetsEnv>;

/** What each service's own files give to its variables and keys: `.env`, `application.yml`, `appsettings.json`, and the pages of a configuration server that are its. */
export function propertiesOf(view: FactsView, ownership: Ownership): (service: Service) => ReadonlyMap<string, readonly PlacedProperty[]> {
  const all = view.all('sets-env').filter(({ file }) => !isTest(file));
  const byFile = Map.groupBy(all, ({ file }) => file);
  const repository = configurationRepository(byFile);
  const known = new Map<Service, ReadonlyMap<string, readonly PlacedProperty[]>>();
  return service => {
    const cached = known.get(service);
    if (cached) return cached;
    const files = new Set([...ownership.filesOf(service).map(({ file }) => file), ...dotenvAbove(service, byFile), ...repositoryFiles(service, repository, byFile)]);
    const properties = new Map<string, PlacedProperty[]>();
    for (const file of [...files].toSorted(byPrecedence)) {
      if (repository.has(file) && !pageOf(file, service)) continue;
      for (const fact of byFile.get(file) ?? []) {
        const list = properties.get(fact.name);
        if (list) list.push({ fact, file });
        else properties.set(fact.name, [{ fact, file }]);
      }
    }
    known.set(service, properties);
    return properties;
  };
}

/** Examples last: they say what a variable may be, not what it is. */
const byPrecedence = (a: FilePath, b: FilePath): number => Number(isExample(a)) - Number(isExample(b)) || a.localeCompare(b);

const isExample = (file: string): boolean => /\.(example|sample|template|dist|tpl)$/i.test(file);

function* dotenvAbove(service: Service, byFile: ReadonlyMap<FilePath, readonly Property[]>): Generator<FilePath> {
  for (const [file, properties] of byFile) {
    if (properties[0]?.format !== 'dotenv') continue;
    const folder = folderOf(file);
    if (service.folder !== undefined && isUnder(service.folder, folder)) yield file;
  }
}

/** Spring pages that are named for applications, `orders.yml` or `orders-prod.yml`, in a folder where no application itself lives. */
function configurationRepository(byFile: ReadonlyMap<FilePath, readonly Property[]>): ReadonlySet<FilePath> {
  const pages = [...byFile].filter(([, properties]) => properties.some(({ format }) => format === 'spring')).map(([file]) => file);
  const folders = new Set(pages.filter(file => !/^(application|bootstrap)/.test(baseName(file))).map(folderOf));
  return new Set(pages.filter(file => folders.has(folderOf(file))));
}

function* repositoryFiles(service: Service, repository: ReadonlySet<FilePath>, byFile: ReadonlyMap<FilePath, readonly Property[]>): Generator<FilePath> {
  if (!service.units.some(({ framework, discoveryNames }) => discoveryNames.length > 0 || framework !== undefined)) return;
  for (const file of repository) if (byFile.has(file) && pageOf(file, service)) yield file;
}

/** `application.yml` is for all; `orders-prod.yml` for orders. */
export function pageOf(file: FilePath, service: Service): boolean {
  const page = baseName(file).replace(/\.(ya?ml|properties)$/, '');
  if (/^application(-|$)/.test(page)) return true;
  const names = [service.name, ...service.hosts].map(plain);
  const parts = page.split('-');
  return parts.some((_, end) => names.includes(plain(parts.slice(0, end + 1).join('-'))));
}
