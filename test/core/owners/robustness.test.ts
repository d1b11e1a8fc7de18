import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeOwners, ownersOf } from '../../../src/core/owners/codeowners.ts';
import type { FilePath } from '../../../src/core/model/source.ts';

const LINE = fc.oneof(
  fc.string(),
  fc.constantFrom('* @all', '[Section][2] @a', '^[x]', '!a/**', '/a\\ b/ @c # d', '**/**/* @e', '\\', '[', '@', '//', '/', '***'),
);

test('any text has owners or none, and every problem lies inside of it', () => {
  fc.assert(
    fc.property(fc.array(LINE), fc.constantFrom('.github/CODEOWNERS', '.gitlab/CODEOWNERS'), fc.string(), (lines, file, path) => {
      const text = lines.join('\n');
      const owners = codeOwners(asked => (asked === file ? text : undefined))!;
      const { evidence } = ownersOf(owners, path as FilePath);
      const spans = [...owners.problems.map(({ at }) => at), ...evidence.map(({ span }) => span)];
      expect(spans.every(([start, end]) => start >= 0 && start < end && end <= text.length)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
