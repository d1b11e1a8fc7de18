import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FilePath } from '../../../src/core/model/source.ts';
import { baseline } from '../../../src/core/waivers/baseline.ts';
import { isDay } from '../../../src/core/waivers/day.ts';
import { judged } from '../../../src/core/waivers/waived.ts';
import { waivers } from '../../../src/core/waivers/waivers.ts';

const LINE = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '- consumer: a',
    '  element: "*"',
    '  reason: r',
    '  expires: 2027-01-31',
    '- &a {consumer: *a}',
    '- []',
    '-',
    '  rule: {}',
  ),
);

test('any text has waivers and problems, and every waiver that holds is whole', () => {
  fc.assert(
    fc.property(fc.array(LINE), lines => {
      const found = waivers({ path: 'waivers.yaml' as FilePath, text: lines.join('\n') }).waivers;
      for (const { consumer, reason, expires } of found) expect([consumer, reason, isDay(expires)]).not.toContain('');
      const breakage = { consumer: 'a', element: 'e' };
      const { failing, waived } = judged([breakage], found, '2026-01-01');
      expect(failing.length + waived.length).toBe(1);
    }),
    { numRuns: 1000 },
  );
});

test('any text is a baseline or a problem', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), text => {
      const { known, problems } = baseline(text);
      expect(known.size === 0 || problems.length === 0).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
