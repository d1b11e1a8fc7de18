import type { ManifestNode } from '../../../model/manifest-node.ts';
import { placesOf, type Location } from '../../../model/source.ts';
import type { Check, Found } from '../../check.ts';
import { baseImage } from '../../docker.ts';
import { healthcheckIn, isDisabled } from '../../health-tests.ts';
import { imageOf } from '../../image.ts';
import { entryAt, partAt, textAt } from '../../manifest-parts.ts';
import { evidence, partEvidence } from '../../places.ts';
import type { Deployed } from '../../system.ts';
import { awaitedBy } from '../../start-order.ts';

export const healthcheckTooTight: Check = {
  id: 'dependency.healthcheck-too-tight',
  stage: 'dependency',
  severity: 'medium',
  title: 'A healthcheck gives up before the program can have started',
  why: 'The container is called unhealthy while it still starts, and everything that waits for it is not started at all; the next attempt may pass.',
  fix: 'Add start_period, as long as a slow start takes; failures within it do not count.',
  guard: 'Only healthchecks that somebody waits for, and only those without start_period.',
  sources: ['https://github.com/docker/compose/issues/11474', 'https://github.com/vstorm-co/agenticos/issues/1831'],
  *run(system) {
    for (const waiting of system.services.flatMap(service => service.deployed)) {
      for (const dependency of waiting.compose?.dependsOn ?? []) {
        const awaited = dependency.condition === 'service_healthy' ? awaitedBy(waiting, dependency.service, system) : undefined;
        const place = placesOf(dependency, waiting.compose!.file)[0]!;
        if (awaited) yield* tooTight(awaited, { waiting, place });
      }
    }
  },
};

function* tooTight(awaited: Deployed, { waiting, place }: { readonly waiting: Deployed; readonly place: Location }): Generator<Found> {
  const healthcheck = healthcheckIn(awaited);
  if (!healthcheck || isDisabled(healthcheck) || entryAt(healthcheck, 'start_period')) return;
  const window = windowOf(healthcheck);
  const needed = isSlow(awaited) ? 30 : 10;
  if (window === undefined || window >= needed) return;
  const retries = partAt(healthcheck, 'retries') ?? partAt(healthcheck, 'interval') ?? healthcheck;
  yield {
    subject: awaited.service.name,
    message: `${awaited.name} is called unhealthy ${window} s after its start, and ${waiting.name} waits for it; ${needed === 30 ? 'a program of its kind' : 'a program'} may take ${needed} s to start.`,
    evidence: [
      partEvidence(retries, awaited.compose!.file, `it gives up after ${window} s`),
      evidence(place, 'it is awaited until it is healthy'),
    ],
    about: [awaited.service.id, waiting.service.id],
  };
}

/** Seconds until it is unhealthy: each of the tries comes an interval after the one before. */
function windowOf(healthcheck: ManifestNode): number | undefined {
  const interval = seconds(textAt(healthcheck, 'interval') ?? '30s');
  const retries = Number(textAt(healthcheck, 'retries') ?? '3');
  return interval === undefined || !Number.isInteger(retries) ? undefined : interval * retries;
}

/** `1m30s`, `500ms`. */
function seconds(duration: string): number | undefined {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|us|s)/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== duration) return undefined;
  const each: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001, us: 0.000_001 };
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * each[unit!]!, 0);
}

/** Java programs, search engines and databases that set themselves up first. */
const SLOW =
  /elasticsearch|opensearch|^solr|keycloak|cassandra|^mysql|^mssql|^oracle|kafka|confluent|cp-|^neo4j|logstash|^kibana|sonarqube|temurin|openjdk|corretto|^server$/;

function isSlow({ image, dockerfile }: Deployed): boolean {
  const text = dockerfile ? baseImage(dockerfile) : image;
  return SLOW.test(imageOf(text)?.name ?? '');
}
