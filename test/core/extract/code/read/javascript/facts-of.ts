import { typescriptModule } from '../../../../../../src/core/extract/code/parse/typescript.ts';
import { javascriptReaders } from '../../../../../../src/core/extract/code/read/javascript/javascript-readers.ts';
import { factsOf } from '../../../../../../src/core/extract/code/walk.ts';
import type { CodeFact } from '../../../../../../src/core/model/fact.ts';
import type { FilePath } from '../../../../../../src/core/model/source.ts';
import type { Value } from '../../../../../../src/core/model/value.ts';

/** What the readers say about a text, one line for each fact; applications are left out but where they are asked for. */
export function said(text: string, path = 'src/a.ts'): string[] {
  const source = { path: path as FilePath, text };
  return factsOf(typescriptModule(source).module, source, javascriptReaders).flatMap(fact =>
    fact.kind === 'application' ? [] : [line(fact)],
  );
}

export function line(fact: CodeFact): string {
  switch (fact.kind) {
    case 'uses-address':
      return [fact.protocol, fact.method ?? '', shown(fact.target), fact.path ? `path ${shown(fact.path)}` : ''].filter(Boolean).join(' ');
    case 'serves-route':
      return `serves ${fact.method} ${shown(fact.path)}`;
    case 'grpc-client':
      return `grpc client ${fact.service} ${shown(fact.target)}`;
    case 'grpc-server':
      return `grpc server ${fact.service}`;
    case 'publishes':
    case 'subscribes':
      return `${fact.kind} ${fact.system ?? '?'} ${shown(fact.topic)}`;
    case 'listens':
      return `listens ${shown(fact.port)}`;
    case 'sets-env':
      return `sets ${fact.name} = ${shown(fact.value)}`;
    case 'reads-env':
      return `reads ${fact.name}${fact.fallback ? ` or ${shown(fact.fallback)}` : ''}`;
    case 'binds':
      return `${fact.name} = ${shown(fact.value)}`;
    case 'imports':
      return `import ${fact.specifier}: ${fact.names.map(name => `${name.imported} as ${name.local}`).join(', ')}`;
    case 'mentions-address':
      return `mentions ${shown(fact.value)}`;
    case 'application':
      return `application ${fact.framework}`;
    default:
      return fact.kind;
  }
}

export function shown(value: Value | undefined): string {
  switch (value?.kind) {
    case 'literal':
      return value.text;
    case 'env':
      return `$${value.name}${value.fallback ? ` or ${shown(value.fallback)}` : ''}`;
    case 'name':
      return `<${value.path.join('.')}>`;
    case 'join':
      return value.parts.map(shown).join('');
    case 'choice':
      return `(${value.options.map(shown).join(' | ')})`;
    case 'unknown':
      return '?';
    case undefined:
      return '-';
  }
}
