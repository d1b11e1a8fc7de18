import { fields, type Fields } from '../compose-document.ts';
import { kindOf, nameOf, namespaceOf, scalar, shareNamespace } from './objects.ts';

/** What ConfigMaps and Secrets hold. */
export interface Settings {
  /** Undefined where there is no such object. */
  readonly find: (kind: SettingKind, name: string, namespace: string | undefined) => ReadonlyMap<string, string> | undefined;
  /** Of what had to be made up. */
  readonly notes: readonly string[];
}

export type SettingKind = 'ConfigMap' | 'Secret';

export function settingsOf(objects: readonly Fields[]): Settings {
  const notes: string[] = [];
  const known = objects.flatMap(object => {
    const kind = kindOf(object);
    if (kind !== 'ConfigMap' && kind !== 'Secret') return [];
    const name = nameOf(object);
    const data = Object.entries(fields(object[kind === 'Secret' ? 'stringData' : 'data']));
    const unknown = data.filter(([, value]) => scalar(value) === undefined).map(([key]) => key);
    if (kind === 'Secret' && unknown.length > 0) notes.push(madeUpNote(name, unknown));
    const values = new Map(data.map(([key, value]) => [key, scalar(value) ?? (kind === 'Secret' ? madeUp(name, key) : '')]));
    return [{ kind, name, namespace: namespaceOf(object), values }];
  });
  return {
    find: (kind, name, namespace) =>
      known.find(each => each.kind === kind && each.name === name && shareNamespace(each.namespace, namespace))?.values,
    notes,
  };
}

/** The same in every run and for whoever reads it, so that both ends of a password agree. */
export const madeUp = (secret: string, key: string): string => `faultline-${secret}-${key}`;

export const madeUpNote = (secret: string, keys: readonly string[]): string =>
  `What the Secret ${secret} holds under ${keys.join(', ')} is not known here; made-up values stand for it.`;
