// The CPU that an impact takes once a workspace is indexed; printed as JSON in milliseconds.
import { setFlagsFromString } from 'node:v8';
import { compared } from '../../src/cli/compared.ts';
import { readFacts } from '../../src/workspace/engine.ts';
import { versions } from '../../src/workspace/versions.ts';

// As the command line runs.
setFlagsFromString('--no-turbofan');

const [root = '', cacheFolder = ''] = process.argv.slice(2);

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

await readFacts(root, { cacheFolder });
const start = cpu();
const { paths } = await readFacts(root, { cacheFolder });
const indexed = cpu();
const document = await compared(await versions(root, { base: 'HEAD' }, { cacheFolder }));
const done = cpu();

process.stdout.write(
  JSON.stringify({
    files: paths.length,
    changes: document.changes.length,
    broken: document.services.filter(({ effect }) => effect === 'broken').length,
    index: indexed - start,
    impact: done - indexed - (indexed - start),
  }),
);
