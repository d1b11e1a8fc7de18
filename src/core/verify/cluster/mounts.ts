import { fields, type Fields } from '../compose-document.ts';
import { composeKey, mappings, scalar, whole } from './objects.ts';
import { madeUp, madeUpNote, type SettingKind, type Settings } from './settings.ts';
import type { Workload } from './workloads.ts';

/** What a container mounts, and the volumes and files that are made for it. */
export interface ContainerMounts {
  readonly volumes: readonly Fields[];
  readonly configs: readonly Fields[];
  readonly madeVolumes: readonly string[];
  readonly madeFiles: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

interface Around {
  readonly workload: Workload;
  readonly settings: Settings;
}

/** A file of a ConfigMap or a Secret. */
interface MountedFile {
  readonly key: string;
  readonly path: string;
  readonly content: string;
  readonly mode: number | undefined;
}

type Source =
  | { readonly kind: 'files'; readonly files: readonly MountedFile[]; readonly notes: readonly string[] }
  | { readonly kind: 'volume'; readonly name: string }
  | { readonly kind: 'scratch' }
  | { readonly kind: 'nothing'; readonly notes: readonly string[] };

export function mountsOf(container: Fields, around: Around): ContainerMounts {
  const sources = new Map(mappings(around.workload.pod['volumes']).map(volume => [scalar(volume['name']), sourceOf(volume, around)]));
  for (const claim of around.workload.claims)
    sources.set(claim, { kind: 'volume', name: composeKey(`${around.workload.service}-${claim}`) });
  const volumes: Fields[] = [];
  const configs: Fields[] = [];
  const madeVolumes: string[] = [];
  const madeFiles = new Map<string, string>();
  const notes: string[] = [];
  for (const mount of mappings(container['volumeMounts'])) {
    const target = scalar(mount['mountPath']) ?? '';
    const source = sources.get(scalar(mount['name']));
    const readOnly = mount['readOnly'] === true ? { read_only: true } : {};
    if (!source || target === '') continue;
    if ('notes' in source) notes.push(...source.notes);
    if (source.kind === 'scratch') volumes.push({ type: 'tmpfs', target });
    if (source.kind === 'volume') {
      const name = withPart(source.name, scalar(mount['subPath']));
      madeVolumes.push(name);
      volumes.push({ type: 'volume', source: name, target, ...readOnly });
    }
    for (const file of source.kind === 'files' ? source.files : []) {
      const at = placeOf(file, target, scalar(mount['subPath']));
      if (at === undefined) continue;
      madeFiles.set(file.key, file.content);
      configs.push({ source: file.key, target: at, ...(file.mode !== undefined && { mode: file.mode }) });
    }
  }
  return { volumes, configs, madeVolumes, madeFiles, notes };
}

/** Parts of one volume that are mounted in several places are volumes of their own here. */
const withPart = (name: string, part: string | undefined): string => (part === undefined ? name : composeKey(`${name}-${part}`));

const placeOf = ({ path }: MountedFile, target: string, part: string | undefined): string | undefined => {
  if (part === undefined) return `${target.replace(/\/$/, '')}/${path}`;
  if (path === part) return target;
  return path.startsWith(`${part}/`) ? `${target.replace(/\/$/, '')}/${path.slice(part.length + 1)}` : undefined;
};

function sourceOf(volume: Fields, around: Around): Source {
  const { workload } = around;
  if (volume['configMap'] !== undefined) return filesOf('ConfigMap', fields(volume['configMap']), around);
  if (volume['secret'] !== undefined) return filesOf('Secret', fields(volume['secret']), around);
  if (volume['projected'] !== undefined) return projected(fields(volume['projected']), around);
  if (volume['persistentVolumeClaim'] !== undefined)
    return { kind: 'volume', name: composeKey(scalar(fields(volume['persistentVolumeClaim'])['claimName']) ?? 'claim') };
  const name = scalar(volume['name']) ?? '';
  if (volume['emptyDir'] !== undefined)
    return isShared(name, workload) ? { kind: 'volume', name: composeKey(`${workload.service}-${name}`) } : { kind: 'scratch' };
  const [kind = 'nothing'] = Object.keys(volume).filter(key => key !== 'name');
  if (kind === 'ephemeral') return { kind: 'volume', name: composeKey(`${workload.service}-${name}`) };
  return { kind: 'nothing', notes: [`The volume ${name} of ${workload.service} (${kind}) is not given to it.`] };
}

const isShared = (volume: string, { pod }: Workload): boolean =>
  [...mappings(pod['containers']), ...mappings(pod['initContainers'])].filter(container =>
    mappings(container['volumeMounts']).some(mount => scalar(mount['name']) === volume),
  ).length > 1;

function projected(source: Fields, around: Around): Source {
  const parts = mappings(source['sources']).map((part): Source => {
    if (part['configMap'] !== undefined)
      return filesOf('ConfigMap', { defaultMode: source['defaultMode'], ...fields(part['configMap']) }, around);
    if (part['secret'] !== undefined) return filesOf('Secret', { defaultMode: source['defaultMode'], ...fields(part['secret']) }, around);
    return {
      kind: 'nothing',
      notes: [`What a cluster alone can put into files (${Object.keys(part).join(', ')}) is not given to ${around.workload.service}.`],
    };
  });
  return {
    kind: 'files',
    files: parts.flatMap(part => (part.kind === 'files' ? part.files : [])),
    notes: parts.flatMap(part => ('notes' in part ? part.notes : [])),
  };
}

function filesOf(kind: SettingKind, written: Fields, { workload, settings }: Around): Source {
  const name = scalar(written[kind === 'Secret' ? 'secretName' : 'name']) ?? scalar(written['name']) ?? '';
  const found = settings.find(kind, name, workload.namespace);
  const mode = whole(written['defaultMode']);
  const items = mappings(written['items']);
  if (!found && written['optional'] !== true && !(kind === 'Secret' && items.length > 0))
    return { kind: 'nothing', notes: [`Files of the ${kind} ${name} are not given to ${workload.service}: it is not written here.`] };
  const keys =
    items.length > 0
      ? items.map(item => ({ key: scalar(item['key']) ?? '', path: scalar(item['path']), mode: whole(item['mode']) }))
      : [...(found?.keys() ?? [])].map(key => ({ key, path: key, mode: undefined }));
  const files = keys.flatMap(({ key, path = key, mode: own = mode }) => {
    const content = found?.get(key) ?? (kind === 'Secret' ? madeUp(name, key) : undefined);
    return content === undefined
      ? []
      : [{ key: composeKey(`${kind.toLowerCase()}-${workload.namespace ?? ''}-${name}-${key}`), path, content, mode: own }];
  });
  return {
    kind: 'files',
    files,
    notes:
      !found && files.length > 0
        ? [
            madeUpNote(
              name,
              keys.map(({ key }) => key),
            ),
          ]
        : [],
  };
}
