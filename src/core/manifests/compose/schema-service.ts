import { each } from './each.ts';
import {
  boolean,
  distinctTexts,
  either,
  integer,
  listOf,
  listOrMap,
  mapOf,
  number,
  object,
  orNull,
  strictBoolean,
  text,
  textOrList,
  texts,
  type SchemaRule,
} from './schema-rules.ts';
import { deployRule, deviceRequest } from './schema-deploy.ts';

/** What services, networks and volumes may be called. */
export const NAMES = /^[a-zA-Z0-9._-]+$/;

const closed = (keys: Readonly<Record<string, SchemaRule>>, needs: readonly string[] = []): SchemaRule => ({
  ...object(keys, needs),
  others: 'refused',
});

const command = orNull(either(text, texts));
const extraHosts = either(mapOf(either(text, texts)), distinctTexts);
const hook = object({ command, user: text, privileged: boolean, working_dir: text, environment: listOrMap }, ['command']);
const limits = mapOf(either(integer, object({ hard: integer, soft: integer }, ['soft', 'hard'])), 'allowed', /^[a-z]+$/);
const fileMounts = listOf(either(text, object({ source: text, target: text, uid: text, gid: text, mode: number })));
const throttles = listOf(closed({ path: text, rate: integer }));
const range = (least: number, most?: number): SchemaRule => ({
  kinds: ['integer', 'text'],
  least,
  ...(most === undefined ? {} : { most }),
});

const build = either(
  text,
  object({
    ...each('context dockerfile dockerfile_inline network target isolation', text),
    ...each('entitlements cache_from cache_to tags platforms', texts),
    ...each('args ssh labels additional_contexts', listOrMap),
    ...each('no_cache provenance sbom pull privileged', boolean),
    shm_size: integer,
    extra_hosts: extraHosts,
    secrets: fileMounts,
    ulimits: limits,
  }),
);

const blkio = closed({
  ...each('device_read_bps device_read_iops device_write_bps device_write_iops', throttles),
  weight: integer,
  weight_device: listOf(closed({ path: text, weight: integer })),
});

const dependency = object(
  {
    restart: boolean,
    required: strictBoolean,
    condition: { ...text, oneOf: ['service_started', 'service_healthy', 'service_completed_successfully'] },
  },
  ['condition'],
);

const network = orNull(
  object({
    ...each('interface_name ipv4_address ipv6_address mac_address', text),
    ...each('aliases link_local_ips', distinctTexts),
    ...each<SchemaRule>('priority gw_priority', { kinds: ['number'] }),
    driver_opts: mapOf(number, 'allowed'),
  }),
);

const port = object({ ...each('name mode host_ip protocol app_protocol', text), ...each('target published', integer) });

const bind = object({
  propagation: text,
  create_host_path: boolean,
  selinux: { ...text, oneOf: ['z', 'Z'] },
  recursive: { ...text, oneOf: ['enabled', 'disabled', 'writable', 'readonly'] },
});

const mount = object(
  {
    ...each('source target consistency', text),
    type: { ...text, oneOf: ['bind', 'volume', 'tmpfs', 'cluster', 'npipe', 'image'] },
    read_only: boolean,
    bind,
    volume: object({ labels: listOrMap, nocopy: boolean, subpath: text }),
    tmpfs: object({ size: range(0), mode: number }),
    image: object({ subpath: text }),
  },
  ['type'],
);

const watch = object(
  {
    ...each('ignore include', textOrList),
    ...each('path target', text),
    exec: hook,
    initial_sync: strictBoolean,
    action: { ...text, oneOf: ['rebuild', 'sync', 'restart', 'sync+restart', 'sync+exec'] },
  },
  ['path', 'action'],
);

const providerOption: SchemaRule = { kinds: ['text', 'number', 'boolean'] };

const PULL = /always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+/;

const envFile = either(text, listOf(either(text, closed({ path: text, format: text, required: boolean }, ['path']))));
const device = either(text, object({ source: text, target: text, permissions: text }, ['source']));

const TEXTS = 'cgroup_parent cpuset domainname hostname image ipc isolation mac_address network_mode platform restart runtime';
const NUMBERS = 'cpu_shares cpu_quota cpu_period cpu_rt_period cpu_rt_runtime cpus mem_limit memswap_limit pids_limit shm_size';
const BOOLEANS = 'attach init oom_kill_disable privileged read_only stdin_open tty';
const LISTS = 'cap_add cap_drop device_cgroup_rules dns_opt external_links links profiles security_opt volumes_from';

export const serviceRule = object({
  ...each(`${TEXTS} pull_refresh_after stop_grace_period stop_signal user userns_mode uts working_dir`, text),
  ...each(NUMBERS, number),
  ...each('mem_reservation mem_swappiness scale', integer),
  ...each(BOOLEANS, boolean),
  ...each(LISTS, distinctTexts),
  ...each('dns dns_search tmpfs', textOrList),
  ...each('annotations environment labels sysctls', listOrMap),
  ...each('expose group_add', listOf(number, true)),
  ...each('command entrypoint', command),
  ...each('configs secrets', fileMounts),
  ...each('post_start pre_stop', listOf(hook)),
  blkio_config: blkio,
  build,
  cgroup: { ...text, oneOf: ['host', 'private'] },
  container_name: { ...text, pattern: /[a-zA-Z0-9][a-zA-Z0-9_.-]+/ },
  cpu_count: range(0),
  cpu_percent: range(0, 100),
  credential_spec: object(each('config file registry', text)),
  depends_on: either(distinctTexts, mapOf(dependency, 'refused', NAMES)),
  deploy: deployRule,
  develop: orNull(object({ watch: listOf(watch) })),
  devices: listOf(device),
  env_file: envFile,
  extends: either(text, closed({ service: text, file: text }, ['service'])),
  extra_hosts: extraHosts,
  gpus: either({ ...text, oneOf: ['all'] }, listOf({ ...deviceRequest, needs: [], others: 'allowed' })),
  healthcheck: object({
    ...each('interval timeout start_period start_interval', text),
    disable: boolean,
    retries: number,
    test: either(text, texts),
  }),
  label_file: either(text, texts),
  logging: object({ driver: text, options: mapOf({ kinds: ['text', 'number', 'null'] }, 'allowed') }),
  models: either(distinctTexts, mapOf(orNull(object({ endpoint_var: text, model_var: text })), 'allowed', NAMES)),
  networks: either(distinctTexts, mapOf(network, 'refused', NAMES)),
  oom_score_adj: range(-1000, 1000),
  pid: orNull(text),
  ports: listOf(either({ kinds: ['number', 'text'] }, port), true),
  provider: object({ type: text, options: mapOf(either(providerOption, listOf(providerOption)), 'allowed') }, ['type']),
  pull_policy: { ...text, pattern: PULL },
  storage_opt: { kinds: ['mapping'] },
  ulimits: limits,
  use_api_socket: strictBoolean,
  volumes: listOf(either(text, mount), true),
});
