import { fields, items, text, type Fields } from '../compose-document.ts';

/** A scalar as a manifest means it where it asks for a text. */
export const scalar = (value: unknown): string | undefined =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : text(value);

export const whole = (value: unknown): number | undefined => {
  const number = typeof value === 'number' ? value : Number(text(value) ?? Number.NaN);
  return Number.isInteger(number) ? number : undefined;
};

export const nameOf = (object: Fields): string => scalar(fields(object['metadata'])['name']) ?? '';

export const namespaceOf = (object: Fields): string | undefined => scalar(fields(object['metadata'])['namespace']);

export const kindOf = (object: Fields): string => text(object['kind']) ?? '';

/** Manifests that are applied with a namespace often write none. */
export const shareNamespace = (one: string | undefined, other: string | undefined): boolean =>
  one === undefined || other === undefined || one === other;

export const mappings = (value: unknown): readonly Fields[] => items(value).map(fields);

/** What compose takes as the name of a service, a volume or a config. */
export const composeKey = (written: string): string => written.replace(/[^a-zA-Z0-9._-]+/g, '-').replace(/^[^a-zA-Z0-9]+/, '') || 'unnamed';
