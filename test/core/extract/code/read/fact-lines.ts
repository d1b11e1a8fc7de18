import { factsOf } from '../../../../../src/core/extract/code/walk.ts';
import type { Reader } from '../../../../../src/core/extract/code/reader.ts';
import type { Module } from '../../../../../src/core/extract/code/syntax.ts';
import type { CodeFact } from '../../../../../src/core/model/fact.ts';
import type { FilePath, Source } from '../../../../../src/core/model/source.ts';
import type { Value } from '../../../../../src/core/model/value.ts';

interface Language {
  readonly parse: (source: Source) => { readonly module: Module };
  readonly readers: readonly Reader[];
}

/** What the readers of a language make of a text, one line for each fact. Which functions there are has its own test. */
export const factLines =
  ({ parse, readers }: Language) =>
  (text: string): string[] => {
    const source = { path: 'main' as FilePath, text };
    return factsOf(parse(source).module, source, readers)
      .filter(({ kind }) => kind !== 'calls-function' && kind !== 'defines-function')
      .map(line);
  };

function line(fact: CodeFact): string {
  switch (fact.kind) {
    case 'uses-address':
      return words(
        'uses',
        fact.protocol,
        fact.method,
        fact.target && value(fact.target),
        fact.path && `path ${value(fact.path)}`,
        fact.caller && `by ${fact.caller}`,
      );
    case 'serves-route':
      return `serves ${fact.method} ${value(fact.path)}`;
    case 'grpc-client':
      return words('grpc client', fact.service, fact.target && value(fact.target));
    case 'grpc-server':
      return `grpc server ${fact.service}`;
    case 'publishes':
    case 'subscribes':
      return `${fact.kind} ${fact.system ?? '?'} ${value(fact.topic)}`;
    case 'listens':
      return `listens ${value(fact.port)}`;
    case 'application':
      return `application ${fact.framework}`;
    case 'reads-env':
      return words('reads', fact.name, fact.fallback && `else ${value(fact.fallback)}`);
    case 'fills-class':
      return `fills ${fact.type} from ${fact.section || 'all'}`;
    case 'takes-option':
      return `takes ${fact.type}:${fact.key}`;
    case 'binds':
      return `binds ${fact.name} ${value(fact.value)}`;
    case 'aspire-resource':
      return words('resource', fact.name, fact.resource, fact.project, fact.path, fact.parent && `in ${fact.parent}`);
    case 'aspire-environment':
      return `gives ${fact.resource} ${fact.name}=${value(fact.value)}`;
    case 'aspire-wait':
      return `${fact.resource} waits for ${fact.waitsFor}`;
    default:
      return fact.kind;
  }
}

const words = (...parts: readonly (string | undefined)[]): string => parts.filter(part => part !== undefined).join(' ');

function value(given: Value): string {
  switch (given.kind) {
    case 'literal':
      return given.text;
    case 'env':
      return `$${given.name}${given.fallback ? `:${value(given.fallback)}` : ''}`;
    case 'name':
      return `<${given.path.join('.')}>`;
    case 'join':
      return given.parts.map(value).join('');
    case 'choice':
      return given.options.map(value).join('|');
    case 'unknown':
      return '?';
  }
}
