import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * No cluster runs here, so a program answers as kubectl does for one: it keeps what is applied, and behind a forwarded port stands what an
 * express shop would do: the front answers as its manifest and the resources of Chaos Mesh make it.
 */
export async function standIn(folder: string): Promise<NodeJS.ProcessEnv> {
  const bin = join(folder, 'bin');
  const state = join(folder, 'state');
  await mkdir(bin, { recursive: true });
  await mkdir(state, { recursive: true });
  await writeFile(join(bin, 'kubectl'), `#!${process.execPath}\n${PROGRAM.replace('STATE', JSON.stringify(state))}`);
  await chmod(join(bin, 'kubectl'), 0o755);
  return { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
}

const PROGRAM = `
const { appendFileSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { basename, join } = require('node:path');
const state = STATE;
const args = process.argv.slice(2).filter((arg, at, all) => arg !== '--context' && all[at - 1] !== '--context' && !arg.startsWith('--request-timeout'));
const line = args.join(' ');
const after = flag => args[args.indexOf(flag) + 1];
appendFileSync(join(state, 'asked'), line + '\\n');
const kept = () => readdirSync(state).filter(name => name.endsWith('.json')).flatMap(name => JSON.parse(readFileSync(join(state, name), 'utf8')).items);
if (line === 'config current-context') console.log('docker-desktop');
else if (args[0] === 'version') console.log(JSON.stringify({ serverVersion: { gitVersion: 'v1.30.0' } }));
else if (args[0] === 'api-resources') console.log('networkchaos.chaos-mesh.org');
else if (args[0] === 'apply' && !line.includes('--dry-run')) writeFileSync(join(state, basename(after('--filename'))), readFileSync(after('--filename')));
else if (args[0] === 'delete' && args[1] === 'namespace') {
  for (const name of readdirSync(state)) if (name.startsWith(args[2])) rmSync(join(state, name));
} else if (args[0] === 'delete') rmSync(join(state, 'fault.json'), { force: true });
else if (line.startsWith('get pods')) {
  const pod = name => ({ metadata: { labels: { app: name } }, status: { containerStatuses: [{ name, imageID: 'sha256:' + name }] } });
  console.log(JSON.stringify({ items: [pod('front'), pod('prices')] }));
} else if (args[0] === 'logs') console.log('well');
else if (args[0] === 'port-forward') {
  const server = createServer((request, response) => {
    const objects = kept();
    const env = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'front').spec.template.spec.containers[0].env;
    const fails = objects.some(({ apiVersion }) => apiVersion.startsWith('chaos-mesh.org/'));
    const retries = Number(env.find(({ name }) => name === 'RETRIES').value);
    response.writeHead(fails && retries === 0 ? 503 : 200).end(JSON.stringify({ price: 7, currency: 'EUR', costs: '$5' }));
  }).listen(0, '127.0.0.1', () => console.log('Forwarding from 127.0.0.1:' + server.address().port + ' -> 8080'));
}
`;
