import type { Fact, FileFacts } from '../../model/fact.ts';
import type { Source } from '../../model/source.ts';
import type { Extractor } from '../extractor.ts';
import { templated } from '../settings/placeholder.ts';
import { inProfile } from '../settings/profile.ts';
import { byName, connections } from './connections.ts';
import { springFile, type SpringDocument } from './documents.ts';
import { reactiveChannels, streamBindings } from './messaging.ts';
import { gatewayRoutes, zuulRoutes } from './routes.ts';

const OWN = /(?:^|\/)(?:application|bootstrap)(?:-[^/]*)?\.(?:ya?ml|properties)$/;

/** An application's own configuration: Spring Boot, Quarkus and Micronaut share the file names and the shape. */
export const spring: Extractor = {
  name: 'spring',
  include: [
    '**/application.{yml,yaml,properties}',
    '**/application-*.{yml,yaml,properties}',
    '**/bootstrap.{yml,yaml,properties}',
    '**/bootstrap-*.{yml,yaml,properties}',
  ],
  mayMatch: text => !MANIFEST.test(text),
  extract: read,
};

/** What `SPRING_KEY` begins with. */
const KEYS = [
  'spring',
  'eureka',
  'zuul',
  'feign',
  'ribbon',
  'hystrix',
  'management',
  'server',
  'security',
  'quarkus',
  'micronaut',
  'mp.messaging',
];
const SPRING_KEY =
  /^(?:spring|eureka|zuul|feign|ribbon|hystrix|management|server\.port|server\.servlet|security\.oauth2|quarkus|micronaut|mp\.messaging|security:\s+oauth2)\s*[.:]|^server:\s+(?:port|servlet|context-path):/m;
/** Kubernetes objects (Argo CD has an application.yaml), compose projects and workflows may have such keys in passing. */
const MANIFEST = /^(?:apiVersion|services|kind|jobs|version: ['"]?[23]\b)\s*:?/m;
const NO_REPOSITORY =
  /(?:^|\/)(?:values[^/]*|Chart|[^/]*compose[^/]*|package|messages[^/]*|gradle|maven-wrapper|gradle-wrapper|log4j2?|logback)\.(?:ya?ml|properties)$|(?:^|\/)(?:templates|\.github|target|build|node_modules)\//;

/** Files of a configuration repository, named for the applications that they are for, and told by what they say. */
export const springRepository: Extractor = {
  name: 'spring-repository',
  include: ['**/*.{yml,yaml,properties}'],
  keys: KEYS,
  mayMatch: text => SPRING_KEY.test(text) && !MANIFEST.test(text),
  extract: source => (OWN.test(source.path) || NO_REPOSITORY.test(source.path) ? { facts: [], problems: [] } : read(source)),
};

function read(source: Source): FileFacts {
  const { documents, problems } = springFile(source);
  return { facts: documents.flatMap(document => [...factsOf(document)].map(fact => inProfile(fact, document.profile))), problems };
}

function* factsOf({ settings }: SpringDocument): Iterable<Fact> {
  for (const { name, text, at } of settings) yield { kind: 'sets-env', at, name, value: templated(text), format: 'spring' };
  yield* connections(byName(settings));
  yield* zuulRoutes(settings);
  yield* gatewayRoutes(settings);
  yield* streamBindings(settings);
  yield* reactiveChannels(settings);
}
