import type { ManifestNode } from '../../../model/manifest-node.ts';
import type { FilePath } from '../../../model/source.ts';
import type { Check, Found } from '../../check.ts';
import { imageOf } from '../../image.ts';
import { entryAt, itemsOf, partAt, textAt } from '../../manifest-parts.ts';
import { partEvidence } from '../../places.ts';
import { podContainers } from '../../pod-containers.ts';
import type { Deployed } from '../../system.ts';

export const livenessTooEarly: Check = {
  id: 'dependency.liveness-too-early',
  stage: 'dependency',
  severity: 'medium',
  title: 'A liveness probe restarts a slow program while it starts',
  why: 'The kubelet kills the container before it can be up, on a busy node for ever: CrashLoopBackOff, although nothing is wrong with the program.',
  fix: 'Add a startupProbe, or an initialDelaySeconds as long as a slow start takes.',
  guard:
    'Less than half a minute counts for Java programs and servers that are known to start slowly, less than ten seconds for others; only probes without a startupProbe.',
  sources: [
    'https://github.com/egovernments/DIGIT-DevOps/pull/4893',
    'https://github.com/langfuse/langfuse-k8s/pull/371',
    'https://github.com/cryostatio/cryostat-operator/pull/188',
    'https://github.com/apache/camel-k/issues/2173',
  ],
  *run(system) {
    for (const { container, object, deployed } of podContainers(system)) yield* tooEarly(container, object.file, deployed);
  },
};

/** A start of a Java program on a shared node. */
const SLOW_START = 30;
/** Of any program: the image is there, and a throttled process begins. */
const QUICK_START = 10;

function* tooEarly(container: ManifestNode, file: FilePath, deployed: Deployed): Generator<Found> {
  const probe = partAt(container, 'livenessProbe');
  const window = probe && windowOf(probe);
  if (!probe || window === undefined || partAt(container, 'startupProbe')) return;
  const start = isSlow(container, deployed) ? SLOW_START : QUICK_START;
  if (window >= start) return;
  yield {
    subject: `${deployed.service.name} ${textAt(container, 'name') ?? ''}`,
    message: `${deployed.name} is killed when it does not answer ${window} s after its start, and ${start === SLOW_START ? 'a program of its kind' : 'its start on a busy node'} may take ${start} s.`,
    evidence: [
      partEvidence(entryAt(container, 'livenessProbe')!, file, `it gives up after ${window} s`),
      partEvidence(partAt(container, 'image') ?? container, file, 'the program that starts'),
    ],
    about: [deployed.service.id],
  };
}

function windowOf(probe: ManifestNode): number | undefined {
  const [delay, period, tries] = (
    [
      ['initialDelaySeconds', 0],
      ['periodSeconds', 10],
      ['failureThreshold', 3],
    ] as const
  ).map(([key, otherwise]) => Number(textAt(probe, key) ?? otherwise));
  const window = delay! + period! * tries!;
  return Number.isFinite(window) ? window : undefined;
}

const isSlow = (container: ManifestNode, { service }: Deployed): boolean =>
  service.technology === 'Java' ||
  service.facts('package').some(({ ecosystem }) => ecosystem === 'maven' || ecosystem === 'gradle') ||
  textAt(container, 'livenessProbe', 'httpGet', 'path')?.startsWith('/actuator/') === true ||
  /elasticsearch|opensearch|^solr|keycloak|cassandra|^mssql|^oracle|^cp-|^neo4j|logstash|sonarqube|temurin|openjdk|corretto/.test(
    imageOf(textAt(container, 'image'))?.name ?? '',
  ) ||
  itemsOf(partAt(container, 'env')).some(variable =>
    /^(JAVA_(TOOL_)?OPT(ION)?S|JVM_OPTS|JDK_JAVA_OPTIONS|SPRING_PROFILES_ACTIVE)$/.test(textAt(variable, 'name') ?? ''),
  );
