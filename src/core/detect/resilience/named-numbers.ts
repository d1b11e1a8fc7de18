import type { SystemService } from '../system.ts';
import { isNamedClient, type Policy } from './reach.ts';
import { count, milliseconds, springSettings, type OwnSetting } from './spring-settings.ts';

/** resilience4j tries three times in all: resilience4j.readme.io/docs/retry. */
const USUAL_TRIES = 3;
/** Its time limiter waits a second: resilience4j.readme.io/docs/timeout. Hystrix does so too: github.com/Netflix/Hystrix/wiki/Configuration. */
const USUAL_TIME = 1000;

const NONE: ReadonlyMap<string, OwnSetting> = new Map();

/** Annotations name an instance, and configuration files say its numbers. A policy that has its own keeps them. */
export function namedNumbers(service: SystemService | undefined): (policy: Policy) => Policy {
  return policy => {
    if (policy.named === undefined || isNamedClient(policy)) return policy;
    const settings = service ? springSettings(service) : NONE;
    const name = policy.named.replace(/[-_]/g, '').toLowerCase();
    if (policy.kind === 'retries' && policy.more === undefined) return { ...policy, more: (tries(settings, name) ?? USUAL_TRIES) - 1 };
    if (policy.kind === 'limits-calls' && policy.via === '@TimeLimiter')
      return withTime(policy, instance(settings, 'timelimiter', name, /timeoutduration$/));
    if (policy.kind === 'limits-calls' && policy.via === '@HystrixCommand' && policy.total === undefined) {
      const told = HYSTRIX.map(key => settings.get(key.replace('NAME', name))).find(setting => setting !== undefined);
      return withTotal(policy, told);
    }
    return policy;
  };
}

const HYSTRIX = [
  'hystrix.command.NAME.execution.isolation.thread.timeoutinmilliseconds',
  'hystrix.command.default.execution.isolation.thread.timeoutinmilliseconds',
];

type Limit = Extract<Policy, { kind: 'limits-calls' }>;

function withTime(policy: Limit, told: OwnSetting | undefined): Limit {
  const timeout = told && milliseconds(told);
  return { ...policy, timeout: timeout ?? USUAL_TIME, ...(timeout === undefined && { usual: true as const }) };
}

function withTotal(policy: Limit, told: OwnSetting | undefined): Limit {
  const total = told && milliseconds(told);
  return { ...policy, total: total ?? USUAL_TIME, ...(total === undefined && { usual: true as const }) };
}

/** Older versions call it `maxRetryAttempts`, and count the first try too. */
const tries = (settings: ReadonlyMap<string, OwnSetting>, name: string): number | undefined => {
  const told = instance(settings, 'retry', name, /max(?:retry)?attempts$/);
  return told && count(told);
};

/** Of the instance, of the configuration that it is based on, or of the default one. */
function instance(settings: ReadonlyMap<string, OwnSetting>, module: string, name: string, key: RegExp): OwnSetting | undefined {
  const base = settings.get(`resilience4j.${module}.instances.${name}.baseconfig`)?.text.replace(/[-_]/g, '').toLowerCase();
  const groups = [`instances.${name}.`, ...(base === undefined ? [] : [`configs.${base}.`]), 'configs.default.'];
  for (const group of groups) {
    const start = `resilience4j.${module}.${group}`;
    for (const [written, setting] of settings) if (written.startsWith(start) && key.test(written)) return setting;
  }
  return undefined;
}
