import { each } from './each.ts';
import { refuse } from './failure.ts';
import { shownText } from './go-text.ts';
import { isNull, isText, list, scalar, valueOf, type Node, type ScalarNode } from './node.ts';
import { deploy, deviceRequest } from './printed-deploy.ts';
import {
  bytes,
  command,
  duration,
  fileMode,
  hosts,
  keptNumber,
  keptText,
  keptTruth,
  listOf,
  mapOf,
  number,
  object,
  pairs,
  shownTexts,
  text,
  textOrList,
  texts,
  truth,
  type Printed,
} from './printed.ts';

const NONE = scalar(null);
const orNull =
  (printed: Printed): Printed =>
  (node, path) =>
    isNull(node) ? node : printed(node, path);

const options = pairs('empty');
const environment = pairs('null');
const fileMounts = listOf(object({ source: text, target: text, uid: text, gid: text, mode: fileMode }));
const hook = object({ command, user: text, privileged: truth, working_dir: text, environment }, { command: NONE });

const limit: Printed = (node, path) => {
  if (node.kind === 'scalar') return node;
  return object({ soft: wholeNumber, hard: wholeNumber })(node, path);
};

function wholeNumber(node: Node, path: string): Node | undefined {
  return node.kind === 'scalar' && Number.isInteger(node.value) ? number(node, path) : refuse(`${path} must be a whole number.`, node);
}

/** Keys of the ssh agent; `default` has no path. */
const ssh: Printed = node =>
  node.kind === 'mapping' && node.entries.size > 0
    ? list(
        [...node.entries].map(([id, { keyOrigins, value }]) => ({
          ...scalar(isNull(value) ? id : `${id}=${shownText(value)}`),
          origins: [...keyOrigins, ...value.origins],
        })),
        node.origins,
      )
    : undefined;

const build = object({
  ...each('context dockerfile dockerfile_inline provenance sbom isolation network target', text),
  ...each('cache_from cache_to tags platforms', textOrList),
  ...each('labels additional_contexts', options),
  ...each('no_cache pull privileged', truth),
  entitlements: texts,
  args: environment,
  ssh,
  extra_hosts: hosts,
  secrets: fileMounts,
  shm_size: bytes,
  ulimits: mapOf(limit),
});

/** Compose prints these two with capitals. */
const throttle =
  (key: string, name: string, value: Printed): Printed =>
  (node, path) => {
    const amount = valueOf(node, key);
    const device = valueOf(node, 'path');
    const entries = [
      ['Path', { keyOrigins: [], value: device ? keptText(device, path)! : scalar('') }],
      [name, { keyOrigins: [], value: (amount && value(amount, path)) ?? scalar(name === 'Rate' ? '0' : 0) }],
    ] as const;
    return { kind: 'mapping', entries: new Map(entries), origins: node.origins };
  };

const rates = listOf(throttle('rate', 'Rate', bytes));
const blkio = object({
  ...each('device_read_bps device_read_iops device_write_bps device_write_iops', rates),
  weight: number,
  weight_device: listOf(throttle('weight', 'Weight', keptNumber)),
});

const test: Printed = (node, path) => (isText(node) ? list([scalar('CMD-SHELL'), node], node.origins) : texts(node, path));

const healthcheck = object({
  ...each('timeout interval start_period start_interval', duration),
  test,
  retries: keptNumber,
  disable: truth,
});

const network = orNull(
  object({
    ...each('interface_name ipv4_address ipv6_address mac_address', text),
    ...each('aliases link_local_ips', texts),
    ...each('gw_priority priority', number),
    driver_opts: options,
  }),
);

const port = object({ ...each('name mode host_ip published protocol app_protocol', text), target: portNumber });

function portNumber(node: Node, path: string): Node | undefined {
  const printed = number(node, path);
  const value = printed?.kind === 'scalar' ? printed.value : 0;
  return typeof value === 'number' && value >= 0 && Number.isInteger(value) ? printed : refuse(`${path} must be a port.`, node);
}

const mount = object({
  ...each('type source target consistency', text),
  read_only: truth,
  bind: object({ ...each('selinux propagation recursive', text), create_host_path: truth }),
  volume: object({ labels: options, nocopy: truth, subpath: text }),
  tmpfs: object({ size: bytes, mode: number }),
  image: object({ subpath: text }),
});

const watch = object(
  { ...each('path action', keptText), ...each('include ignore', textOrList), target: text, exec: hook, initial_sync: truth },
  { exec: { kind: 'mapping', origins: [], entries: new Map([['command', { keyOrigins: [], value: NONE }]]) } },
);

const manyOptions: Printed = mapOf(node => (node.kind === 'sequence' ? shownTexts(node, '') : list([shownScalar(node)], node.origins)));

const shownScalar = (node: Node): ScalarNode => ({ ...scalar(shownText(node)), origins: node.origins });

const dependency = object({ condition: text, restart: truth, required: keptTruth }, { required: scalar(false) });

const TEXTS = 'cgroup cgroup_parent container_name cpuset domainname hostname image ipc isolation mac_address network_mode pid';
const NUMBERS = 'cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus oom_score_adj pids_limit';
const LISTS = 'cap_add cap_drop device_cgroup_rules dns_opt external_links links profiles security_opt volumes_from';

/** A service as `docker compose config` prints it. */
export const service: Printed = object(
  {
    ...each(`${TEXTS} platform pull_policy restart runtime stop_signal user userns_mode uts working_dir`, text),
    ...each(NUMBERS, number),
    ...each(LISTS, texts),
    ...each('oom_kill_disable privileged read_only stdin_open tty use_api_socket', truth),
    ...each('attach init', keptTruth),
    ...each('mem_limit mem_reservation mem_swappiness memswap_limit shm_size', bytes),
    ...each('dns dns_search tmpfs', textOrList),
    ...each('expose group_add', shownTexts),
    ...each('annotations labels storage_opt sysctls', options),
    ...each('command entrypoint', command),
    ...each('configs secrets', fileMounts),
    ...each('post_start pre_stop', listOf(hook)),
    blkio_config: blkio,
    build,
    credential_spec: object(each('config file registry', text)),
    depends_on: mapOf(dependency),
    deploy,
    develop: object({ watch: listOf(watch) }),
    devices: listOf(object(each('source target permissions', text))),
    environment,
    extends: object(each('file service', text)),
    extra_hosts: hosts,
    gpus: listOf(deviceRequest),
    healthcheck,
    logging: object({ driver: text, options }),
    models: mapOf(orNull(object(each('endpoint_var model_var', text)))),
    networks: mapOf(network),
    ports: listOf(port),
    provider: object({ type: text, options: manyOptions }),
    scale: keptNumber,
    stop_grace_period: duration,
    ulimits: mapOf(limit),
    volumes: listOf(mount),
  },
  { command: NONE, entrypoint: NONE },
);
