import { expect, test } from 'vitest';
import { findingBranches, type FindingBranch } from '../../../src/extension/detect/finding-branches.ts';
import { choices, filtered, NO_FILTER } from '../../../src/extension/detect/finding-filter.ts';
import type { ReportedFinding, RootFindings } from '../../../src/protocol/findings.ts';

const t = (message: string, ...values: (string | number)[]) => message.replace(/\{(\d)\}/g, (_, at) => String(values[Number(at)]));

const side = (file: string, line: number, note: string) => ({ file, line, column: 1, endLine: line, endColumn: 2, note });

const finding = (stage: ReportedFinding['stage'], severity: ReportedFinding['severity'], services: readonly string[]): ReportedFinding => ({
  id: `${stage}.x:${severity}`,
  check: `${stage}.x`,
  title: 'A name is not the other',
  subject: 'x',
  stage,
  severity,
  message: `${services[0]} is given A, but reads B.`,
  evidence: [side('deploy/compose.yaml', 5, 'A is set here'), side('orders/main.js', 4, 'B is read here')],
  services,
});

const root = (name: string, ...findings: readonly ReportedFinding[]): RootFindings => ({
  uri: `file:///${name}`,
  name,
  checked: true,
  findings,
});

const drawn = (branches: readonly FindingBranch[], depth = 0): readonly string[] =>
  branches.flatMap(({ icon, label, note, children }) => [
    `${'  '.repeat(depth)}${icon ? `$(${icon}) ` : ''}${label} · ${note}`,
    ...drawn(children, depth + 1),
  ]);

const SHOP = root(
  'shop',
  finding('env', 'high', ['orders']),
  finding('env', 'low', ['web']),
  finding('wiring', 'critical', ['web', 'orders']),
);

test('findings stand by stage in the order of triage, each with its other sides', () => {
  expect(drawn(findingBranches([SHOP], t))).toEqual([
    'Environment · 2',
    '  $(error) orders is given A, but reads B. · compose.yaml:5',
    '    $(arrow-small-right) B is read here · main.js:4',
    '  $(info) web is given A, but reads B. · compose.yaml:5',
    '    $(arrow-small-right) B is read here · main.js:4',
    'Wiring · 1',
    '  $(flame) web is given A, but reads B. · compose.yaml:5',
    '    $(arrow-small-right) B is read here · main.js:4',
  ]);
});

test('of several folders each has its own, and one without findings is not drawn', () => {
  const two = findingBranches([SHOP, root('empty'), root('lab', finding('code', 'info', ['lab']))], t);
  expect(two.map(({ label, note, kind }) => `${kind} ${label} ${note}`)).toEqual(['folder shop 3', 'folder lab 1']);
});

test('every line says aloud what its icon means', () => {
  const [env] = findingBranches([SHOP], t);
  expect(env!.children[0]!.spoken.split('\n').slice(0, 2)).toEqual(['High: orders is given A, but reads B.', 'compose.yaml:5']);
});

test('filters are any of each kind and all of the kinds together', () => {
  const shown = (filter: Partial<typeof NO_FILTER>) => filtered([SHOP], { ...NO_FILTER, ...filter })[0]!.findings.map(({ id }) => id);
  expect(shown({ services: ['orders'] })).toEqual(['env.x:high', 'wiring.x:critical']);
  expect(shown({ severities: ['high', 'critical'], stages: ['wiring'] })).toEqual(['wiring.x:critical']);
  expect(shown({})).toHaveLength(3);
  expect(choices([SHOP])).toEqual({ severities: ['critical', 'high', 'low'], stages: ['env', 'wiring'], services: ['orders', 'web'] });
});
