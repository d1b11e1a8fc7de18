import { fields, type Fields } from '../compose-document.ts';
import { mappings, scalar } from './objects.ts';
import { madeUp, madeUpNote, type SettingKind, type Settings } from './settings.ts';
import type { Workload } from './workloads.ts';

export interface Variables {
  readonly values: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

interface Around {
  readonly workload: Workload;
  readonly settings: Settings;
}

/** What a container finds in its environment. */
export function variablesOf(container: Fields, around: Around): Variables {
  const values = new Map<string, string>();
  const notes: string[] = [];
  for (const source of mappings(container['envFrom'])) notes.push(...takenWhole(source, values, around));
  for (const entry of mappings(container['env'])) {
    const name = scalar(entry['name']);
    if (name === undefined) continue;
    const given = scalar(entry['value']);
    const found = given === undefined ? reference(fields(entry['valueFrom']), around) : { value: expanded(given, values) };
    if ('value' in found) values.set(name, found.value);
    if ('why' in found) notes.push(`${name} of ${around.workload.service} ${found.why}.`);
    if ('note' in found) notes.push(found.note!);
  }
  return { values, notes };
}

/** Texts of a command too hold `$(NAME)`; what is not known stays as it is written, as in a cluster. */
export const expanded = (written: string, values: ReadonlyMap<string, string>): string =>
  written.replace(/\$\$|\$\(([A-Za-z_.-][\w.-]*)\)/g, (whole, name: string | undefined) =>
    name === undefined ? '$' : (values.get(name) ?? whole),
  );

function takenWhole(source: Fields, values: Map<string, string>, { workload, settings }: Around): readonly string[] {
  const [kind, reference] =
    source['secretRef'] === undefined ? (['ConfigMap', source['configMapRef']] as const) : (['Secret', source['secretRef']] as const);
  const { name, optional } = fields(reference);
  const found = settings.find(kind, scalar(name) ?? '', workload.namespace);
  for (const [key, value] of found ?? []) values.set(`${scalar(source['prefix']) ?? ''}${key}`, value);
  return found || optional === true
    ? []
    : [`${workload.service} takes all of the ${kind} ${scalar(name) ?? ''}, which is not written here.`];
}

type Found = { readonly value: string; readonly note?: string } | { readonly why: string } | Record<string, never>;

function reference(source: Fields, around: Around): Found {
  if (source['configMapKeyRef'] !== undefined) return keyOf('ConfigMap', fields(source['configMapKeyRef']), around);
  if (source['secretKeyRef'] !== undefined) return keyOf('Secret', fields(source['secretKeyRef']), around);
  const field = scalar(fields(source['fieldRef'])['fieldPath']);
  const value = field === undefined ? undefined : fieldOf(field, around.workload);
  if (value !== undefined) return { value };
  const what = field ?? scalar(fields(source['resourceFieldRef'])['resource']);
  return what === undefined ? { value: '' } : { why: `is not set: only a cluster knows ${what}` };
}

function keyOf(kind: SettingKind, { name, key, optional }: Fields, { workload, settings }: Around): Found {
  const [object, entry] = [scalar(name) ?? '', scalar(key) ?? ''];
  const value = settings.find(kind, object, workload.namespace)?.get(entry);
  if (value !== undefined) return { value };
  if (optional === true) return {};
  if (kind === 'Secret') return { value: madeUp(object, entry), note: madeUpNote(object, [entry]) };
  return { why: `is not set: the ${kind} ${object} with ${entry} is not written here` };
}

function fieldOf(path: string, { name, namespace, service, labels, pod, kind }: Workload): string | undefined {
  const label = /^metadata\.labels\['(.+)'\]$/.exec(path)?.[1];
  if (label !== undefined) return scalar(labels[label]);
  switch (path) {
    case 'metadata.name':
      return kind === 'StatefulSet' ? `${name}-0` : name;
    case 'metadata.namespace':
      return namespace ?? 'default';
    case 'spec.serviceAccountName':
      return scalar(pod['serviceAccountName']) ?? 'default';
    case 'spec.nodeName':
    case 'metadata.uid':
      return service;
    case 'status.podIP':
    case 'status.hostIP':
      return '0.0.0.0';
    default:
      return undefined;
  }
}
