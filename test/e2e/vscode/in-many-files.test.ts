import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { manyNames } from '../../extension/host/many-names.ts';
import type { ManyOutcome, Responsiveness } from '../../extension/host/many-suite.ts';
import { suiteReport } from './suite-report.ts';

const SERVICES = 200;
const FILES = 100;

const scratch = mkdtempSync(join(tmpdir(), 'faultline-many-'));
let report: { readonly outcomes: readonly ManyOutcome[]; readonly measured?: Responsiveness };

/** 200 services of 100 modules each, the first of which calls the next service. */
function written(folder: string): void {
  const names = Array.from({ length: SERVICES }, (_, at) => `service-${at}`);
  for (const [at, name] of names.entries()) {
    const next = names[(at + 1) % SERVICES]!;
    mkdirSync(join(folder, name), { recursive: true });
    for (let file = 0; file < FILES; file++) {
      const call = file === 0 ? `export const ask = () => axios.get(\`http://${next}:8080/things/\${process.env.THING}\`);\n` : '';
      writeFileSync(
        join(folder, name, `module-${file}.ts`),
        `import axios from 'axios';\nexport const add = (x: number) => x + ${file};\n${call}`,
      );
    }
  }
  const services = names.map(name => `  ${name}:\n    build: ${name}\n    environment:\n      THING: "1"\n`);
  writeFileSync(join(folder, 'compose.yaml'), `services:\n${services.join('')}`);
}

beforeAll(async () => {
  const folder = join(scratch, 'many');
  written(folder);
  const suite = 'test/extension/host/many-suite.ts';
  report = await suiteReport({ suite, folder, report: join(scratch, 'report.json'), caches: join(scratch, 'caches') });
  console.log(`In a folder of 20,000 files: ${JSON.stringify(report.measured)}`);
}, 300_000);

// Removing so many files takes its time on a busy machine.
afterAll(() => rmSync(scratch, { recursive: true, force: true }), 120_000);

test.each(manyNames)('in a folder of 20,000 files: %s', name => {
  expect(report.outcomes.find(outcome => outcome.name === name)).toEqual({ name, wrong: null });
});
