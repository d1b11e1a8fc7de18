import type { CodeFact } from '../../../../model/fact.ts';
import type { Span } from '../../../../model/source.ts';
import type { Context, Reader } from '../../reader.ts';
import { isField, isOptionsName, optionsClass } from './settings.ts';

const NONE: readonly CodeFact[] = [];

/** Fields of classes that configuration fills, where they are declared and where code takes them. */
export const takenOptions: Reader = {
  name: 'csharp-taken-options',
  languages: ['C#'],
  *statement(statement) {
    if (statement.kind !== 'class' || !isOptionsName(statement.name)) return;
    for (const member of statement.body) {
      const [key] = member.kind === 'assign' ? member.target : [];
      if (key !== undefined) yield { kind: 'takes-option', at: member.span, type: statement.name, key, declared: true };
    }
  },
  // A method that is called on a field takes the field: `options.Value.OrdersUrl.TrimEnd('/')`.
  call: ({ path, on, span }, context) => (on || path.length < 3 ? NONE : taken(path.slice(0, -1), span, context)),
  expression: (expression, context) => (expression.kind === 'name' ? taken(expression.path, expression.span, context) : NONE),
};

function taken(path: readonly string[], at: Span, context: Context): readonly CodeFact[] {
  const type = path.length > 1 ? optionsClass(path[0]!, context) : undefined;
  const fields = path.slice(1).filter(isField);
  return type === undefined || fields.length === 0 ? NONE : [{ kind: 'takes-option', at, type, key: fields.join(':') }];
}
