import type { Fact } from '../../model/fact.ts';
import type { ServesRoute } from '../../model/talk-fact.ts';
import type { ReadsEnv } from '../../model/variable-fact.ts';
import { literal } from '../../model/value.ts';
import { at, entries, items, text, type Node } from '../../yaml/tree.ts';
import { yamlFile } from '../../yaml/parse.ts';
import type { Extractor } from '../extractor.ts';

/** Symfony's configuration: routes that stand in YAML, and the variables that it fills in: `%env(int:ORDERS_PORT)%`. */
export const symfony: Extractor = {
  name: 'symfony',
  include: ['**/config/**/*.{yaml,yml}'],
  mayMatch: text => VARIABLE.test(text) || /^\s+controller:/m.test(text),
  extract: source => ({ facts: [...variables(source.text), ...routes(source)], problems: [] }),
};

const VARIABLE = /%env\((?:[\w.]*:)*[A-Z]\w*\)%/;
const VARIABLES = /%env\(((?:[\w.]*:)*)([A-Z]\w*)\)%/g;

function* variables(text: string): Generator<ReadsEnv> {
  for (const { index, 0: whole, 1: processors = '', 2: name = '' } of text.matchAll(VARIABLES))
    yield { kind: 'reads-env', at: [index, index + whole.length], name, certain: !processors.includes('default:') };
}

/** Where a file has routes, each has a path and a controller. */
function routes(source: Parameters<Extractor['extract']>[0]): readonly Fact[] {
  if (!/^\s+controller:/m.test(source.text)) return [];
  return yamlFile(source).documents.flatMap(({ root }) => entries(root).flatMap(({ value }) => [...routesOf(value)]));
}

function* routesOf(route: Node): Generator<ServesRoute> {
  const path = at(route, 'path');
  if (path?.kind !== 'scalar' || text(route, 'controller') === undefined) return;
  const whole = literal(path.text.replaceAll(/\{!?(\w+)(?:[<?][^{}]*)?\}/g, '{$1}'));
  for (const method of methodsOf(at(route, 'methods'))) yield { kind: 'serves-route', at: path.at, method, path: whole, via: 'symfony' };
}

function methodsOf(methods: Node | undefined): readonly string[] {
  const named = methods?.kind === 'scalar' ? methods.text.split('|') : items(methods).flatMap(item => text(item) ?? []);
  return named.length > 0 ? named.map(method => method.trim().toUpperCase()) : ['*'];
}
