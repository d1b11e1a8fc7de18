import type { Retries } from '../../../../model/resilience-fact.ts';
import { functionAround } from '../../outline/outline.ts';
import { callsOf, localNames, oneOf, type Reading } from './reading.ts';
import type { RetryRule } from './retry-rule.ts';
import { GO_RULES } from './retry-rules-go.ts';
import { PYTHON_RULES } from './retry-rules-python.ts';
import { SCRIPT_RULES } from './retry-rules-script.ts';

const RULES: readonly RetryRule[] = [...SCRIPT_RULES, ...PYTHON_RULES, ...GO_RULES];

/** What the libraries that try again are told. */
export function libraryRetries(reading: Reading): readonly Retries[] {
  const rules = RULES.filter(({ languages }) => languages.test(reading.outline.language));
  return rules.flatMap(rule => {
    const names = rule.modules ? localNames(reading, rule.modules) : [];
    if (rule.modules && names.length === 0) return [];
    return callsOf(reading, new RegExp(rule.pattern.replace('NAMES', oneOf(names)), 'g')).flatMap((called): readonly Retries[] => {
      if (functionAround(reading.outline, called.at[0])?.head[0] === called.at[0]) return [];
      const told = rule.told(called, reading);
      return told ? [{ kind: 'retries', at: called.at, via: rule.via, ...told }] : [];
    });
  });
}
