import { isTest } from '../model/paths.ts';
import type { FilePath } from '../model/source.ts';
import type { System, SystemService } from './system.ts';

const EXAMPLES =
  /(?:^|\/)(?:examples?|samples?|demos?|docs?|scripts?|tools?|hack|datasets?|notebooks?|load-?(?:generator|test\w*)|locust\w*|benchmarks?|migrations?|seeds?)\/|(?:^|\/)(?:locustfile|tests?)\.\w+$/i;

/** The services that a file runs in. */
export const servicesOf = ({ world, service }: System, file: FilePath): readonly SystemService[] =>
  world.ownership.ownersOf(file).flatMap(({ id }) => service(id) ?? []);

/** Code that runs in production as far as its path tells: no test, no example, no script that a person starts. */
export const runs = (file: FilePath): boolean => !isTest(file) && !EXAMPLES.test(file);

/** What somebody answers with. */
const ANSWERS = ['serves-route', 'answers-call', 'subscribes', 'listens', 'grpc-server'] as const;

/** A service that answers others: it has routes, consumers, or a port. */
export const serves = ({ facts }: SystemService): boolean => ANSWERS.some(kind => facts(kind).length > 0);

/** What a finding about a file is about: the services that run it, and their names, or the file where nobody does. */
export function ownerOf(system: System, file: FilePath): { readonly about: readonly string[]; readonly name: string } {
  const services = servicesOf(system, file);
  return { about: services.map(({ id }) => id), name: services[0]?.name ?? file };
}
