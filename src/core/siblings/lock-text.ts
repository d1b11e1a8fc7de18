import type { Locked, LockedFile, LockedService } from '../model/sibling-fact.ts';

const HEAD = `# What other repositories provide, so that calls of them are understood here without them. Written by faultline lock; do not edit.
version: 1
siblings:
`;

/** The text of the lock file. The same siblings give the same text, in whatever order they come. */
export const lockText = (siblings: readonly Locked[]): string => `${HEAD}${byName(siblings).flatMap(siblingLines).join('\n')}\n`;

const byName = <T extends { readonly name: string }>(all: readonly T[]): readonly T[] =>
  all.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

const siblingLines = ({ name, revision, services, files }: Locked): readonly string[] => [
  `  - name: ${quoted(name)}`,
  ...(revision === undefined ? [] : [`    revision: ${quoted(revision)}`]),
  '    services:',
  ...byName(services).flatMap(serviceLines),
  '    files:',
  ...files.toSorted((a, b) => (a.path < b.path ? -1 : 1)).flatMap(fileLines),
];

const serviceLines = ({ name, hosts, provides }: LockedService): readonly string[] => [
  `      - name: ${quoted(name)}`,
  `        hosts: ${list(hosts)}`,
  '        provides:',
  ...provides
    .toSorted((a, b) => (a.contract < b.contract ? -1 : 1))
    .flatMap(({ contract, services }) => [
      `          - contract: ${quoted(contract)}`,
      ...(services.length === 0 ? [] : [`            services: ${list(services)}`]),
    ]),
];

const fileLines = ({ path, digest }: LockedFile): readonly string[] => [
  `      - path: ${quoted(path)}`,
  `        digest: ${quoted(digest)}`,
];

const list = (texts: readonly string[]): string => `[${texts.toSorted().map(quoted).join(', ')}]`;

/** A JSON text is a YAML text; a plain word that YAML takes for nothing else stays as it is. */
const quoted = (text: string): string => (/^[A-Za-z][\w./-]*$/.test(text) && !KEYWORD.test(text) ? text : JSON.stringify(text));

const KEYWORD = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
