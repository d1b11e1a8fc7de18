import { fields, items, only, text, texts, type Fields } from './compose-document.ts';

const named = (...lines: readonly string[]): readonly string[] => lines.flatMap(line => line.split(' '));

/** What a service keeps of how it is written. Everything that is not named is left out: a future compose may know new ways to the host. */
const KEPT: ReadonlySet<string> = new Set(
  named(
    'command entrypoint environment healthcheck user working_dir hostname domainname platform stop_signal',
    'stop_grace_period init tty stdin_open read_only tmpfs shm_size ulimits sysctls expose mem_limit mem_reservation',
    'memswap_limit cpus cpu_shares cpuset pids_limit cap_drop group_add dns dns_search dns_opt',
  ),
);

/** Left out without a word: they say how to run it elsewhere, or are said anew. */
const SILENT: ReadonlySet<string> = new Set(
  named(
    'image build pull_policy ports container_name restart profiles develop labels label_file networks depends_on extra_hosts',
    'links external_links volumes configs secrets env_file extends logging attach scale deploy network_mode cap_add',
    'security_opt privileged pid ipc uts cgroup userns_mode mac_address isolation annotations',
  ),
);

/** What a process may do in its own namespaces without reaching those of the host; the rest lets it out. */
const HARMLESS: ReadonlySet<string> = new Set(
  named(
    'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP SETUID',
    'SYS_CHROOT IPC_LOCK SYS_NICE SYS_PTRACE SYS_RESOURCE NET_ADMIN',
  ),
);

export interface ServiceFields {
  readonly kept: Fields;
  readonly notes: readonly string[];
}

export function serviceFields(name: string, service: Fields): ServiceFields {
  const capabilities = texts(service['cap_add']);
  const allowed = capabilities.filter(isHarmless);
  const options = texts(service['security_opt']).filter(option => option.startsWith('no-new-privileges'));
  const limits = fields(fields(fields(service['deploy'])['resources'])['limits']);
  return {
    kept: {
      ...only(service, key => KEPT.has(key) && service[key] !== null),
      ...(allowed.length > 0 ? { cap_add: allowed } : {}),
      ...(options.length > 0 ? { security_opt: options } : {}),
      ...(Object.keys(limits).length > 0 ? { deploy: { resources: { limits } } } : {}),
    },
    notes: notGiven(service, capabilities)
      .map(what => `${what} ${what.startsWith('Devices') ? 'are' : 'is'} not given to ${name}.`)
      .concat(otherwise(name, service)),
  };
}

const isHarmless = (capability: string): boolean => HARMLESS.has(capability.toUpperCase().replace(/^CAP_/, ''));

const NAMESPACES: Readonly<Record<string, string>> = {
  network_mode: 'network',
  pid: 'process list',
  ipc: 'shared memory',
  uts: 'host name',
  cgroup: 'cgroup',
  userns_mode: 'user namespace',
};

function notGiven(service: Fields, capabilities: readonly string[]): readonly string[] {
  const options = texts(service['security_opt']).filter(option => !option.startsWith('no-new-privileges'));
  const unknown = Object.keys(service).filter(key => !KEPT.has(key) && !SILENT.has(key) && !isEmpty(service[key]));
  return [
    ...(service['privileged'] === true ? ['Every privilege (privileged)'] : []),
    ...capabilities.filter(capability => !isHarmless(capability)).map(capability => `The capability ${capability}`),
    ...options.map(option => `The security option ${option}`),
    ...Object.entries(NAMESPACES).flatMap(([key, what]) => sharedNamespace(what, text(service[key]))),
    ...unknown.map(key => (key === 'devices' ? 'Devices of this machine' : `What ${key} asks for`)),
  ];
}

function sharedNamespace(what: string, mode: string | undefined): readonly string[] {
  if (mode === 'host') return [`The ${what} of this machine`];
  return mode?.startsWith('container:') ? [`The ${what} of the container ${mode.slice('container:'.length)}`] : [];
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === false || value === '' || value === 0 || (Array.isArray(value) && value.length === 0);

function otherwise(name: string, service: Fields): readonly string[] {
  const copies = fields(service['deploy'])['replicas'] ?? service['scale'];
  const fixed = Object.values(fields(service['networks'])).filter(network => text(fields(network)['ipv4_address']) !== undefined);
  return [
    ...(typeof copies === 'number' && copies > 1 ? [`${name} runs as one container, not as ${copies}.`] : []),
    ...(fixed.length > 0 ? [`${name} has no fixed address here; it is reached by its names.`] : []),
    ...(items(service['external_links']).length > 0 ? [`${name} is not linked to containers of other projects.`] : []),
  ];
}
