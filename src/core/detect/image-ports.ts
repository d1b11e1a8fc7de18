import { imageOf, type Image } from './image.ts';

/** What an image listens on where nobody tells it otherwise: the ports that its documentation and its EXPOSE name. */
const PORTS: readonly (readonly [path: RegExp, ports: readonly number[]])[] = [
  [/^(postgres|postgis\/postgis|pgvector\/pgvector|timescale\/timescaledb|bitnami\/postgresql)$/, [5432]],
  [/^(mysql|mariadb|percona|bitnami\/(mysql|mariadb))$/, [3306, 33_060]],
  [/^(mongo|bitnami\/mongodb)$/, [27_017]],
  [/^(redis|valkey\/valkey|bitnami\/(redis|valkey)|eqalpha\/keydb)$/, [6379]],
  [/^(redis\/redis-stack)$/, [6379, 8001]],
  [/^(memcached|bitnami\/memcached)$/, [11_211]],
  [/^(rabbitmq)$/, [4369, 5671, 5672, 15_671, 15_672, 15_691, 15_692, 25_672]],
  [/^(elasticsearch|elasticsearch\/elasticsearch|opensearchproject\/opensearch)$/, [9200, 9300, 9600, 9650]],
  [/^(kibana|kibana\/kibana|opensearchproject\/opensearch-dashboards)$/, [5601]],
  [/^(cassandra)$/, [7000, 7001, 7199, 9042, 9160]],
  [/^(neo4j)$/, [7473, 7474, 7687]],
  [/^(clickhouse|clickhouse\/clickhouse-server)$/, [8123, 9000, 9009, 9004, 9005]],
  [/^(mssql\/server|azure-sql-edge)$/, [1433]],
  [/^(zookeeper)$/, [2181, 2888, 3888, 8080]],
  [/^(nats)$/, [4222, 6222, 8222]],
  [/^(nginx|httpd)$/, [80]],
  [/^(nginxinc\/nginx-unprivileged)$/, [8080]],
  [/^(grafana\/grafana)$/, [3000]],
  [/^(prom\/prometheus)$/, [9090]],
  [/^(adminer)$/, [8080]],
  [/^(mailhog\/mailhog)$/, [1025, 8025]],
  [/^(axllent\/mailpit)$/, [1025, 1110, 8025]],
];

/** Undefined: the image is not known. */
export function portsOfImage(text: string | undefined): readonly number[] | undefined {
  const image: Image | undefined = imageOf(text);
  return image && PORTS.find(([path]) => path.test(image.path))?.[1];
}
