import { checks } from '../../../src/core/detect/checks.ts';
import { envTable } from '../../../src/core/detect/env-table.ts';
import { findings } from '../../../src/core/detect/findings.ts';
import { systemIn } from '../../../src/core/detect/system-of-snapshot.ts';
import { judgedVariables, placedFinding, type JudgedVariable, type PlacedFinding } from '../../../src/workspace/placed-finding.ts';
import { systemOf, type Texts } from '../system.ts';

/** A service that is given one name and reads another, and that waits for a health check that nobody wrote. */
export const MISTAKEN: Texts = {
  'compose.yaml': `services:
  orders:
    build: orders
    environment:
      STOREHOST: cache
      GREETING: hello
    depends_on:
      cache:
        condition: service_healthy
  cache:
    image: redis:8
`,
  'orders/package.json': '{"name":"orders","scripts":{"start":"node main.js"},"dependencies":{"express":"5","redis":"5"}}',
  'orders/Dockerfile': 'FROM node:24\nCOPY . .\nCMD ["node", "main.js"]\n',
  'orders/main.js': `import express from 'express';
const store = createClient({ url: \`redis://\${process.env.STORE_HOST}:6379\` });
express().get('/', (_request, response) => response.send(process.env.GREETING)).listen(8080);
`,
};

export function placedIn(texts: Texts): readonly PlacedFinding[] {
  const { snapshot } = systemOf(texts);
  return findings(systemIn(snapshot)!, checks).map(finding => placedFinding(finding, snapshot));
}

export const judgedIn = (texts: Texts): readonly JudgedVariable[] => judgedVariables(envTable(systemIn(systemOf(texts).snapshot)!));
