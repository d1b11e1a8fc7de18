import type { Plain } from '../tree.ts';

/** What a scalar of a Kubernetes manifest is, as the YAML 1.2 reader of kubectl and kustomize sees it. `time` ends as a text in one form. */
export type ScalarType = 'text' | 'int' | 'float' | 'bool' | 'null' | 'time';

const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);
const TRUES = new Set(['true', 'True', 'TRUE']);
const FALSES = new Set(['false', 'False', 'FALSE']);
const INFINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const INT = /^[-+]?(?:0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9]\d*)$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const TIME = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|[ ])(\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d{1,9})?(Z|[-+]\d\d:\d\d)?)?$/;

/** The type of an unquoted scalar. */
export function scalarType(text: string): ScalarType {
  if (NULLS.has(text)) return 'null';
  if (TRUES.has(text) || FALSES.has(text)) return 'bool';
  if (!/^[-+.\d]/.test(text)) return 'text';
  if (INFINITE.test(text)) return 'float';
  const digits = text.replaceAll('_', '');
  if (INT.test(digits)) return 'int';
  if (FLOAT.test(digits)) return 'float';
  return TIME.test(text) ? 'time' : 'text';
}

/** What a scalar is in JSON, which is what the cluster is sent. */
export function plainScalar(text: string, type: ScalarType): Plain {
  switch (type) {
    case 'text':
      return text;
    case 'null':
      return null;
    case 'bool':
      return TRUES.has(text) || text === 'true';
    case 'time':
      return utcTime(text);
    case 'int':
      return wholeNumber(text.replaceAll('_', ''));
    case 'float':
      return INFINITE.test(text) ? text : Number(text.replaceAll('_', ''));
  }
}

function wholeNumber(digits: string): number {
  const negative = digits.startsWith('-');
  const plain = digits.replace(/^[-+]/, '').replace(/^0[oO]?(?=[0-7]+$)/, '0o');
  const value = Number(plain);
  return negative && value !== 0 ? -value : value;
}

const two = (part: string | undefined): string => (part ?? '').padStart(2, '0');

function utcTime(text: string): string {
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = TIME.exec(text) ?? [];
  if (year === undefined) return text;
  const kept = fraction.replace(/\.?0+$/, '');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${kept}${zone}`;
}
