import { each } from './each.ts';
import { refuse } from './failure.ts';
import { isNull, mapping, scalar } from './node.ts';
import {
  bytes,
  duration,
  keptNumber,
  keptText,
  listOf,
  number,
  object,
  pairs,
  someDuration,
  text,
  texts,
  type Printed,
} from './printed.ts';

const NOTHING = mapping();

const count: Printed = (node, path) => {
  if (isNull(node)) return undefined;
  if (node.kind === 'scalar' && String(node.value).toLowerCase() === 'all') return { ...scalar(-1), origins: node.origins };
  const isCount = node.kind === 'scalar' && /^[-+]?\d+$/.test(String(node.value));
  return isCount
    ? number({ ...scalar(Number(node.value)), origins: node.origins }, path)
    : refuse(`${path} must be a number or "all".`, node);
};

export const deviceRequest = object({ capabilities: texts, driver: text, count, device_ids: texts, options: pairs('empty') });

const update = object({
  ...each('failure_action order', text),
  ...each('delay monitor', someDuration),
  parallelism: keptNumber,
  max_failure_ratio: number,
});

/** `kind` and `value` are printed even if they are empty. */
const genericResource = object({
  discrete_resource_spec: object({ kind: keptText, value: keptNumber }, { kind: scalar(''), value: scalar(0) }),
});

const resource = object({
  ...each('cpus pids', number),
  memory: bytes,
  devices: listOf(deviceRequest),
  generic_resources: listOf(genericResource),
});

const placement = object({ constraints: texts, preferences: listOf(object({ spread: text })), max_replicas_per_node: number });

export const deploy: Printed = object(
  {
    ...each('mode endpoint_mode', text),
    ...each('update_config rollback_config', update),
    replicas: keptNumber,
    labels: pairs('empty'),
    resources: object({ limits: resource, reservations: resource }),
    restart_policy: object({ ...each('delay window', duration), condition: text, max_attempts: keptNumber }),
    placement,
  },
  { resources: NOTHING, placement: NOTHING },
);
