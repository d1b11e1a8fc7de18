import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const FOLDER = new URL('../../../../src/core/readers/typescript/', import.meta.url);

test.each(['symbol-uses.ts', 'export-changes.ts'])('%s loads the compiler by its first question, not before', file => {
  const lines = readFileSync(new URL(file, FOLDER), 'utf8').split('\n');
  const imports = lines.filter(line => /^(import|export) .* from /.test(line));
  expect(imports.filter(line => !/^(import|export) type /.test(line))).toEqual([]);
  expect(lines.filter(line => line.includes('await import('))).toHaveLength(1);
});
