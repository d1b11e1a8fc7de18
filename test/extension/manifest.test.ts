import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { settings } from '../../src/protocol/lsp.ts';

const top = resolve(import.meta.dirname, '../..');
const text = (path: string) => readFileSync(join(top, path), 'utf8');
const manifest = JSON.parse(text('package.json'));
const words: Readonly<Record<string, string>> = JSON.parse(text('package.nls.json'));
const sources = (readdirSync(join(top, 'src/extension'), { recursive: true }) as string[])
  .filter(file => file.endsWith('.ts'))
  .map(file => text(join('src/extension', file)));

test('every text of the manifest has its words, and no word is left over', () => {
  const used = [...text('package.json').matchAll(/"%([^%"]+)%"/g)].map(match => match[1]!);
  expect(used.toSorted()).toEqual(Object.keys(words).toSorted());
});

test('every sentence that the extension says can be translated', () => {
  const said = sources.flatMap(source =>
    [...source.matchAll(/\b(?:l10n\.)?t\(\s*'((?:[^'\\]|\\.)*)'/g)].map(match => match[1]!.replaceAll("\\'", "'")),
  );
  expect(Object.keys(JSON.parse(text('l10n/bundle.l10n.json'))).toSorted()).toEqual([...new Set(said)].toSorted());
});

test('commands of menus and pictures of the walkthrough exist', () => {
  const { commands, menus, walkthroughs } = manifest.contributes;
  const known = commands.map(({ command }: { command: string }) => command);
  const asked = Object.values<{ command: string }[]>(menus).flatMap(entries => entries.map(({ command }) => command));
  const welcomed = [...text('package.nls.json').matchAll(/command:(faultline\.(?!map\b)[a-zA-Z]+)/g)].map(match => match[1]!);
  expect([...asked, ...welcomed].filter(command => !known.includes(command))).toEqual([]);
  const pictures = walkthroughs.flatMap(({ steps }: { steps: { media: { image: string } }[] }) => steps.map(({ media }) => media.image));
  expect(pictures.filter((picture: string) => !existsSync(join(top, picture)))).toEqual([]);
});

test('every setting that the server reads is offered, with the default that the server takes', () => {
  const offered: Readonly<Record<string, { default: unknown }>> = manifest.contributes.configuration.properties;
  const defaults = Object.entries(settings.parse({})).flatMap(([name, value]) =>
    Object.entries(value).map(([key, one]) => [`faultline.${name}.${key}`, one]),
  );
  expect(defaults.map(([name]) => [name, offered[name as string]?.default])).toEqual(defaults);
});

test('a manifest at the top of a folder starts the extension without a search, which the editor gives up after seven seconds', () => {
  const events: readonly string[] = manifest.activationEvents;
  const named = events.filter(event => /^workspaceContains:[^*?{]+$/.test(event)).map(event => event.slice(event.indexOf(':') + 1));
  const compose = ['compose', 'docker-compose'].flatMap(name => [`${name}.yaml`, `${name}.yml`]);
  expect(named).toEqual(
    expect.arrayContaining([...compose, 'Dockerfile', 'Chart.yaml', 'kustomization.yaml', 'skaffold.yaml', 'openapi.yaml']),
  );
});
