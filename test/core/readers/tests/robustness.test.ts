import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testPlan } from '../../../../src/core/readers/tests.ts';
import { contractTests } from '../../../../src/core/readers/tests/contract-tests.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { textsOf } from './texts.ts';

const PATHS = [
  'a/package.json',
  'a/pom.xml',
  'pom.xml',
  'a/A.csproj',
  'A.Tests.csproj',
  'a/pyproject.toml',
  'a/project.json',
  'nx.json',
  'a/Makefile',
  'a/x.test.ts',
  'a/test_x.py',
  'a/x_test.go',
  'a/XTest.java',
  'a/pacts/x.json',
  'dredd.yml',
  'specmatic.yaml',
  'load/k6.js',
  'run.sh',
  'a/go.mod',
];
const PATH = fc.constantFrom(...PATHS);
const TEXTS = [
  '{"scripts":{"test":"jest"}}',
  '<module>a</module>',
  '<ProjectReference Include="a\\A.csproj"/>',
  "post('/a/${",
  'import x from "../..',
  'k6 run x',
  '{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[{"request":{"path":[]}}]}',
  "from 'k6'",
  '/a/{',
  'name: [*x]',
  'blueprint: ..',
];
const TEXT = fc.oneof(fc.string(), fc.json(), fc.constantFrom(...TEXTS));
const ELEMENT = fc.oneof(fc.string(), fc.constantFrom('GET /a/{id}', '* /', 'POST /a request.body', 'a.b/C', 'A_B', '(', '$', 'get /a'));

test('any workspace has a plan, and every place of it lies in its file', () => {
  fc.assert(
    fc.property(fc.dictionary(PATH, TEXT), fc.array(ELEMENT), fc.option(PATH), (written, elements, file) => {
      const texts = textsOf(written);
      const changed = elements.map(element => ({ element, ...(file !== null && { file: file as FilePath }) }));
      const { commands, uses } = testPlan(
        texts,
        [
          { name: 'a', path: 'a' as FilePath },
          { name: 'root', path: '' as FilePath },
        ],
        changed,
      );
      for (const { at } of [...commands, ...uses, ...contractTests(texts)])
        expect(at.span[0] >= 0 && at.span[0] <= at.span[1] && at.span[1] <= texts.read(at.file)!.length).toBe(true);
    }),
    { numRuns: 1500 },
  );
});
