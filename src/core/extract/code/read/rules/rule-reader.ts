import type { CodeFact } from '../../../../model/fact.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Language } from '../../syntax.ts';
import { byName } from './by-name.ts';
import { receiverOf } from './origin.ts';

/** What every rule of a table of calls may ask for. */
export interface CallRule {
  /** Names of the function, method or class; the last part of the call. */
  readonly names: readonly string[];
  /** What it is called on, as `receiverOf` gives it; absent where the name alone tells. */
  readonly on?: RegExp;
  /** A module that the file must import. */
  readonly uses?: readonly string[];
}

/** The file imports what the rule is about, and the call is on it. */
export function isMeant(rule: CallRule, call: Call, context: Context): boolean {
  if (rule.uses && !rule.uses.some(context.uses)) return false;
  return !rule.on || rule.on.test(receiverOf(call, context));
}

export interface RuleTable<Rule extends CallRule> {
  readonly name: string;
  readonly languages: readonly Language[];
  readonly rules: readonly Rule[];
  /** What only this kind of rule asks for. */
  readonly fits: (rule: Rule, call: Call) => boolean;
  readonly factsOf: (rule: Rule, call: Call, context: Context) => Iterable<CodeFact>;
}

/** A reader of a table: the first rule that fits a call says what the call means, and no other is asked. */
export function ruleReader<Rule extends CallRule>({ name, languages, rules, fits, factsOf }: RuleTable<Rule>): Reader {
  const rulesOf = byName(rules);
  return {
    name,
    languages,
    *call(call, context) {
      const rule = rulesOf(call).find(rule => fits(rule, call) && isMeant(rule, call, context));
      if (rule) yield* factsOf(rule, call, context);
    },
  };
}
