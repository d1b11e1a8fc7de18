import type { CodeFact } from '../../../../model/fact.ts';
import type { Protocol } from '../../../../model/technology.ts';
import type { Value } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression, Language } from '../../syntax.ts';
import { each, hostAndPort, mayBeText, namedArgument, valueIn } from './argument.ts';
import { viaOf } from './origin.ts';
import { ruleReader, type CallRule } from './rule-reader.ts';

/** One way that a library opens a connection. */
export interface ConnectionRule extends CallRule {
  readonly constructs?: boolean;
  readonly protocol: Protocol;
  /** Names of arguments that hold the address. */
  readonly keys?: readonly string[];
  /** Names of arguments that hold the host, with the port under `port`. */
  readonly hosts?: readonly string[];
  /** Place of the address among the arguments: 0 unless told; `none`: only by name. */
  readonly at?: number | 'none';
  /** The port is the argument after it. */
  readonly port?: boolean;
  /** The address is a tuple of host and port. */
  readonly pair?: boolean;
  /** Without a seen address it says nothing. */
  readonly needsTarget?: boolean;
}

export const connections = (name: string, languages: readonly Language[], rules: readonly ConnectionRule[]): Reader =>
  ruleReader({ name, languages, rules, fits: ({ constructs }, call) => !constructs || call.constructs, factsOf });

function* factsOf(rule: ConnectionRule, call: Call, context: Context): Generator<CodeFact> {
  const via = viaOf(call, context);
  const targets = targetsOf(rule, call, context);
  if (targets.length === 0 && !rule.needsTarget) yield { kind: 'uses-address', at: call.span, protocol: rule.protocol, via };
  for (const { at, target } of targets) yield { kind: 'uses-address', at, protocol: protocolOf(rule.protocol, target), target, via };
}

interface Target {
  readonly at: Expression['span'];
  readonly target: Value;
}

function targetsOf(rule: ConnectionRule, call: Call, context: Context): readonly Target[] {
  const whole = rule.keys && namedArgument(call, rule.keys);
  if (mayBeText(whole)) return each(whole).map(one => ({ at: one.span, target: valueIn(one, context) }));
  const host = namedArgument(call, rule.hosts ?? HOSTS);
  if (mayBeText(host)) return each(host).map(one => ({ at: one.span, target: hostAndPort(one, namedArgument(call, ['port']), context) }));
  if (rule.at === 'none') return [];
  const at = rule.at ?? 0;
  const given = call.arguments[at];
  if (!mayBeText(given)) return [];
  if (rule.pair && given.kind === 'list' && given.items.length === 2 && given.items[0]) {
    return [{ at: given.span, target: hostAndPort(given.items[0], given.items[1], context) }];
  }
  const port = rule.port ? call.arguments[at + 1] : undefined;
  return each(given)
    .filter(mayBeText)
    .map(one => ({ at: one.span, target: hostAndPort(one, port, context) }));
}

const HOSTS: readonly string[] = ['host', 'hostname'];

const SCHEMES: readonly (readonly [RegExp, Protocol])[] = [
  [/^(jdbc:)?postgres(ql)?\b/i, 'postgres'],
  [/^pgsql:/i, 'postgres'],
  [/^(jdbc:)?mysql\b/i, 'mysql'],
  [/^(jdbc:)?mariadb\b/i, 'mariadb'],
  [/^(jdbc:sqlserver|mssql|sqlsrv)\b/i, 'sqlserver'],
  [/^(jdbc:)?oracle\b/i, 'oracle'],
  [/^(jdbc:h2|jdbc:sqlite|sqlite)\b/i, 'sqlite'],
  [/^mongodb\b/i, 'mongodb'],
  [/^rediss?:/i, 'redis'],
  [/^(amqps?|pyamqp):/i, 'rabbitmq'],
  [/^(jdbc:)?cockroachdb\b/i, 'cockroachdb'],
  [/^jdbc:clickhouse\b/i, 'clickhouse'],
  [/^nats:/i, 'nats'],
  [/^kafka:/i, 'kafka'],
  [/^memcached?:/i, 'memcached'],
  [/^sqs:/i, 'sqs'],
];

/** What the text itself says is surer than what the library is used for most. */
export function protocolOf(usual: Protocol, target: Value): Protocol {
  if (!/^(sql|jdbc|messaging|rabbitmq|tcp)$/.test(usual)) return usual;
  const text = startOf(target);
  return SCHEMES.find(([scheme]) => scheme.test(text))?.[1] ?? usual;
}

function startOf(value: Value): string {
  switch (value.kind) {
    case 'literal':
      return value.text;
    case 'env':
      return value.fallback ? startOf(value.fallback) : '';
    case 'join':
      return value.parts[0] ? startOf(value.parts[0]) : '';
    case 'choice':
      return value.options.map(startOf).find(text => text !== '') ?? '';
    case 'name':
    case 'unknown':
      return '';
  }
}
