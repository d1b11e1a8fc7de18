import type { ClusterService, Workload } from '../../model/cluster-fact.ts';
import { join, literal } from '../../model/value.ts';
import { at, type Node } from '../../yaml/tree.ts';
import { certainText, nameSpan, type Reading, text } from './reading.ts';
import { nameOf } from './workload.ts';

/** What an operator makes of an object: a product, and the names of the Services that it is reached by, as endings of the object's own. */
interface Operated {
  readonly group: RegExp;
  readonly image: string;
  readonly services: readonly string[];
}

const OPERATED: Readonly<Record<string, Operated>> = {
  Kafka: { group: /strimzi/, image: 'kafka', services: ['-kafka-bootstrap', '-kafka-brokers'] },
  RabbitmqCluster: { group: /rabbitmq/, image: 'rabbitmq', services: [''] },
  Redis: { group: /redis/, image: 'redis', services: [''] },
  RedisCluster: { group: /redis/, image: 'redis', services: ['', '-leader'] },
  RedisReplication: { group: /redis/, image: 'redis', services: [''] },
  postgresql: { group: /zalan/, image: 'postgres', services: [''] },
  Cluster: { group: /cnpg/, image: 'postgres', services: ['-rw', '-ro', '-r'] },
  PostgresCluster: { group: /crunchydata/, image: 'postgres', services: ['-primary', '-replicas'] },
  InnoDBCluster: { group: /mysql/, image: 'mysql', services: [''] },
  MariaDB: { group: /mariadb/, image: 'mariadb', services: ['', '-primary'] },
  MongoDBCommunity: { group: /mongodb/, image: 'mongo', services: ['-svc'] },
  Elasticsearch: { group: /elastic/, image: 'elasticsearch', services: ['-es-http'] },
  CassandraDatacenter: { group: /cassandra/, image: 'cassandra', services: ['-service'] },
};

/** Data stores and brokers that are asked for by an object of an operator, and not by a pod. */
export function operated(
  root: Node,
  { kind, version }: { readonly kind: string; readonly version: string },
  reading: Reading,
): readonly (Workload | ClusterService)[] {
  const found = Object.hasOwn(OPERATED, kind) ? OPERATED[kind]! : undefined;
  if (!found?.group.test(version)) return [];
  const name = nameOf(root, reading);
  const namespace = certainText(at(root, 'metadata', 'namespace'), reading);
  const common = { at: nameSpan(root), ...(namespace && { namespace }) };
  const labels = { [`${version.split('/')[0]}/${kind}`]: text(at(root, 'metadata', 'name'), reading) ?? '' };
  const container = {
    name: found.image,
    at: common.at,
    image: literal(found.image),
    environment: [],
    envFrom: [],
    ports: [],
    command: [],
    probes: [],
    mounts: [],
  };
  return [
    { kind: 'workload', ...common, workloadKind: kind, name, labels, containers: [container], annotations: [] },
    ...found.services.map((ending): ClusterService => ({
      kind: 'cluster-service',
      ...common,
      name: ending ? join([name, literal(ending)]) : name,
      selector: labels,
      ports: [],
    })),
  ];
}
