import { TemplateError } from '../value.ts';
import type { GoFunction, GoObject, GoString, GoValue } from '../value.ts';
import { byBytes } from './printing.ts';
import { takes } from './signature.ts';
import { boolFrom, intFrom, originsIn, textFrom } from './text.ts';

interface Version {
  readonly numbers: readonly [major: number, minor: number, patch: number];
  readonly pre: string;
  readonly metadata: string;
}

const TAIL = '(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?';
const VERSION = new RegExp(`^v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?${TAIL}$`);
const LOOSE = `v?([0-9|xX*]+)(?:\\.([0-9|xX*]+))?(?:\\.([0-9|xX*]+))?${TAIL}`;
const OPERATOR = '(?:!=|>=|=>|<=|=<|~>|=|>|<|~|\\^|)';
const ONE = new RegExp(`^\\s*(${OPERATOR})\\s*(${LOOSE})\\s*$`);
const RANGE = new RegExp(`\\s*(${LOOSE})\\s+-\\s+(${LOOSE})\\s*`, 'g');
const EACH = new RegExp(`${OPERATOR}\\s*${LOOSE}`, 'g');
const ALL = new RegExp(`^\\s*${OPERATOR}\\s*${LOOSE}\\s*(?:(?:\\s|,\\s*)${OPERATOR}\\s*${LOOSE}\\s*)*$`);
/** Versions of a chart are short; the patterns above are tried on nothing longer. */
const LONGEST_VERSION = 256;

function versionOf(text: string): Version {
  const match = text.length > LONGEST_VERSION ? undefined : VERSION.exec(text);
  if (!match) throw new TemplateError('Invalid Semantic Version');
  const [, major = '0', minor = '0', patch = '0', pre = '', metadata = ''] = match;
  if (pre.split('.').some(part => /^0\d+$/.test(part))) throw new TemplateError('Version segment starts with 0');
  return { numbers: [Number(major), Number(minor), Number(patch)], pre, metadata };
}

const sign = (difference: number): number => (difference < 0 ? -1 : difference > 0 ? 1 : 0);

function order(a: Version, b: Version): number {
  for (const index of [0, 1, 2] as const) if (a.numbers[index] !== b.numbers[index]) return sign(a.numbers[index] - b.numbers[index]);
  if (a.pre === b.pre) return 0;
  if (a.pre === '' || b.pre === '') return a.pre === '' ? 1 : -1;
  return preOrder(a.pre.split('.'), b.pre.split('.'));
}

/** Numbers before words, fewer parts before more. */
function preOrder(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [left, right] = [a[index], b[index]];
    if (left === right) continue;
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    const [isLeft, isRight] = [/^\d+$/.test(left), /^\d+$/.test(right)];
    if (isLeft && isRight) return sign(Number(left) - Number(right));
    return isLeft !== isRight ? (isLeft ? -1 : 1) : sign(byBytes(left, right));
  }
  return 0;
}

interface Constraint {
  readonly operator: string;
  readonly version: Version;
  /** Which part is left open by an `x` or by being absent. */
  readonly open?: 'major' | 'minor' | 'patch';
}

const isOpen = (part: string | undefined): boolean => part === undefined || /^[xX*]$/.test(part);

function constraintOf(text: string): Constraint {
  const match = ONE.exec(text);
  if (!match) throw new TemplateError(`improper constraint: ${text}`);
  const [, operator = '', , major = '', minor, patch, pre, metadata] = match;
  const open = isOpen(major) ? 'major' : isOpen(minor) ? 'minor' : isOpen(patch) ? 'patch' : undefined;
  const numbers = [open === 'major' ? '0' : major, open === 'major' || open === 'minor' ? '0' : minor, open ? '0' : patch];
  const tail = `${pre === undefined ? '' : `-${pre}`}${metadata === undefined || open ? '' : `+${metadata}`}`;
  return { operator, version: versionOf(numbers.join('.') + tail), ...(open ? { open } : {}) };
}

/** Alternatives of constraints that must all hold; `1.2 - 1.4` is two of them. */
function constraintsOf(text: string): Constraint[][] {
  if (text.length > LONGEST_VERSION) throw new TemplateError(`improper constraint: ${text.slice(0, 40)}…`);
  const plain = text.replace(RANGE, (...found) => `>= ${found[1]}, <= ${found[7]}`);
  return plain.split('||').map(part => {
    const each = ALL.test(part) ? part.match(EACH) : undefined;
    if (!each) throw new TemplateError(`improper constraint: ${text}`);
    return each.map(constraintOf);
  });
}

type Check = (version: Version, constraint: Constraint) => boolean;

const tilde: Check = (version, { version: wanted, open }) => {
  if (order(version, wanted) < 0) return false;
  const isAny = wanted.numbers.every(number => number === 0) && open !== 'minor' && open !== 'patch';
  if (isAny) return true;
  return version.numbers[0] === wanted.numbers[0] && (version.numbers[1] === wanted.numbers[1] || open === 'minor');
};

const caret: Check = (version, { version: wanted, open }) => {
  if (order(version, wanted) < 0) return false;
  const [major, minor, patch] = wanted.numbers;
  if (major > 0 || open === 'minor') return version.numbers[0] === major;
  if (version.numbers[0] > 0) return false;
  if (minor > 0 || open === 'patch') return version.numbers[1] === minor;
  return version.numbers[1] === 0 && version.numbers[2] === patch;
};

const greater: Check = (version, { version: wanted, open }) => {
  if (!open) return order(version, wanted) > 0;
  if (version.numbers[0] !== wanted.numbers[0]) return version.numbers[0] > wanted.numbers[0];
  if (open === 'minor') return false;
  return open === 'patch' ? version.numbers[1] > wanted.numbers[1] : order(version, wanted) > 0;
};

const atMost: Check = (version, { version: wanted, open }) => {
  if (!open) return order(version, wanted) <= 0;
  if (version.numbers[0] !== wanted.numbers[0]) return version.numbers[0] < wanted.numbers[0];
  return version.numbers[1] <= wanted.numbers[1] || open === 'minor';
};

const different: Check = (version, { version: wanted, open }) => {
  if (!open) return order(version, wanted) !== 0;
  if (version.numbers[0] !== wanted.numbers[0]) return true;
  if (open === 'minor') return false;
  if (version.numbers[1] !== wanted.numbers[1]) return true;
  return open === 'patch' ? version.pre !== wanted.pre : version.numbers[2] !== wanted.numbers[2] || order(version, wanted) !== 0;
};

const same: Check = (version, constraint) => (constraint.open ? tilde(version, constraint) : order(version, constraint.version) === 0);
const atLeast: Check = (version, { version: wanted }) => order(version, wanted) >= 0;

const CHECKS: Readonly<Record<string, Check>> = {
  '': same,
  '=': same,
  '!=': different,
  '>': greater,
  '<': (version, { version: wanted }) => order(version, wanted) < 0,
  '>=': atLeast,
  '=>': atLeast,
  '<=': atMost,
  '=<': atMost,
  '~': tilde,
  '~>': tilde,
  '^': caret,
};

/** A version before a release (`1.2.3-rc.1`) fits only where the constraint names such a one itself. */
function holds(version: Version, constraint: Constraint): boolean {
  if (version.pre !== '' && constraint.version.pre === '' && !(constraint.operator === '!=' && !constraint.open)) return false;
  return CHECKS[constraint.operator]!(version, constraint);
}

const shownVersion = ({ numbers, pre, metadata }: Version): string =>
  numbers.join('.') + (pre === '' ? '' : `-${pre}`) + (metadata === '' ? '' : `+${metadata}`);

const method = (value: GoValue) => () => value;

function versionObject(text: GoString): GoObject {
  const version = versionOf(text.text);
  const compare = ([other]: readonly GoValue[]): GoValue => {
    const fields = other?.kind === 'object' && other.type === '*semver.Version' ? other.methods.get('Original')?.([]) : undefined;
    if (fields?.kind !== 'string') throw new TemplateError('wrong type for value; expected *semver.Version');
    return intFrom(order(version, versionOf(fields.text)), text, fields);
  };
  const compared = (accepts: (order: number) => boolean) => (args: readonly GoValue[]) => {
    const result = compare(args);
    return boolFrom(result.kind === 'int' && accepts(result.value), result);
  };
  const [major, minor, patch] = version.numbers.map(number => method({ ...intFrom(number, text), long: true }));
  return {
    kind: 'object',
    type: '*semver.Version',
    fields: new Map(),
    methods: new Map([
      ['Major', major!],
      ['Minor', minor!],
      ['Patch', patch!],
      ['Prerelease', method(textFrom(version.pre, text))],
      ['Metadata', method(textFrom(version.metadata, text))],
      ['Original', method(text)],
      ['String', method(textFrom(shownVersion(version), text))],
      ['Compare', compare],
      ['Equal', compared(order => order === 0)],
      ['LessThan', compared(order => order < 0)],
      ['GreaterThan', compared(order => order > 0)],
    ]),
    origins: originsIn(text),
  };
}

export const SEMVER: Readonly<Record<string, GoFunction>> = {
  semver: takes(['string'], versionObject),
  semverCompare: takes(['string', 'string'], (constraint, version) => {
    const alternatives = constraintsOf(constraint.text);
    const parsed = versionOf(version.text);
    return boolFrom(
      alternatives.some(all => all.every(one => holds(parsed, one))),
      constraint,
      version,
    );
  }),
};
