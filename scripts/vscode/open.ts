// Keeps a VS Code for the browser running until it is interrupted.
import { join } from 'node:path';
import { codeServer, folderUrl, top } from './code-server.ts';

const server = await codeServer({ vsix: join(top, 'out/faultline.vsix') });
console.log(`VS Code with Faultline: ${folderUrl(server, process.argv[2]!)}\nCtrl+C ends it.`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop().then(() => process.exit(0)));
