/** What an exporter tells of the product beside it. */
export interface Exporter {
  readonly name: string;
  readonly image: RegExp;
  /** The technology that it watches. */
  readonly watches: RegExp;
  /** What is worth looking at for who talks to it; `{topic}` is the topic of the edge. */
  readonly queries: readonly { readonly what: string; readonly query: string }[];
}

export const EXPORTERS: readonly Exporter[] = [
  {
    name: 'postgres_exporter',
    image: /postgres(?:ql)?[-_]exporter/,
    watches: /^(?:postgres|cockroachdb)/,
    queries: [
      { what: 'transactions', query: 'sum(rate(pg_stat_database_xact_commit[5m]))' },
      { what: 'transactions that failed', query: 'sum(rate(pg_stat_database_xact_rollback[5m]))' },
      { what: 'connections', query: 'sum by (state) (pg_stat_activity_count)' },
    ],
  },
  {
    name: 'mysqld_exporter',
    image: /mysqld?[-_]exporter/,
    watches: /^(?:mysql|mariadb)/,
    queries: [
      { what: 'queries', query: 'sum(rate(mysql_global_status_queries[5m]))' },
      { what: 'connections that failed', query: 'sum(rate(mysql_global_status_aborted_connects[5m]))' },
    ],
  },
  {
    name: 'mongodb_exporter',
    image: /mongo(?:db)?[-_]exporter/,
    watches: /^mongodb/,
    queries: [{ what: 'operations', query: 'sum by (type) (rate(mongodb_op_counters_total[5m]))' }],
  },
  {
    name: 'redis_exporter',
    image: /redis[-_]exporter/,
    watches: /^(?:redis|valkey)/,
    queries: [
      { what: 'commands', query: 'sum(rate(redis_commands_total[5m]))' },
      {
        what: 'time of a command, in seconds',
        query: 'sum(rate(redis_commands_duration_seconds_total[5m])) / sum(rate(redis_commands_total[5m]))',
      },
      { what: 'connections that were refused', query: 'sum(rate(redis_rejected_connections_total[5m]))' },
    ],
  },
  {
    name: 'kafka_exporter',
    image: /kafka[-_]exporter/,
    watches: /^kafka/,
    queries: [
      { what: 'messages', query: 'sum(rate(kafka_topic_partition_current_offset{topic}[5m]))' },
      { what: 'messages that wait', query: 'sum by (consumergroup) (kafka_consumergroup_lag{topic})' },
    ],
  },
  {
    name: 'rabbitmq_exporter',
    image: /rabbitmq[-_]exporter/,
    watches: /^rabbitmq/,
    queries: [{ what: 'messages that wait', query: 'sum by (queue) (rabbitmq_queue_messages_ready)' }],
  },
];
