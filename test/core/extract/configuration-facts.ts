import type { Extractor } from '../../../src/core/extract/extractor.ts';
import type { Fact } from '../../../src/core/model/fact.ts';
import type { FilePath } from '../../../src/core/model/source.ts';
import type { Value } from '../../../src/core/model/value.ts';

/** Said of a connection, and not to whom it goes: asked for by tests of their own. */
const APART: ReadonlySet<Fact['kind']> = new Set(['sets-env', 'limits-calls', 'retries', 'answers-busy']);

/** The facts of a text, each in one line; settings and policies only where they are asked for. */
export function said(extractor: Extractor, path: string, text: string): readonly string[] {
  return facts(extractor, path, text)
    .filter(({ kind }) => !APART.has(kind))
    .map(fact => line(fact));
}

export function settingsOf(extractor: Extractor, path: string, text: string): readonly string[] {
  return facts(extractor, path, text).flatMap(fact =>
    fact.kind === 'sets-env' ? [`${fact.name} = ${shown(fact.value)}${fact.profile === undefined ? '' : ` [${fact.profile}]`}`] : [],
  );
}

/** What the gate lets through is read; spans must lie in the text. */
export function facts(extractor: Extractor, path: string, text: string): readonly Fact[] {
  if (extractor.mayMatch && !extractor.mayMatch(text)) return [];
  const found = extractor.extract({ path: path as FilePath, text });
  for (const { at } of found.facts) {
    if (at[0] < 0 || at[1] < at[0] || at[1] > text.length)
      throw new Error(`${extractor.name} gives the span ${at.join('–')} in a text of ${text.length}.`);
  }
  return found.facts;
}

function line(fact: Fact): string {
  switch (fact.kind) {
    case 'uses-address': {
      const path = fact.path ? ` ${fact.method ?? ''}${shown(fact.path)}` : fact.method ? ` ${fact.method}` : '';
      return `${fact.protocol} ${fact.target ? shown(fact.target) : '?'}${path}${fact.profile === undefined ? '' : ` [${fact.profile}]`}`;
    }
    case 'mentions-address':
      return `mentions ${shown(fact.value)}`;
    case 'publishes':
    case 'subscribes':
      return `${fact.kind} ${shown(fact.topic)}${fact.system ? ` (${fact.system})` : ''}`;
    default:
      return fact.kind;
  }
}

/** `${X:fallback}` for variables, `<…>` for names of code, `?` for what is not known. */
export function shown(value: Value): string {
  switch (value.kind) {
    case 'literal':
      return value.text;
    case 'env':
      return value.fallback ? `\${${value.name}:${shown(value.fallback)}}` : `\${${value.name}}`;
    case 'name':
      return `<${value.path.join('.')}>`;
    case 'join':
      return value.parts.map(shown).join('');
    case 'choice':
      return value.options.map(shown).join('|');
    case 'unknown':
      return '?';
  }
}
