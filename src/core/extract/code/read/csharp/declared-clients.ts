import type { CodeFact } from '../../../../model/fact.ts';
import { literal } from '../../../../model/value.ts';
import type { Reader } from '../../reader.ts';
import type { Annotation, Statement } from '../../syntax.ts';
import { isText, pathBelow, routeTemplate, uses } from '../call-parts.ts';

type Class = Extract<Statement, { kind: 'class' }>;
type Method = Extract<Statement, { kind: 'function' }>;

const VERB = /^(Get|Post|Put|Patch|Delete|Head)$/;

/** Interfaces that Refit and RestEase make into HTTP clients; whoever makes them says the address. */
export const declaredClients: Reader = {
  name: 'csharp-declared-clients',
  languages: ['C#'],
  *statement(statement, { around }) {
    const owner = around.at(-1);
    if (statement.kind === 'function' && owner?.kind === 'class' && /^I[A-Z]/.test(owner.name)) yield* requests(statement, owner);
  },
};

function* requests({ annotations, name }: Method, owner: Class): Generator<CodeFact> {
  const base = owner.annotations.find(({ name }) => name === 'BasePath' || name === 'BaseAddress');
  for (const verb of annotations.filter(({ name }) => VERB.test(name))) {
    const path = literal(routeTemplate(pathBelow(textOf(base), textOf(verb))));
    yield {
      ...uses({ at: verb.span, protocol: 'http', via: `[${verb.name}]`, method: verb.name.toUpperCase(), path }),
      by: { type: owner.name, name },
    };
  }
}

function textOf(annotation: Annotation | undefined): string {
  const first = annotation?.arguments[0];
  return isText(first) ? first.text : '';
}
