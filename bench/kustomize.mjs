// Scores a kustomize builder: the objects of each folder against those that kustomize itself gave.
//   node bench/kustomize.mjs REFERENCE.jsonl [--misses N] [--only TEXT] [--json FILE] -- COMMAND     runs COMMAND FOLDER --format json
//   node bench/kustomize.mjs FOLDERS.txt --oracle "COMMAND" --write REFERENCE.jsonl                   runs COMMAND FOLDER; both print {"objects": […]}
// A reference has {"dir", "objects"} a line. Objects count as a set. "exact" compares every character; "without hashes" takes the suffix that
// generators add from the names of ConfigMaps and Secrets, and from what refers to them, on both sides.
import { writeFileSync } from 'node:fs';
import { answer, canonical, casesOf, differences, equal, nameOf, pairs, percent, request, writeReference } from './manifests/cases.mjs';

const usage =
  'Usage: node bench/kustomize.mjs REFERENCE.jsonl [--misses N] -- COMMAND, or node bench/kustomize.mjs FOLDERS.txt --oracle "COMMAND" --write FILE';
const { file, command, misses, only, json, oracle, write } = request(usage, { oracle: { type: 'string' }, write: { type: 'string' } });
const cases = casesOf(file, only);

function prepare() {
  const lines = cases.map(({ dir }) => ({ dir, ...answer(oracle.split(' '), { dir }, []) }));
  writeReference(write, lines);
}

function score() {
  const rows = cases.map(({ dir, objects: wanted }) => {
    const { objects: got, failed } = answer(command, { dir });
    return { dir, failed, exact: compared(wanted, got), unhashed: compared(unhashed(wanted), unhashed(got)) };
  });
  for (const view of ['exact', 'unhashed']) print(view, rows);
  const wrong = rows.filter(({ unhashed: { right, wanted, got } }) => right < wanted || right < got);
  for (const {
    dir,
    failed,
    unhashed: { missed },
  } of wrong.slice(0, misses)) {
    console.log(`\n${dir}${failed ? ` (${failed})` : ''}`);
    for (const line of missed.slice(0, 12)) console.log(`  ${line}`);
  }
  if (json) writeFileSync(json, JSON.stringify(rows));
}

/** How many objects are equal, and what is wrong with the others. */
function compared(wanted, got) {
  const { made, extra } = pairs(wanted, got);
  const right = made.filter(([one, other]) => equal(one, other)).length;
  return {
    wanted: wanted.length,
    got: got.length,
    right,
    missed: [...made.flatMap(wrongs), ...extra.map(object => `${nameOf(object)}: not expected`)],
  };
}

const wrongs = ([wanted, got]) =>
  got === undefined ? [`${nameOf(wanted)}: missing`] : [...differences(wanted, got)].map(difference => nameOf(wanted) + difference);

function print(view, rows) {
  const total = key => rows.reduce((sum, row) => sum + row[view][key], 0);
  const whole = rows.filter(row => row[view].right === row[view].wanted && row[view].right === row[view].got).length;
  console.log(
    `${view === 'exact' ? 'exact          ' : 'without hashes '} folders with exactly the same objects ${whole} of ${rows.length} (${percent(whole, rows.length)}); ` +
      `objects: recall ${percent(total('right'), total('wanted'))} of ${total('wanted')}, precision ${percent(total('right'), total('got'))}`,
  );
}

/** The objects without the ten characters that a generator puts behind a name. */
function unhashed(objects) {
  const generated = objects
    .filter(({ kind }) => kind === 'ConfigMap' || kind === 'Secret')
    .map(({ metadata }) => String(metadata?.name))
    .filter(name => /-[bcdfghkmt2456789]{10}$/.test(name));
  if (generated.length === 0) return objects;
  const text = generated.reduce((all, name) => all.replaceAll(`${name}"`, `${name.slice(0, -11)}"`), canonical(objects));
  return JSON.parse(text);
}

if (write) prepare();
else score();
