import type { SetsEnv } from '../model/variable-fact.ts';
import type { FilePath } from '../model/source.ts';
import type { FactsOf, Placed } from './facts-view.ts';
import type { Ownership } from './ownership.ts';
import { folderOf, isTest, isUnder } from '../model/paths.ts';
import type { PlacedProperty } from './resolve.ts';
import type { Service } from './services.ts';

type Property = Placed<SetsEnv>;

/** What each service's own files give to its variables and keys: `.env`, `application.yml`, `appsettings.json`, and the pages of a configuration server that are its. */
export function propertiesOf(
  view: FactsOf<'sets-env' | 'dockerfile'>,
  ownership: Ownership,
): (service: Service) => ReadonlyMap<string, readonly PlacedProperty[]> {
  const byFile = Map.groupBy(
    view.all('sets-env').filter(({ file }) => !isTest(file)),
    ({ file }) => file,
  );
  const known = new Map<Service, ReadonlyMap<string, readonly PlacedProperty[]>>();
  return service => {
    const cached = known.get(service);
    if (cached) return cached;
    const files = new Set([...ownership.filesOf(service).map(({ file }) => file), ...dotenvAbove(service, byFile)]);
    const properties = new Map<string, PlacedProperty[]>();
    for (const file of [...files].toSorted(byPrecedence)) {
      for (const fact of byFile.get(file) ?? []) {
        const list = properties.get(fact.name);
        if (list) list.push({ fact, file });
        else properties.set(fact.name, [{ fact, file }]);
      }
    }
    for (const [name, image] of imageVariables(service, view)) if (!properties.has(name)) properties.set(name, image);
    known.set(service, properties);
    return properties;
  };
}

/** ENV of the image: it holds in every environment that runs the image, also where only the image's name is written. */
function imageVariables(service: Service, view: FactsOf<'dockerfile'>): Map<string, PlacedProperty[]> {
  const dockerfiles = new Set(
    [...service.units.map(({ dockerfile }) => dockerfile), ...service.deployments.map(({ dockerfile }) => dockerfile)].filter(
      file => file !== undefined,
    ),
  );
  const variables = new Map<string, PlacedProperty[]>();
  for (const file of dockerfiles) {
    for (const { name, value, at } of view.of(file, 'dockerfile').flatMap(({ environment }) => environment)) {
      if (value) variables.set(name, [{ fact: { kind: 'sets-env', at, name, value, format: 'properties' }, file }]);
    }
  }
  return variables;
}

/** Examples last: they say what a variable may be, not what it is. */
const byPrecedence = (a: FilePath, b: FilePath): number => Number(isExample(a)) - Number(isExample(b)) || (a < b ? -1 : 1);

const isExample = (file: string): boolean => /\.(example|sample|template|dist|tpl)$/i.test(file);

function* dotenvAbove(service: Service, byFile: ReadonlyMap<FilePath, readonly Property[]>): Generator<FilePath> {
  for (const [file, properties] of byFile) {
    if (properties[0]?.format !== 'dotenv') continue;
    if (service.folder !== undefined && isUnder(service.folder, folderOf(file))) yield file;
  }
}
