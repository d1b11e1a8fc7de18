import { isTest } from '../model/paths.ts';
import type { FilePath } from '../model/source.ts';
import type { System, SystemService } from './system.ts';

const EXAMPLES =
  /(?:^|\/)(?:examples?|samples?|demos?|docs?|scripts?|tools?|hack|datasets?|notebooks?|load-?(?:generator|test\w*)|locust\w*|benchmarks?|migrations?|seeds?)\/|(?:^|\/)(?:locustfile|tests?)\.\w+$/i;

const known = new WeakMap<System, ReadonlyMap<FilePath, readonly SystemService[]>>();

/** The services that a file runs in. */
export function servicesOf(system: System, file: FilePath): readonly SystemService[] {
  let byFile = known.get(system);
  if (!byFile) {
    const pairs = system.services.flatMap(service => service.files.map(path => [path, service] as const));
    const grouped = Map.groupBy(pairs, ([path]) => path);
    byFile = new Map([...grouped].map(([path, all]) => [path, all.map(([, service]) => service)]));
    known.set(system, byFile);
  }
  return byFile.get(file) ?? [];
}

/** Code that runs in production as far as its path tells: no test, no example, no script that a person starts. */
export const runs = (file: FilePath): boolean => !isTest(file) && !EXAMPLES.test(file);

/** A service that answers others: it has routes, consumers, or a port. */
export const serves = ({ facts }: SystemService): boolean =>
  facts('serves-route').length > 0 ||
  facts('answers-call').length > 0 ||
  facts('subscribes').length > 0 ||
  facts('listens').length > 0 ||
  facts('grpc-server').length > 0;

/** What a finding about a file is about: the services that run it, and their names, or the file where nobody does. */
export function ownerOf(system: System, file: FilePath): { readonly about: readonly string[]; readonly name: string } {
  const services = servicesOf(system, file);
  return { about: services.map(({ id }) => id), name: services[0]?.name ?? file };
}
