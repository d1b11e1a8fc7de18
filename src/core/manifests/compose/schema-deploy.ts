import { each } from './each.ts';
import { integer, listOf, listOrMap, number, object, orNull, text, texts, distinctTexts } from './schema-rules.ts';

export const deviceRequest = object(
  { capabilities: distinctTexts, count: integer, device_ids: distinctTexts, driver: text, options: listOrMap },
  ['capabilities'],
);

const update = object({
  ...each('delay failure_action monitor', text),
  parallelism: integer,
  max_failure_ratio: number,
  order: { ...text, oneOf: ['start-first', 'stop-first'] },
});

const genericResource = object({ discrete_resource_spec: object({ kind: text, value: number }) });

const resources = object({
  limits: object({ cpus: number, memory: text, pids: integer }),
  reservations: object({ cpus: number, memory: text, generic_resources: listOf(genericResource), devices: listOf(deviceRequest) }),
});

const placement = object({ constraints: texts, preferences: listOf(object({ spread: text })), max_replicas_per_node: integer });

export const deployRule = orNull(
  object({
    ...each('mode endpoint_mode', text),
    ...each('rollback_config update_config', update),
    replicas: integer,
    labels: listOrMap,
    resources,
    placement,
    restart_policy: object({ ...each('condition delay window', text), max_attempts: integer }),
  }),
);
