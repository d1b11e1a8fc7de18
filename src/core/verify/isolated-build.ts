import { fields, only, text, texts, type Fields } from './compose-document.ts';
import { isInTree } from './in-tree.ts';

/** A build in the copy of the tree. */
export interface Placed {
  /** Absent where it cannot be built. */
  readonly build?: Fields;
  readonly notes: readonly string[];
  readonly refused: readonly string[];
}

/** Everything else reaches the engine's host, its other images or its user's keys, or says how to be quick. */
const KEPT: ReadonlySet<string> = new Set(['context', 'dockerfile', 'dockerfile_inline', 'args', 'target', 'shm_size']);
const CONTEXTS = 'additional_contexts';
const REFUSED: Readonly<Record<string, string>> = {
  ssh: 'The SSH agent',
  secrets: 'Secrets of the build',
  privileged: 'A privileged build',
  entitlements: 'Privileges of the build',
  network: 'The network of the host',
};

export function buildIn(service: string, written: unknown, root: string): Placed {
  const build = fields(written);
  const contexts = pairs(build[CONTEXTS]);
  const folders = [text(build['context']), ...contexts.map(([, source]) => source)].filter(source => source !== undefined);
  const outside = folders.filter(
    source => !isInTree(root, source) && !source.startsWith('service:') && !source.startsWith('docker-image:'),
  );
  const dockerfile = text(build['dockerfile']);
  if (dockerfile !== undefined && leavesTree(dockerfile, text(build['context']) ?? root, root)) outside.push(dockerfile);
  const refused = outside.map(
    source => `${service} is built from ${source}, which lies outside of the repository; move what it needs into the repository.`,
  );
  if (refused.length > 0) return { notes: [], refused };
  return {
    build: { ...only(build, key => KEPT.has(key)), ...(contexts.length > 0 ? { [CONTEXTS]: Object.fromEntries(contexts) } : {}) },
    notes: Object.keys(REFUSED)
      .filter(key => key in build && !(key === 'network' && build[key] !== 'host'))
      .map(key => `${REFUSED[key]} ${key === 'secrets' || key === 'entitlements' ? 'are' : 'is'} not given to the build of ${service}.`),
    refused: [],
  };
}

function pairs(written: unknown): readonly (readonly [string, string])[] {
  const listed = texts(written).map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const);
  return [
    ...listed,
    ...Object.entries(fields(written)).flatMap(([name, source]) => (text(source) ? [[name, text(source)!] as const] : [])),
  ];
}

function leavesTree(dockerfile: string, context: string, root: string): boolean {
  const parts = dockerfile.startsWith('/') ? [] : context.split('/');
  for (const part of dockerfile.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return !isInTree(root, dockerfile.startsWith('/') ? `/${parts.join('/')}` : parts.join('/'));
}
