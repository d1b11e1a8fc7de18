import { each } from './each.ts';
import { Failure, refuse } from './failure.ts';
import { substituted, type Lookup, type Unset } from './interpolate.ts';
import { eachValue, isText, type Node, type ScalarNode } from './node.ts';
import { ITEM, rulesByPath } from './rules-by-path.ts';
import { originsOf } from '../tree.ts';
import { placesOf, tracedOf } from './traced.ts';

type Cast = 'integer' | 'number' | 'boolean';

const INTEGERS = [
  'cpu_count cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares oom_score_adj pids_limit scale',
  'deploy.replicas deploy.update_config.parallelism deploy.rollback_config.parallelism deploy.restart_policy.max_attempts',
  'deploy.placement.max_replicas_per_node healthcheck.retries ports.[].target ulimits.* ulimits.*.hard ulimits.*.soft',
].join(' ');
const NUMBERS = 'cpu_percent cpus deploy.update_config.max_failure_ratio deploy.rollback_config.max_failure_ratio';
const BOOLEANS =
  'init healthcheck.disable oom_kill_disable privileged read_only stdin_open tty volumes.[].read_only volumes.[].volume.nocopy';

const inServices = (names: string, cast: Cast): Readonly<Record<string, Cast>> => each(names.replace(/\S+/g, 'services.*.$&'), cast);

const castOf = rulesByPath<Cast>({
  ...inServices(INTEGERS, 'integer'),
  ...inServices(NUMBERS, 'number'),
  ...inServices(BOOLEANS, 'boolean'),
  ...each('networks.*.internal networks.*.attachable networks.*.enable_ipv4 networks.*.enable_ipv6', 'boolean'),
  ...each('networks.*.external volumes.*.external secrets.*.external configs.*.external', 'boolean'),
});

interface VariablesInFile {
  readonly lookup: Lookup;
  readonly onUnset: (unset: Unset) => void;
  readonly keepsUnset: boolean;
}

/** Puts the variables into every text of a document, keys left alone, and makes numbers and booleans of the texts that stand for them. */
export function withVariables(node: Node, variables: VariablesInFile, path: readonly string[] = []): Node {
  if (node.kind === 'mapping') return eachValue(node, (value, key) => withVariables(value, variables, [...path, key]));
  if (node.kind === 'sequence') return { ...node, items: node.items.map(item => withVariables(item, variables, [...path, ITEM])) };
  if (!isText(node)) return node;
  const text = node.value.includes('$') ? filled(node, variables, path) : node;
  const cast = castOf(path);
  return cast ? castText(text, cast, path) : text;
}

function filled(node: ScalarNode, { lookup, onUnset, keepsUnset }: VariablesInFile, path: readonly string[]): ScalarNode {
  const unset: string[] = [];
  try {
    const traced = substituted(tracedOf(node), {
      lookup,
      keepsUnset,
      onUnset: (name, origins) => {
        unset.push(name);
        const at = origins[0] ?? node.origins[0];
        if (at) onUnset({ name, at });
      },
    });
    const origins = originsOf(
      node.origins,
      placesOf(traced).filter(place => !isInside(place, node)),
    );
    return {
      kind: 'scalar',
      value: traced.text,
      origins,
      traced,
      ...(unset.length > 0 && !keepsUnset ? { unknown: `${unset.join(' and ')} is set nowhere` } : {}),
    };
  } catch (error) {
    if (error instanceof Failure) throw new Failure(`${path.join('.')}: ${error.message}`, error.at ?? node.origins[0]);
    throw error;
  }
}

const isInside = (place: ScalarNode['origins'][number], { origins: [own] }: ScalarNode): boolean =>
  own !== undefined && own.file === place.file && own.span[0] <= place.span[0] && place.span[1] <= own.span[1];

function castText(node: ScalarNode, cast: Cast, path: readonly string[]): ScalarNode {
  const value = castValue(String(node.value), cast);
  if (value === undefined) refuse(`${path.join('.')}: "${String(node.value)}" is no ${cast}.`, node);
  const { traced: _, ...rest } = node;
  return { ...rest, value };
}

/** Undefined where the text is no such thing. */
export function castValue(text: string, cast: Cast): number | boolean | undefined {
  switch (cast) {
    case 'integer':
      return /^[-+]?\d+$/.test(text) ? Number(text) : undefined;
    case 'number':
      return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined;
    case 'boolean':
      if (/^(true|y|yes|on)$/i.test(text)) return true;
      return /^(false|n|no|off)$/i.test(text) ? false : undefined;
  }
}
