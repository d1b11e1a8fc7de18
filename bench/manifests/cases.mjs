// What both manifest scorers share: cases with the objects that a reference gave, and the answers of a command.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** Stands where two runs of the reference differed: such a value is compared with nothing. */
export const UNSTABLE = '\u22a5unstable';

/** The options before `--` and the command after it; ends the process with the usage where one is missing. */
export function request(usage, options) {
  const cut = process.argv.indexOf('--');
  const command = cut < 0 ? [] : process.argv.slice(cut + 1);
  const { positionals, values } = parseArgs({
    args: process.argv.slice(2, cut < 0 ? undefined : cut),
    allowPositionals: true,
    options: { misses: { type: 'string', default: '0' }, json: { type: 'string' }, only: { type: 'string' }, ...options },
  });
  if (positionals.length !== 1 || (command.length === 0 && !values.write)) {
    console.error(usage);
    process.exit(2);
  }
  return { file: positionals[0], command, ...values, misses: Number(values.misses) };
}

/** A line is a case as JSON ({"dir", "values", "objects"}), or a folder and, after tabs, its values files. */
export const casesOf = (file, only = '') =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '' && line.includes(only))
    .map(line => (line.startsWith('{') ? JSON.parse(line) : caseOf(line.split('\t'))));

const caseOf = ([dir, ...values]) => ({ dir, values });

/** The objects that a command prints for a case, or why there are none. */
export function answer(command, { dir, values = [] }, flags = ['--format', 'json']) {
  const [program, ...first] = command;
  const run = spawnSync(program, [...first, dir, ...values.flatMap(file => ['--values', file]), ...flags], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    timeout: 120_000,
  });
  try {
    const { objects } = JSON.parse(run.stdout);
    return { objects: objects.filter(isMap) };
  } catch {
    return { objects: [], failed: (run.stderr || run.error?.message || `ended with ${run.status}`).trim().split('\n').at(-1) };
  }
}

export const isMap = value => typeof value === 'object' && value !== null && !Array.isArray(value);

export const nameOf = object =>
  [object.kind, object.metadata?.namespace, object.metadata?.name].filter(part => part !== undefined && part !== '').join('/');

/** The same text for the same value, whatever the order of its keys. */
export const canonical = value =>
  JSON.stringify(value, (_, at) => (isMap(at) ? Object.fromEntries(Object.entries(at).sort(([a], [b]) => (a < b ? -1 : 1))) : at));

/** Where a value is not as expected, as `path: expected → got`; nothing when both are equal. */
export function* differences(expected, got, path = '') {
  if (expected === UNSTABLE) return;
  if (isMap(expected) && isMap(got)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(got)]))
      yield* differences(expected[key], got[key], `${path}.${key}`);
  } else if (Array.isArray(expected) && Array.isArray(got) && expected.length === got.length) {
    for (const index of expected.keys()) yield* differences(expected[index], got[index], `${path}[${index}]`);
  } else if (expected !== got && canonical(expected) !== canonical(got)) {
    yield `${path}: ${shown(expected, got)}`;
  }
}

/** Both values cut short, texts from a little before the place where they part. */
function shown(expected, got) {
  const [one, other] = [expected, got].map(value => canonical(value) ?? 'absent');
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const from = start < 60 ? 0 : start - 30;
  return [one, other].map(text => (from > 0 ? '…' : '') + text.slice(from, from + 160)).join(' → ');
}

/** Expected and got objects in pairs: by kind and name, equal ones first; what has no partner stands alone. */
export function pairs(expected, got) {
  const free = Map.groupBy(got, nameOf);
  const made = [];
  for (const wanted of expected) {
    const same = free.get(nameOf(wanted)) ?? [];
    const at = Math.max(
      0,
      same.findIndex(object => equal(wanted, object)),
    );
    made.push([wanted, ...same.splice(at, 1)]);
  }
  return { made, extra: [...free.values()].flat() };
}

export const equal = (expected, got) => got !== undefined && differences(expected, got).next().done === true;

export const percent = (part, whole) => (whole === 0 ? '—' : `${((100 * part) / whole).toFixed(2)}%`);

/** Writes a reference, a case a line; what the oracle failed on is said and left out. */
export function writeReference(path, lines) {
  for (const { dir, failed } of lines) if (failed) console.error(`${dir}: ${failed}`);
  writeFileSync(
    path,
    lines
      .filter(({ failed }) => !failed)
      .map(line => `${JSON.stringify(line)}\n`)
      .join(''),
  );
}
