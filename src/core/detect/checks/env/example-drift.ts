import type { Check, Found } from '../../check.ts';
import { envFiles, isNeeded, readsBeside, variantOf, type EnvFile } from '../../env-files.ts';
import { isTest, isUnder } from '../../../model/paths.ts';
import { evidence } from '../../places.ts';
import type { System, VariableRead } from '../../system.ts';
import { isDevelopmentName } from '../../variable-names.ts';

export const exampleDrift: Check = {
  id: 'env.example-drift',
  stage: 'env',
  severity: 'medium',
  title: 'The example env file does not name what the code requires',
  why: 'A new clone, and every new environment that is set up from the example, crashes on start, one variable at a time.',
  fix: 'Add the names to the example; a schema that the program checks on start can make it.',
  guard:
    'Variables with a default in code, those that a deployment file sets for the service, and those that platforms set are left alone; so is an example for something else than this code.',
  sources: [
    'https://github.com/kunalverma2512/CodeLens/issues/275',
    'https://github.com/sovoid/Friend.ly/issues/35',
    'https://github.com/GetStream/Winds/pull/536',
    'https://github.com/snapshot-labs/snapshot-sidekick/pull/52',
    'https://github.com/versatus/lasr/pull/200',
  ],
  *run(system) {
    const all = envFiles(system);
    const examples = Map.groupBy(
      all.filter(({ isExample, file }) => isExample && !isTest(file)),
      ({ folder }) => folder,
    );
    for (const [, beside] of examples) {
      const found = drift(beside, all, system);
      if (found) yield found;
    }
  },
};

/** Several examples of one folder are for several environments; the first by its general name is told. */
function drift(beside: readonly EnvFile[], all: readonly EnvFile[], system: System): Found | undefined {
  const example = beside.find(({ file }) => variantOf(file) === undefined || /(^|\/)\.?env\.\w+$/.test(file)) ?? beside[0]!;
  const reads = readsBeside(example, all, system);
  if (!reads.some(({ name }) => beside.some(({ names }) => names.has(name)))) return undefined;
  const elsewhere = new Set(
    all.filter(({ isExample, folder }) => isExample && isUnder(example.folder, folder)).flatMap(({ names }) => [...names]),
  );
  const given = givenBelow(example.folder, system);
  const missing = new Map<string, VariableRead>();
  for (const read of reads) {
    if (
      isNeeded(read, reads) &&
      !elsewhere.has(read.name) &&
      !given.has(read.name) &&
      !isDevelopmentName(read.name) &&
      !missing.has(read.name)
    )
      missing.set(read.name, read);
  }
  if (missing.size === 0) return undefined;
  const names = [...missing.keys()];
  return {
    subject: example.file,
    message: `${example.file} does not name ${listed(names)}: code beside it reads ${names.length === 1 ? 'it' : 'them'} without a default.`,
    evidence: [
      evidence({ file: example.file, span: [0, 0] }, `${names.length === 1 ? 'it is' : 'they are'} missing here`),
      ...[...missing.values()].slice(0, 10).map(read => evidence(read.at, `${read.name} is read here`)),
    ],
    about: [],
    fix: {
      title: `Add ${names.length === 1 ? names[0]! : `${names.length} names`} to ${example.file}`,
      edits: [{ file: example.file, span: [0, 0], text: names.map(name => `${name}=\n`).join('') }],
    },
  };
}

const listed = (names: readonly string[]): string =>
  names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')} and ${names.length - 8} more`;

/** What deployment files set for services whose code lies here. */
const givenBelow = (folder: string, { services }: System): ReadonlySet<string> =>
  new Set(
    services
      .filter(service => service.folder !== undefined && (isUnder(service.folder, folder) || isUnder(folder, service.folder)))
      .flatMap(({ deployed }) => deployed.flatMap(({ variables }) => [...variables.keys()])),
  );
