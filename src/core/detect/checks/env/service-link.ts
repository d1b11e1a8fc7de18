import { isTest } from '../../../model/paths.ts';
import type { Check } from '../../check.ts';
import { partAt, textAt } from '../../manifest-parts.ts';
import { evidence, factEvidence } from '../../places.ts';
import type { Cluster, Deployed } from '../../system.ts';

export const serviceLink: Check = {
  id: 'env.service-link',
  stage: 'env',
  severity: 'high',
  title: 'Kubernetes sets a variable of the same name by itself',
  why: 'For a Service named redis Kubernetes gives every pod of the namespace REDIS_PORT=tcp://10.0.0.1:6379, so a program that reads REDIS_PORT as a number fails only in the cluster.',
  fix: 'Set the variable for the workload, rename it, or set enableServiceLinks: false.',
  guard: 'Workloads that set the variable themselves or switch the links off are left alone, and so are Services in other namespaces.',
  sources: [
    'https://github.com/uselagoon/lagoon/issues/1254',
    'https://github.com/redis/docker-library-redis/issues/53',
    'https://github.com/RedisLabs/redislabs-docs/issues/676',
  ],
  *run(system) {
    for (const service of system.services) {
      const reads = service.reads.filter(
        ({ name, certain, from }) =>
          certain && from !== 'configuration' && /^[A-Z][A-Z0-9_]*_PORT$/.test(name) && !name.endsWith('_SERVICE_PORT'),
      );
      if (reads.length === 0) continue;
      for (const deployed of service.deployed) {
        const cluster = system.clusters.find(({ environment }) => environment === deployed.environment);
        if (!cluster || deployed.objects.some(({ written }) => linksAreOff(written))) continue;
        for (const read of reads) {
          const linked =
            (deployed.variables.get(read.name)?.from ?? 'image') !== 'image' ? undefined : linkedBy(read.name, cluster, deployed);
          if (!linked || isTest(linked.file)) continue;
          yield {
            subject: `${service.name} ${read.name}`,
            message: `${service.name} reads ${read.name}, which ${deployed.environment} does not set: Kubernetes sets it to tcp://… because there is a Service named ${linked.name}.`,
            evidence: [
              evidence(deployed.at, `${read.name} is not set here`),
              evidence(read.at, 'it is read here'),
              factEvidence(linked, 'the Service that it is named after'),
            ],
            about: [service.id],
          };
        }
      }
    }
  },
};

const linksAreOff = (written: Parameters<typeof partAt>[0]): boolean =>
  [partAt(written, 'spec', 'template', 'spec'), partAt(written, 'spec')].some(spec => textAt(spec, 'enableServiceLinks') === 'false');

const linkedBy = (variable: string, { objects }: Cluster, { deployment }: Deployed) =>
  objects.find(
    ({ objectKind, apiVersion, name, namespace, written }) =>
      objectKind === 'Service' &&
      apiVersion === 'v1' &&
      (namespace ?? '') === (deployment.namespace ?? '') &&
      textAt(written, 'spec', 'clusterIP') !== 'None' &&
      `${name.toUpperCase().replaceAll('-', '_')}_PORT` === variable,
  );
