import type { Check } from '../../check.ts';
import { imageOf } from '../../image.ts';
import { healthcheckIn, isDisabled } from '../../health-tests.ts';
import { placesOf } from '../../../model/source.ts';
import { evidence, partEvidence } from '../../places.ts';
import { entryAt } from '../../manifest-parts.ts';
import type { Deployed } from '../../system.ts';
import { awaitedBy } from '../../start-order.ts';

export const startedNotReady: Check = {
  id: 'dependency.started-not-ready',
  stage: 'dependency',
  severity: 'medium',
  title: 'A program starts as soon as its data store has started, not when it is ready',
  why: 'The store still sets itself up when the first connection comes: the program fails on a fresh machine and in CI, and works at the second attempt.',
  fix: 'Wait for condition: service_healthy, with a healthcheck on the store, or let the program try again.',
  guard: 'Programs that are restarted, that wait by a script of their own, or that are no code of this workspace are left alone.',
  sources: [
    'https://github.com/opengisch/django-oapif/pull/25',
    'https://github.com/jez500/pricebuddy/pull/71',
    'https://github.com/nextcloud/docker/issues/2250',
    'https://github.com/eHealthAfrica/aether/pull/316',
  ],
  *run(system) {
    for (const deployed of system.services.flatMap(service => service.deployed)) {
      if (!deployed.compose || isStock(deployed) || waitsOtherwise(deployed)) continue;
      for (const dependency of deployed.compose.dependsOn) {
        const store =
          dependency.condition === undefined || dependency.condition === 'service_started'
            ? awaitedBy(deployed, dependency.service, system)
            : undefined;
        if (!store || !isSlowStore(store)) continue;
        const healthcheck = healthcheckIn(store);
        yield {
          subject: `${deployed.service.name} ${store.service.name}`,
          severity: healthcheck && !isDisabled(healthcheck) ? 'medium' : 'low',
          message: `${deployed.name} starts as soon as ${store.name} has started, and nothing lets it wait until ${store.name} takes connections${healthcheck ? ', although it has a healthcheck' : ''}.`,
          evidence: [
            evidence(placesOf(dependency, deployed.compose.file)[0]!, `${store.name} is only started before it`),
            healthcheck
              ? partEvidence(entryAt(store.compose!.written, 'healthcheck')!, store.compose!.file, 'this would tell when it is ready')
              : evidence(store.at, 'it has no healthcheck'),
          ],
          about: [deployed.service.id, store.service.id],
          group: {
            subject: store.service.name,
            message: subjects =>
              `${subjects.length} programs start as soon as ${store.name} has started, and nothing lets them wait until it takes connections.`,
          },
        };
      }
    }
  },
};

/** Programs of others, with their own ways to wait. */
const isStock = ({ deployment, image, service }: Deployed): boolean =>
  service.kind !== 'service' || (deployment.folder === undefined && imageOf(image)?.path.includes('/') !== true) || TOOLS.test(image ?? '');

const TOOLS =
  /exporter|admin|-ui|kafka|confluent|schema-registry|debezium|keycloak|grafana|kibana|express|adminer|bitnami|temporal|zookeeper|nginx|init/;

/** First starts of these take seconds: they make their files before they listen to the network. */
const isSlowStore = ({ service }: Deployed): boolean =>
  /^(postgres|mysql|mariadb|mongodb|rabbitmq|kafka|elasticsearch|opensearch|cassandra|sqlserver|oracle|neo4j)$/.test(
    service.technology ?? '',
  );

const WAITS =
  /wait[-_]?for|wait[-_]?on|dockerize|wait4|until |pg_isready|nc -z|sleep \d|retry|healthcheck|entrypoint|start\.sh|run\.sh|boot|nodemon|--reload|air\b/i;

/** It is started again, or its command or its libraries try again. */
function waitsOtherwise({ compose, deployment, dockerfile, service }: Deployed): boolean {
  const restart = compose?.written.kind === 'map' ? compose.written.entries.find(({ key }) => key === 'restart')?.value : undefined;
  const policy = compose?.written.kind === 'map' ? compose.written.entries.find(({ key }) => key === 'deploy') : undefined;
  if ((restart?.kind === 'text' && restart.text !== 'no') || policy !== undefined) return true;
  const words = [...deployment.command.map(({ value }) => value), ...(dockerfile?.command ?? []).map(({ value }) => value)];
  if (words.some(value => value.kind !== 'literal' || WAITS.test(value.text))) return true;
  return service.importsAny(/retry|backoff|tenacity|mongoose|amqp-connection-manager|resilience|polly/i) || service.technology === 'Java';
}
