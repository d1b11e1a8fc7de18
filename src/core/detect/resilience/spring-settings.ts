import type { Placed } from '../../link/facts-view.ts';
import type { SetsEnv } from '../../model/variable-fact.ts';
import { baseName } from '../../model/paths.ts';
import type { SystemService } from '../system.ts';

/** A setting of a service's own configuration files, under the one spelling that Spring's relaxed binding makes of all. */
export interface OwnSetting {
  readonly name: string;
  readonly text: string;
  readonly fact: Placed<SetsEnv>;
}

const known = new WeakMap<SystemService, ReadonlyMap<string, OwnSetting>>();

/** Settings without a profile, by name. What an application says of itself wins over what all applications share. */
export function springSettings(service: SystemService): ReadonlyMap<string, OwnSetting> {
  const kept = known.get(service);
  if (kept) return kept;
  const told = service.ownSettings.flatMap((fact): readonly OwnSetting[] =>
    (fact.format === 'spring' || fact.format === 'properties') && fact.profile === undefined && fact.value.kind === 'literal'
      ? [{ name: canonical(fact.name), text: fact.value.text.trim(), fact }]
      : [],
  );
  const ordered = told.toSorted((a, b) => Number(isShared(b)) - Number(isShared(a)));
  const found = new Map(ordered.map(setting => [setting.name, setting]));
  known.set(service, found);
  return found;
}

const canonical = (name: string): string => name.replace(/[-_"']/g, '').toLowerCase();

const isShared = ({ fact: { file } }: OwnSetting): boolean => /^(?:application|bootstrap)\./.test(baseName(file));

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `5000`, `5s`, `500ms`, `PT5S`; a bare number is milliseconds. */
export function milliseconds({ text }: Pick<OwnSetting, 'text'>): number | undefined {
  const written = text.toLowerCase().replace(/^pt/, '');
  const [, amount, unit = 'ms'] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(written) ?? [];
  return amount === undefined ? undefined : Math.round(Number(amount) * UNITS[unit]!);
}

export function count({ text }: Pick<OwnSetting, 'text'>): number | undefined {
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}
