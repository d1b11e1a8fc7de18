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
  expect([...new Set(used)].toSorted()).toEqual(Object.keys(words).toSorted());
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

/** What a `when` clause asks; unset is undefined. */
type Context = Readonly<Record<string, string | boolean | undefined>>;

/** Of the language of `when` clauses, as much as ours use: `||` in brackets, `&&`, `!`, `==`, `!=`, `=~`. */
function holds(clause: string, context: Context): boolean {
  const all = clause.split(/ && (?![^(]*\))/);
  if (all.length > 1) return all.every(part => holds(part, context));
  const [, either] = /^\((.* \|\| .*)\)$/.exec(clause) ?? [];
  if (either !== undefined) return either.split(' || ').some(part => holds(part, context));
  const [, key = '', how, value = ''] = /^(\S+) (==|!=|=~) (\S+)$/.exec(clause) ?? [];
  if (how === '==') return String(context[key]) === value;
  if (how === '!=') return String(context[key]) !== value;
  if (how === '=~') return new RegExp(value.slice(1, -1)).test(String(context[key]));
  const [, not, name] = /^(!?)([\w.]+)$/.exec(clause) ?? [];
  if (name === undefined) throw new Error(`This test does not read the clause ${clause}.`);
  return Boolean(context[name]) !== (not === '!');
}

const welcomes = (view: string, context: Context): readonly string[] =>
  manifest.contributes.viewsWelcome
    .filter((one: { view: string; when: string }) => one.view === view && holds(one.when, context))
    .map(({ contents }: { contents: string }) => contents.slice(1, -1));

/** Everything that an editor can be in, as the extension says it. */
const contexts: readonly Context[] = ['empty', 'folder', 'workspace'].flatMap(workbenchState =>
  [undefined, 'starting', 'reading', 'stopped', 'empty', 'ready', 'broken'].flatMap(state =>
    (state === 'ready' ? [true] : state === 'broken' ? [true, false] : [false]).flatMap(hasGraph =>
      [undefined, 'checking', 'none', 'some'].flatMap(findings =>
        ['starting', 'asking', 'nothing', 'no-version', 'withdrawn', 'failed', 'no-element', 'shown'].flatMap(impact =>
          [true, false].map(checks => ({
            workbenchState,
            'faultline.state': state,
            'faultline.hasGraph': hasGraph && workbenchState !== 'empty',
            'faultline.findings': findings,
            'faultline.impact': impact,
            'config.faultline.detect.enabled': checks,
          })),
        ),
      ),
    ),
  ),
);

test.each([
  ['faultline.system', (context: Context) => !context['faultline.hasGraph']],
  ['faultline.impact', (context: Context) => context['faultline.impact'] !== 'shown'],
  ['faultline.detect', (context: Context) => context['faultline.findings'] !== 'some'],
])('where %s is empty, it says one thing, whatever the editor is in', (view, isEmpty) => {
  const wrong = contexts.filter(context => isEmpty(context) && welcomes(view, context).length !== 1);
  expect(wrong.slice(0, 3).map(context => [context, welcomes(view, context)])).toEqual([]);
});

test('a workspace that nobody trusts is read and nothing of it is started, and it may not take away what is asked before a start', () => {
  const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
  expect([untrustedWorkspaces.supported, virtualWorkspaces.supported]).toEqual(['limited', false]);
  expect(untrustedWorkspaces.restrictedConfigurations).toEqual(['faultline.verify.askFirst']);
  expect(words['trust']).toContain('Nothing of the workspace is executed');
});

test('every command of the palette says when it works: it is there at any time, or its clause is one that the extension sets', () => {
  const set = new Set(sources.flatMap(source => [...source.matchAll(/'setContext',\s*'(faultline\.\w+)'/g)].map(match => match[1]!)));
  const clauses: readonly string[] = [
    ...manifest.contributes.commands.flatMap(({ enablement }: { enablement?: string }) => enablement ?? []),
    ...Object.values<{ when?: string }[]>(manifest.contributes.menus).flatMap(entries => entries.flatMap(({ when = [] }) => when)),
    ...manifest.contributes.viewsWelcome.map(({ when }: { when: string }) => when),
  ];
  const asked = clauses.flatMap(clause => [...clause.matchAll(/(?<![\w.])faultline\.\w+(?= |\)|$)/g)].map(match => match[0]));
  const views = Object.values<{ id: string }[]>(manifest.contributes.views).flatMap(list => list.map(({ id }) => id));
  expect([...new Set(asked)].filter(key => !set.has(key) && !views.includes(key))).toEqual([]);
});

test('nothing is sent anywhere: there is no telemetry', () => {
  const all = sources.join('\n');
  expect(
    [...all.matchAll(/\b(createTelemetryLogger|TelemetryLogger|fetch\(|XMLHttpRequest|https?\.request|node:https?)/g)].map(
      match => match[0],
    ),
  ).toEqual([]);
  expect(Object.keys(manifest.dependencies).filter(name => /telemetry|analytics|sentry|insights/i.test(name))).toEqual([]);
});

test('icons are codicons, and colours are the theme\u2019s', () => {
  const icons = manifest.contributes.commands.map(({ icon = '$(none)' }: { icon?: string }) => icon);
  expect(icons.filter((icon: string) => !/^\$\([a-z-]+\)$/.test(icon))).toEqual([]);
  expect(sources.flatMap(source => [...source.matchAll(/'#[0-9a-f]{3,8}'|rgba?\(/gi)].map(match => match[0]))).toEqual([]);
});

/** Where the map stands alone in a page, no theme is there: what is taken then stands behind the theme's colour, or where the theme has none. */
const FALLBACK = /var\(--vscode-[\w-]+, (?:var\([^()]*, )?#[0-9a-f]{3,8}\)?\)/gi;

test('pages take every colour from the theme', () => {
  const pages = (readdirSync(join(top, 'src/webview'), { recursive: true }) as string[]).filter(file => /\.(css|tsx)$/.test(file));
  const literal = pages.flatMap(file =>
    text(join('src/webview', file))
      .replace(FALLBACK, '')
      .split('\n')
      .filter(line => /(?<![\w&])#[0-9a-f]{3,8}\b(?!['"`])|\b(rgba?|hsla?)\(|:\s*(white|black|red|green|blue|gray|grey)\b/i.test(line))
      .map(line => `${file}: ${line.trim()}`),
  );
  expect(literal).toEqual([]);
});
