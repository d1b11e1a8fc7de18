import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fields, plain, text, type ComposeDocument, type Fields } from '../core/verify/compose-document.ts';

/** What the Dockerfiles of services expose, by service. */
export async function exposedPorts({ services }: ComposeDocument): Promise<ReadonlyMap<string, readonly number[]>> {
  const found = new Map<string, readonly number[]>();
  for (const [name, service] of Object.entries(services)) found.set(name, portsIn(await dockerfileOf(fields(service['build']))));
  return found;
}

async function dockerfileOf(build: Fields): Promise<string> {
  const context = plain(text(build['context']) ?? '');
  const inline = text(build['dockerfile_inline']);
  if (context === '' || inline !== undefined) return inline ?? '';
  return readFile(join(context, plain(text(build['dockerfile']) ?? 'Dockerfile')), 'utf8').catch(() => '');
}

/** `EXPOSE 8080/tcp 9090`; one of a variable is not known. */
const portsIn = (dockerfile: string): readonly number[] =>
  [...dockerfile.matchAll(/^[ \t]*EXPOSE[ \t]+(.+)$/gim)]
    .flatMap(([, ports]) => ports!.split(/\s+/))
    .map(port => Number.parseInt(port, 10))
    .filter(port => port > 0);
