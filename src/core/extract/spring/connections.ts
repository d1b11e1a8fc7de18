import type { Fact } from '../../model/fact.ts';
import type { Protocol } from '../../model/technology.ts';
import type { Span } from '../../model/source.ts';
import { join, literal, type Value } from '../../model/value.ts';
import { isAddress, isEmbedded, protocolOf } from '../settings/address.ts';
import { plain, split, templated } from '../settings/placeholder.ts';
import type { Setting } from '../settings/setting.ts';
import { canonical } from './canonical.ts';
import { connectionRule, type ConnectionRule } from './connection-rules.ts';

/** The settings of one document by their canonical names. */
type ByName = ReadonlyMap<string, Setting>;

export const byName = (settings: readonly Setting[]): ByName => new Map(settings.map(setting => [canonical(setting.name), setting]));

/** Connections that a document's settings open by rule, and addresses that no rule knows. */
export function* connections(document: ByName): Iterable<Fact> {
  const ownsRegistry = isFalse(document, 'eureka.client.registerwitheureka') && isFalse(document, 'eureka.client.fetchregistry');
  for (const [name, setting] of document) {
    if (setting.text === '' || setting.text.length > 2_000) continue;
    const rule = connectionRule(name);
    if (rule) {
      if (!(ownsRegistry && rule.via === 'eureka.client') && !isOff(document, name)) yield* connection(rule, setting, document);
    } else if (IMPORT.test(name)) yield* imported(setting);
    else yield* mention(setting);
  }
}

const isFalse = (document: ByName, name: string): boolean => document.get(name)?.text.toLowerCase() === 'false';

/** `spring.cloud.consul.enabled: false` turns off what stands beside it. */
const isOff = (document: ByName, name: string): boolean => isFalse(document, `${name.slice(0, name.lastIndexOf('.'))}.enabled`);

function* connection(rule: ConnectionRule, setting: Setting, document: ByName): Iterable<Fact> {
  const whole = templated(setting.text);
  if (isEmbedded(plain(whole)) || /^(file|classpath):/.test(setting.text)) return;
  const port = portBeside(setting, document);
  // A JDBC URL may hold commas and blanks of its own.
  const targets = /^(jdbc|r2dbc|failover|mongodb)/.test(plain(whole)) ? [whole] : split(whole);
  for (const target of targets) {
    const protocol = rule.protocol ?? protocolOf(plain(target)) ?? rule.otherwise ?? 'tcp';
    yield uses(setting.at, {
      protocol,
      via: rule.via,
      target: port ? join([target, literal(':'), port]) : target,
      requires: rule.requires,
    });
  }
}

function portBeside(setting: Setting, document: ByName): Value | undefined {
  const name = canonical(setting.name);
  if (!name.endsWith('host') || /:\d+$/.test(setting.text)) return undefined;
  const port = document.get(`${name.slice(0, -'host'.length)}port`);
  return port && port.text !== '' ? templated(port.text) : undefined;
}

interface Use {
  readonly protocol: Protocol;
  readonly via: string;
  readonly target: Value;
  readonly requires: readonly string[];
}

function uses(at: Span, { requires, ...use }: Use): Fact {
  return { kind: 'uses-address', at, ...use, ...(requires.length > 0 && { requires }) };
}

const IMPORT = /^spring\.config\.import(\[\d+])?$/;
const IMPORTED = /(?:optional:)?(configserver|consul|vault|nacos|zookeeper):\/{0,2}([^\s;]*)/g;

/** `spring.config.import: optional:configserver:http://config:8888`; without an address the configuration server's default place is meant. */
function* imported(setting: Setting): Iterable<Fact> {
  for (const [, system, address] of setting.text.matchAll(IMPORTED)) {
    const target = address === undefined || address === '' || !/[.:$]/.test(address) ? undefined : templated(address);
    if (system !== 'configserver' && !target) continue;
    const use = { kind: 'uses-address', at: setting.at, protocol: 'configuration', via: 'spring.config.import' } as const;
    yield target ? { ...use, target } : use;
  }
}

/** Names whose addresses are only handed to browsers, shown, listened on or matched. */
const NO_CALL =
  /^(zuul\.routes|spring\.cloud\.gateway\.)|(^|\.)(cors|allowedorigins?|origins?|contextpath|license|contact|termsofservice|swagger|springdoc|redirecturi|redirecturl|pattern|info|logging)(\.|\[|$)|^(banner|messages)\./;

function* mention(setting: Setting): Iterable<Fact> {
  const value = templated(setting.text);
  if (!isAddress(plain(value)) || NO_CALL.test(canonical(setting.name))) return;
  yield { kind: 'mentions-address', at: setting.at, value, name: setting.name };
}
