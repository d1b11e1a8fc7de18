import type { CodeFact } from '../../../../../src/core/model/fact.ts';
import type { FilePath, Source } from '../../../../../src/core/model/source.ts';
import type { Value } from '../../../../../src/core/model/value.ts';
import type { Reader } from '../../../../../src/core/extract/code/reader.ts';
import type { Module } from '../../../../../src/core/extract/code/syntax.ts';
import { factsOf } from '../../../../../src/core/extract/code/walk.ts';

/** A value on one line: texts as they are, `$NAME|fallback` for variables, `<a.b>` for names. */
export function written(value: Value | undefined): string {
  switch (value?.kind) {
    case undefined:
      return '';
    case 'literal':
      return value.text;
    case 'env':
      return value.fallback ? `\${${value.name}|${written(value.fallback)}}` : `\${${value.name}}`;
    case 'name':
      return `<${value.path.join('.')}>`;
    case 'join':
      return value.parts.map(written).join('');
    case 'choice':
      return `(${value.options.map(written).join('|')})`;
    case 'unknown':
      return '?';
  }
}

function line(fact: CodeFact): string {
  switch (fact.kind) {
    case 'uses-address':
      return ['uses', fact.protocol, fact.method, written(fact.target), written(fact.path)].filter(Boolean).join(' ');
    case 'serves-route':
      return `serves ${fact.method} ${written(fact.path)}`;
    case 'grpc-client':
      return ['calls', fact.service, written(fact.target)].filter(Boolean).join(' ');
    case 'grpc-server':
      return `serves ${fact.service}`;
    case 'publishes':
    case 'subscribes':
      return `${fact.kind} ${fact.system ?? ''} ${written(fact.topic)}`.replace(/ +/g, ' ');
    case 'listens':
      return `listens ${written(fact.port)}`;
    case 'application':
      return `starts ${fact.framework}`;
    case 'reads-env':
      return ['reads', fact.name, written(fact.fallback)].filter(Boolean).join(' ');
    case 'binds':
    case 'sets-env':
      return `${fact.kind} ${fact.name} ${written(fact.value)}`;
    default:
      return fact.kind;
  }
}

/** What a text says to some readers, one line for each fact. */
export const sayings =
  (parse: (source: Source) => { readonly module: Module }, readers: readonly Reader[], path = 'code') =>
  (text: string, at = path): string[] => {
    const source = { path: at as FilePath, text };
    return factsOf(parse(source).module, source, readers).map(line);
  };
