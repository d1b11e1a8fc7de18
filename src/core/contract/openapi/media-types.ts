import { fields, type Field, type Place } from './place.ts';

export interface MediaTypes {
  readonly both: readonly { readonly before: Field; readonly after: Field }[];
  readonly added: readonly Field[];
  readonly removed: readonly Field[];
}

/** Media types go together by name, else by what they mean: `application/json` with `application/problem+json`. */
export function mediaTypes(before: Place | undefined, after: Place | undefined): MediaTypes {
  const [from, to] = [fields(before), fields(after)];
  const exact = from.flatMap(field => {
    const other = to.find(({ key }) => key === field.key);
    return other ? [{ before: field, after: other }] : [];
  });
  const left = from.filter(({ key }) => !to.some(other => other.key === key));
  const taken = new Set<Field>();
  const alike = to.flatMap(field => {
    if (from.some(({ key }) => key === field.key)) return [];
    const other = left.find(({ key }, index) => !taken.has(left[index]!) && (contains(key, field.key) || contains(field.key, key)));
    if (!other) return [];
    taken.add(other);
    return [{ before: other, after: field }];
  });
  return {
    both: [...exact, ...alike],
    added: to.filter(field => !from.some(({ key }) => key === field.key) && !alike.some(({ after: other }) => other === field)),
    removed: left.filter(field => !taken.has(field)),
  };
}

export const isJson = (mediaType: string): boolean => mediaType === 'application/json' || mediaType.endsWith('+json');

interface MediaType {
  readonly type: string;
  readonly subtype: string;
  readonly suffix: string;
  readonly parameters: string;
}

const NAME = /^([\w!#$%&'*+.^`|~-]+)\/([\w!#$%&'*.^`|~-]+)(?:\+([\w!#$%&'*.^`|~-]+))?\s*(?:;\s*(.*))?$/;

function mediaType(text: string): MediaType | undefined {
  const match = NAME.exec(text.trim());
  if (!match) return undefined;
  const [, type = '', subtype = '', suffix = '', rest = ''] = match.map(part => part?.toLowerCase() ?? '');
  const parameters = rest.split(';').map(part => part.replaceAll(/[\s"]/g, ''));
  return { type, subtype, suffix, parameters: parameters.filter(Boolean).toSorted().join(';') };
}

/** Whether the second is a special case of the first. Parameters do not count. */
export function contains(general: string, special: string): boolean {
  const [one, other] = [mediaType(general), mediaType(special)];
  if (!one || !other || one.type !== other.type) return false;
  if (one.suffix === '' && other.suffix !== '' && other.suffix === one.subtype) return true;
  return one.subtype === other.subtype && one.suffix === other.suffix;
}

export const sameParameters = (one: string, other: string): boolean => mediaType(one)?.parameters === mediaType(other)?.parameters;
