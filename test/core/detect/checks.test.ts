import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkPage, checksPage } from '../../../src/core/detect/check-page.ts';
import { checks } from '../../../src/core/detect/checks.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'checks');

test('each check has a page of its own texts: npm run docs:checks writes them', () => {
  const pages = Object.fromEntries(
    readdirSync(folder)
      .toSorted()
      .map(name => [name, readFileSync(join(folder, name), 'utf8')]),
  );
  const wanted = Object.fromEntries(
    [['README.md', checksPage(checks)] as const, ...checks.map(check => [`${check.id}.md`, checkPage(check)] as const)].toSorted(
      ([a], [b]) => (a < b ? -1 : 1),
    ),
  );
  expect(pages).toEqual(wanted);
});

test('ids are unique, begin with their stage, and checks stand in the order of triage', () => {
  const order = ['env', 'dependency', 'wiring', 'contract', 'version', 'resilience', 'code'];
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  expect(checks.filter(({ id, stage }) => !id.startsWith(`${stage}.`)).map(({ id }) => id)).toEqual([]);
  expect(checks.map(({ stage }) => order.indexOf(stage))).toEqual(
    checks.map(({ stage }) => order.indexOf(stage)).toSorted((a, b) => a - b),
  );
});

test('a check says in whole sentences how it fails, what to do and what it leaves alone, and names who was hit', () => {
  for (const { id, title, why, fix, guard, sources } of checks) {
    expect(
      [why, fix, guard].filter(text => !/^[A-Z\d429].*[.)]$/s.test(text)),
      id,
    ).toEqual([]);
    expect(title, id).toMatch(/^[A-Z0-9].*[^.]$/);
    expect(
      sources.filter(source => !source.startsWith('https://')),
      id,
    ).toEqual([]);
    expect(sources.length, id).toBeGreaterThan(0);
  }
});
