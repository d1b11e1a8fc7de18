import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { MARKER } from '../../../scripts/action/comment.mjs';
import { github } from './github.ts';

const top = resolve(import.meta.dirname, '../../..');
const text = readFileSync(join(top, 'action.yml'), 'utf8');

interface Step {
  readonly id?: string;
  readonly shell?: string;
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const document = parseDocument(text);
const action = document.toJS() as Action;
const used = (what: string): string[] =>
  [...text.matchAll(new RegExp(`\\$\\{\\{ ${what}\\.([\\w-]+) \\}\\}`, 'g'))].map(match => match[1]!);

test('the action is a composite one that GitHub can read', () => {
  expect([document.errors, document.warnings]).toEqual([[], []]);
  expect(action.runs.using).toBe('composite');
  expect(action.runs.steps.every(({ shell }) => shell === 'bash')).toBe(true);
  expect(Object.values(action.inputs).every(({ description, default: value }) => description !== '' && value !== undefined)).toBe(true);
});

test('every input that is used exists, and every one that exists is used', () => {
  expect([...new Set(used('inputs'))].toSorted()).toEqual(Object.keys(action.inputs).toSorted());
});

test('every output comes from a step, and the step writes it', () => {
  const script = readFileSync(join(top, 'scripts/action/main.mjs'), 'utf8');
  for (const [name, { value }] of Object.entries(action.outputs)) {
    expect(value).toBe(`\${{ steps.impact.outputs.${name} }}`);
    expect(script).toContain(`${name}=\${`);
  }
  expect(action.runs.steps.some(({ id }) => id === 'impact')).toBe(true);
});

test('no text of a pull request is put into a script', () => {
  for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
});

test('every script that is run is there, and every variable that it reads is set', () => {
  for (const { run, env = {} } of action.runs.steps) {
    const script = /(scripts\/\S+\.mjs)/.exec(run)![1]!;
    expect(existsSync(join(top, script))).toBe(true);
    const read = [...readFileSync(join(top, script), 'utf8').matchAll(/env\.(FAULTLINE_\w+)/g)].map(match => match[1]!);
    // The tests put another program in the place of the command line.
    expect(read.filter(name => name !== 'FAULTLINE_CLI' && !(name in env))).toEqual([]);
  }
});

const scratch = await mkdtemp(join(tmpdir(), 'faultline-action-'));
const hub = await github();
afterAll(() => hub.close());

/** A command line that answers with what the test says, and writes down what it was asked. */
const PROGRAM = `import { appendFileSync } from 'node:fs';
appendFileSync(process.env.ASKED, process.argv.slice(2).join(' ') + '\\n');
if (process.env.REFUSAL) { process.stderr.write(process.env.REFUSAL + '\\n'); process.exit(2); }
const services = JSON.parse(process.env.SERVICES);
process.stdout.write(process.argv.includes('json') ? JSON.stringify({ services }) : '# Impact\\n');
`;

interface Run {
  readonly effects?: readonly string[];
  readonly event?: object;
  readonly env?: Readonly<Record<string, string>>;
}

async function run({ effects = [], event = {}, env = {} }: Run) {
  const folder = await mkdtemp(join(scratch, 'run-'));
  const file = (name: string): string => join(folder, name);
  await Promise.all([writeFile(file('cli.mjs'), PROGRAM), writeFile(file('event.json'), JSON.stringify(event))]);
  const child = spawn(process.execPath, [join(top, 'scripts/action/main.mjs')], {
    env: {
      PATH: process.env['PATH'],
      FAULTLINE_CLI: file('cli.mjs'),
      SERVICES: JSON.stringify(effects.map(effect => ({ name: 'web', effect }))),
      ASKED: file('asked'),
      GITHUB_EVENT_PATH: file('event.json'),
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary'),
      GITHUB_REPOSITORY: 'shop/shop',
      GITHUB_API_URL: hub.api,
      GITHUB_TOKEN: 'secret',
      RUNNER_TEMP: folder,
      ...env,
    },
  });
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const code = await new Promise<number | null>(done => child.on('close', done));
  const read = (name: string): Promise<string> => readFile(file(name), 'utf8').catch(() => '');
  return { code, said, asked: await read('asked'), output: await read('output'), summary: await read('summary') };
}

const PULL_REQUEST = { pull_request: { number: 7, base: { ref: 'main' } } };

test('on a pull request the report goes into the summary, the outputs and one comment', async () => {
  const { code, said, asked, output, summary } = await run({ effects: ['broken', 'untouched'], event: PULL_REQUEST });
  expect(asked).toBe('impact . --base origin/main --format json\nimpact . --base origin/main --format markdown\n');
  expect(output).toMatch(/^breaking=true\nreport=.*impact\.md\n$/);
  expect(summary).toBe('# Impact\n');
  expect(hub.comments.map(({ body }) => body)).toEqual([`${MARKER}\n# Impact\n`]);
  expect(said).toContain('Comment on pull request 7: created.');
  expect(code).toBe(1);
});

test.each([
  [['at-risk'], {}, 0, 'false'],
  [['at-risk'], { FAULTLINE_FAIL_ON: 'at-risk' }, 1, 'false'],
  [['broken'], { FAULTLINE_FAIL_ON: 'never' }, 0, 'true'],
  [['untouched'], { FAULTLINE_FAIL_ON: 'at-risk' }, 0, 'false'],
])('where services are %j, with %j it ends with %s', async (effects, env, expected, breaking) => {
  const { code, output } = await run({ effects, env });
  expect([code, output.split('\n')[0]]).toEqual([expected, `breaking=${breaking}`]);
});

test.each([
  [{ FAULTLINE_BASE: 'v1..v2', FAULTLINE_DIR: 'my shop' }, 'impact my shop --base v1..v2'],
  [{ GITHUB_BASE_REF: 'release' }, 'impact . --base origin/release'],
  [{ FAULTLINE_BEFORE: 'abc123' }, 'impact . --base abc123'],
  [{ FAULTLINE_BEFORE: '0'.repeat(40) }, 'impact . --base HEAD^'],
])('with %j it asks %s', async (env, expected) => {
  expect((await run({ env })).asked).toContain(`${expected} --format json`);
});

test('what the command line refuses fails with its own sentence', async () => {
  const { code, said, summary } = await run({ env: { REFUSAL: 'There is no revision "x" here: 100 % sure.' } });
  expect([code, said, summary]).toEqual([1, '::error title=Faultline::There is no revision "x" here: 100 %25 sure.\n', '']);
});

test('an unknown value of fail-on is said before anything is done', async () => {
  const { code, said, asked } = await run({ env: { FAULTLINE_FAIL_ON: 'braking' } });
  expect([code, said, asked]).toEqual([1, '::error title=Faultline::fail-on takes one of breaking, at-risk, never, not "braking".\n', '']);
});

test('a pull request from a fork, whose token may not write, has its report in the summary', async () => {
  const { code, said, summary } = await run({ effects: ['at-risk'], event: PULL_REQUEST, env: { GITHUB_TOKEN: 'read-only' } });
  expect([code, summary]).toEqual([0, '# Impact\n']);
  expect(said).toContain('::notice title=Faultline::The report could not be put on the pull request (Bad credentials)');
});

test('no comment is written where none is wanted', async () => {
  const before = hub.asked.length;
  await run({ effects: ['broken'], event: PULL_REQUEST, env: { FAULTLINE_COMMENT: 'false' } });
  await run({ effects: ['broken'] });
  expect(hub.asked).toHaveLength(before);
});
