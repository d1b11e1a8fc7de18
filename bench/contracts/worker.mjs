// One measurement in a process of its own: node bench/contracts/worker.mjs parse|diff openapi|protobuf BEFORE AFTER → {cpu, changes}, in milliseconds of CPU.
import { diffOpenApi } from '../../src/core/contract/openapi/diff-openapi.ts';
import { diffProtobuf } from '../../src/core/contract/protobuf/diff-protobuf.ts';
import { parseProto } from '../../src/core/contract/protobuf/parse.ts';
import { yamlFile } from '../../src/core/yaml/parse.ts';
import { diskFiles } from '../../src/workspace/disk-files.ts';

const [, , what, format, before, after] = process.argv;

/** Both sides with every text in memory: what is measured begins after that. */
function texts(folder) {
  const files = diskFiles(folder);
  for (const path of files.under('')) files.read(path);
  return files;
}

const sides = [texts(before), texts(after)];
const cpu = () => Object.values(process.cpuUsage()).reduce((sum, part) => sum + part / 1000, 0);
const started = cpu();
const kept = [];
let changes = 0;
if (what === 'diff') {
  const diff = format === 'openapi' ? diffOpenApi(...sides, { today: '2026-01-01' }) : diffProtobuf(...sides);
  changes = diff.changes.length;
} else {
  const parse = format === 'openapi' ? yamlFile : parseProto;
  for (const side of sides) for (const path of side.under('')) kept.push(parse({ path, text: side.read(path) }));
}
process.stdout.write(JSON.stringify({ cpu: cpu() - started, changes }));
