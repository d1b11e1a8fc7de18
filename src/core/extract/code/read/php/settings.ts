import type { CodeFact } from '../../../../model/fact.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Entry } from '../../syntax.ts';
import { valueOf } from '../../value.ts';
import { mayBeText } from '../rules/argument.ts';

const DEEPEST = 8;

/** Laravel's `config/services.php` returns an array; `config('services.orders.url')` reads it by file and keys. */
export const configurationFiles: Reader = {
  name: 'php-configuration-file',
  languages: ['PHP'],
  *statement(statement, context) {
    const file = /(?:^|\/)config\/([\w-]+)\.php$/.exec(context.path)?.[1];
    if (file === undefined || statement.kind !== 'return' || statement.value?.kind !== 'object' || context.around.length > 0) return;
    yield* settings(file, statement.value.entries, context);
  },
};

function* settings(before: string, entries: readonly Entry[], context: Context, depth = 0): Generator<CodeFact> {
  for (const { key, value, span } of entries) {
    const name = `${before}.${key}`;
    if (value.kind === 'object' && depth < DEEPEST) yield* settings(name, value.entries, context, depth + 1);
    else if (mayBeText(value) && value.kind !== 'list') {
      const given = valueOf(value, context.language);
      if (given.kind !== 'unknown') yield { kind: 'sets-env', at: span, name, value: given, format: 'code' };
    }
  }
}

/** A call that starts a framework's program. */
export const applications: Reader = {
  name: 'php-application',
  languages: ['PHP'],
  *call(call) {
    const name = call.path.at(-1) ?? '';
    const framework =
      name === 'create' && /^(AppFactory|SlimFactory)$/.test(call.path.at(-2) ?? '')
        ? 'slim'
        : call.constructs && name === 'Kernel'
          ? 'symfony'
          : undefined;
    if (framework !== undefined) yield { kind: 'application', at: call.span, framework, language: 'PHP' };
  },
};

/** `config('services.orders.url', 'default')` reads a key of a configuration file. */
export const configurationReads: Reader = {
  name: 'php-configuration-read',
  languages: ['PHP'],
  *call(call, context) {
    const [key, fallback] = call.arguments;
    const reads = call.path.join('.') === 'config' || call.path.join('.') === 'Config.get';
    if (!reads || key?.kind !== 'text' || !/^[\w-]+(\.[\w-]+)+$/.test(key.text)) return;
    yield {
      kind: 'reads-env',
      at: call.span,
      name: key.text,
      certain: true,
      ...(mayBeText(fallback) && { fallback: valueOf(fallback, context.language) }),
    };
  },
};
