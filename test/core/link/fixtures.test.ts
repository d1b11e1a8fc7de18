import { expect, test } from 'vitest';
import { indexWorkspace } from '../../../src/workspace/engine.ts';
import { cases } from './cases.ts';
import { contradictions } from './expectation.ts';

test.each(cases)('$name', async ({ folder, expected }) => {
  const { snapshot } = await indexWorkspace(folder);
  expect(contradictions(expected, snapshot.graph)).toEqual([]);
});

test('every edge has a reason and proofs that lie in its files', async () => {
  for (const { name, folder } of cases) {
    const { snapshot, index } = await indexWorkspace(folder);
    for (const { id, reason, evidence } of snapshot.graph.edges) {
      expect(reason, `${name} ${id}`).toMatch(/^\S.*\.$/);
      expect(evidence.length, `${name} ${id}`).toBeGreaterThan(0);
      expect(
        evidence.filter(({ file }) => !index.files.has(file)),
        `${name} ${id}`,
      ).toEqual([]);
    }
  }
});
