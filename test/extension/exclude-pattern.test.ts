import ignore from 'ignore';
import { expect, test } from 'vitest';
import { withPattern } from '../../src/extension/commands/exclude-pattern.ts';

test('a path is added to what is excluded once, and leaves out that path alone', () => {
  expect(withPattern(['vendor'], '/data/big.json')).toEqual(['vendor', '/data/big.json']);
  expect(withPattern(['/data/big.json'], '/data/big.json')).toEqual(['/data/big.json']);
  const rules = ignore().add([...withPattern([], '/app/[id]/page!.ts')]);
  expect(['app/[id]/page!.ts', 'app/i/page!.ts', 'more/app/[id]/page!.ts'].map(path => rules.ignores(path))).toEqual([true, false, false]);
});

test('a setting that is no list is begun anew', () => {
  expect(withPattern('vendor', '/web/')).toEqual(['/web/']);
  expect(withPattern(undefined, '/web/')).toEqual(['/web/']);
  expect(withPattern([7, 'a'], '/web/')).toEqual(['a', '/web/']);
});
