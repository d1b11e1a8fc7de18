// npm run docs:scenarios: writes the JSON Schema of .faultline/verify.yaml, for editors that complete and check YAML by schemas.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scenarioFileJsonSchema } from '../src/core/verify/scenario-file.ts';

await writeFile(join(import.meta.dirname, '../media/verify.schema.json'), `${JSON.stringify(scenarioFileJsonSchema(), null, 2)}\n`);
