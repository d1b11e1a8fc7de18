import type { CodeFact } from '../../../../model/fact.ts';
import type { Context } from '../../reader.ts';
import type { Call, Expression, Statement } from '../../syntax.ts';
import { valueOf } from '../../value.ts';

const NONE: readonly CodeFact[] = [];

/** caarlos0/env `Options{Prefix: …}`, kelseyhightower/envconfig `Process("orders", &c)`, figment `Env::prefixed("ORDERS_")`, envy `prefixed`, config `with_prefix`. */
export function variablePrefix(call: Call, name: string, context: Context): readonly CodeFact[] {
  const prefix = bare(prefixIn(call, name, context));
  if (prefix?.kind !== 'text' && prefix?.kind !== 'name') return NONE;
  return [{ kind: 'prefixes-variables', at: prefix.span, prefix: valueOf(prefix, context.language) }];
}

/** `PREFIX.to_uppercase()` is the same prefix in another case. */
function bare(prefix: Expression | undefined): Expression | undefined {
  if (prefix?.kind !== 'call' || prefix.on || !/^(to_uppercase|to_string|to_owned|as_str)$/.test(prefix.path.at(-1) ?? '')) return prefix;
  return { kind: 'name', path: prefix.path.slice(0, -1), span: prefix.span };
}

function prefixIn(call: Call, name: string, { language, uses }: Context): Expression | undefined {
  if (language === 'Go') {
    if (call.constructs) return name === 'Options' ? call.named.find(({ key }) => key === 'Prefix')?.value : undefined;
    return /^(Must)?Process$/.test(name) && uses('github.com/kelseyhightower/envconfig') ? call.arguments[0] : undefined;
  }
  return language === 'Rust' && /^(prefixed|with_prefix)$/.test(name) ? call.arguments[0] : undefined;
}

/** A field of a Rust struct of settings is a key of its own name. */
export function settingsOfStruct(
  { target, span }: Extract<Statement, { kind: 'assign' }>,
  { language, around }: Context,
): readonly CodeFact[] {
  const owner = around.at(-1);
  const [name] = target.slice(-1);
  if (language !== 'Rust' || owner?.kind !== 'class' || name === undefined || !SETTINGS.test(owner.name)) return NONE;
  return [{ kind: 'reads-setting', at: span, name }];
}

const SETTINGS = /config|settings|configuration|options/i;
