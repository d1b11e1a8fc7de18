import { fields, items, mapped, plain, text, type ComposeDocument, type Fields } from './compose-document.ts';
import { isInTree } from './in-tree.ts';
import type { Isolation } from './isolation.ts';

/** What of a project's volumes, configs and secrets its services are given. */
export interface Mounts {
  /** `volumes`, `configs`, `secrets` and `tmpfs` of a service. */
  readonly ofService: ReadonlyMap<string, Fields>;
  /** New and empty, whatever drivers and names they were to have. */
  readonly volumes: Readonly<Record<string, Fields>>;
  readonly configs: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
  readonly notes: readonly string[];
}

export type Placing = Pick<Isolation, 'root' | 'missing' | 'labels'>;

export function mountsIn(document: ComposeDocument, { root, missing, labels }: Placing): Mounts {
  const sources = bindSources(document).filter(source => !missing.has(plain(source)));
  const folders = new Map([...missing].map((path, index) => [path, `folder-${index + 1}`] as const));
  const refusing = new Map([...filesOutside('configs', document.configs, root), ...filesOutside('secrets', document.secrets, root)]);
  const services = mapped(document.services, (service, name) => serviceMounts(name, service, { root, sources, refusing, folders }));
  const kept = Object.values(services);
  return {
    ofService: new Map(Object.entries(mapped(services, service => service.kept))),
    volumes: Object.fromEntries(kept.flatMap(service => service.volumes).map(name => [name, { labels }])),
    configs: new Set(kept.flatMap(service => namesIn(service.kept['configs']))),
    secrets: new Set(kept.flatMap(service => namesIn(service.kept['secrets']))),
    notes: [...kept.flatMap(service => service.notes), ...volumeNotes(document)],
  };
}

interface ServiceMounts {
  readonly kept: Fields;
  readonly volumes: readonly string[];
  readonly notes: readonly string[];
}

interface Rules {
  readonly root: string;
  readonly sources: readonly string[];
  /** Volumes that stand for folders which are not in the tree: what is written there is no part of it. */
  readonly folders: ReadonlyMap<string, string>;
  /** `configs:NAME` of what would show a file of the machine → what that is. */
  readonly refusing: ReadonlyMap<string, string>;
}

function serviceMounts(name: string, service: Fields, rules: Rules): ServiceMounts {
  const mounts = items(service['volumes']).map(written => mount(name, fields(written), rules));
  const files = (['configs', 'secrets'] as const).map(kind => {
    const asked = items(service[kind]);
    const refused = asked.flatMap(item => rules.refusing.get(`${kind}:${sourceOf(item)}`) ?? []);
    return { kind, items: asked.filter(item => !rules.refusing.has(`${kind}:${sourceOf(item)}`)), refused };
  });
  const kept = mounts.flatMap(({ kept }) => (kept ? [kept] : []));
  return {
    kept: {
      ...(kept.length > 0 ? { volumes: kept } : {}),
      ...Object.fromEntries(files.filter(({ items }) => items.length > 0).map(({ kind, items }) => [kind, items])),
    },
    volumes: kept.flatMap(({ type, source }) => (type === 'volume' && typeof source === 'string' ? [source] : [])),
    notes: [
      ...mounts.flatMap(({ note }) => note ?? []),
      ...files.flatMap(({ refused }) => refused.map(what => `${what} is not given to ${name}.`)),
    ],
  };
}

const sourceOf = (item: unknown): string => text(item) ?? text(fields(item)['source']) ?? '';

const namesIn = (list: unknown): readonly string[] => items(list).map(sourceOf);

function mount(service: string, written: Fields, { root, sources, folders }: Rules): { readonly kept?: Fields; readonly note?: string } {
  const { type, source, target, read_only, tmpfs, volume } = written;
  const readOnly = read_only === true ? { read_only } : {};
  if (type === 'tmpfs') return { kept: { type, target, ...(tmpfs === undefined ? {} : { tmpfs }) } };
  if (type === 'volume')
    return { kept: { type, target, ...(source === undefined ? {} : { source }), ...readOnly, ...(volume ? { volume } : {}) } };
  const path = text(source) ?? '';
  if (type !== 'bind' || !isInTree(root, path))
    return { note: `${plain(path).replace(`${root}/`, '') || (text(type) ?? 'A mount')} of this machine is not given to ${service}.` };
  const folder = folders.get(plain(path));
  if (folder !== undefined) return { kept: { type: 'volume', source: folder, target, ...readOnly } };
  const bind = { create_host_path: true };
  // Who may write beside what another mounts could put a link there that leads out of the tree.
  const holdsOther = sources.some(other => other !== path && isInTree(plain(path), other));
  if (!holdsOther || read_only === true) return { kept: { type, source, target, bind, ...readOnly } };
  return {
    kept: { type, source, target, bind, read_only: true },
    note: `${plain(path).slice(root.length + 1) || 'The repository'} is given to ${service} read-only, since something inside it is mounted too.`,
  };
}

function bindSources({ services, configs, secrets }: ComposeDocument): readonly string[] {
  const mounted = Object.values(services).flatMap(({ volumes }) => items(volumes).map(fields));
  const files = [...Object.values(configs), ...Object.values(secrets)].map(({ file }) => file);
  return [...mounted.filter(({ type }) => type === 'bind').map(({ source }) => source), ...files].flatMap(source => text(source) ?? []);
}

/** A secret that is a variable would be one of whoever runs this; the process that reads the project has none of those. */
function filesOutside(kind: string, named: Readonly<Record<string, Fields>>, root: string): readonly (readonly [string, string])[] {
  return Object.entries(named).flatMap(([name, { file, external }]): (readonly [string, string])[] => {
    const path = text(file);
    if (external === true) return [[`${kind}:${name}`, `What is outside of the project as ${name}`]];
    return path === undefined || isInTree(root, path) ? [] : [[`${kind}:${name}`, `${plain(path)} of this machine`]];
  });
}

function volumeNotes({ services, volumes }: ComposeDocument): readonly string[] {
  const used = new Set(Object.values(services).flatMap(({ volumes: mounts }) => items(mounts).map(sourceOf)));
  return Object.entries(volumes).flatMap(([name, { external, driver_opts, driver }]) => {
    if (!used.has(name)) return [];
    if (external === true) return [`The volume ${name} is external; here it is a new, empty one.`];
    const isSpecial = Object.keys(fields(driver_opts)).length > 0 || (driver !== undefined && driver !== 'local');
    return isSpecial ? [`The volume ${name} has a driver or options of its own; here it is a plain, empty one.`] : [];
  });
}
