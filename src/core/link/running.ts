import type { Running, Setting } from '../model/graph.ts';
import type { Location } from '../model/source.ts';
import type { Value } from '../model/value.ts';
import type { Deployment, SetVariable, Variables } from './deployment.ts';
import type { Resolver, Scope } from './resolve.ts';
import type { Service } from './services.ts';

/** How a service runs in each of its environments: image, ports, variables, probes and resources, each with its lines. */
export const runningOf = (service: Service, resolver: Resolver): Running[] =>
  service.deployments.map(deployment => running(service, deployment, resolver));

function running(service: Service, deployment: Deployment, resolver: Resolver): Running {
  const { environment, name, image, ports, variables, probes = [], resources = new Map() } = deployment;
  const read = (settings: Variables): Setting[] => settingsOf(settings, { service, deployment, resolver });
  return {
    environment,
    name,
    ...(image && { image }),
    ports: ports
      .filter(({ target }) => target > 0)
      .map(({ target, published, name }) => ({ target, ...(published !== undefined && { published }), ...(name && { name }) })),
    variables: read(variables),
    probes: probes.map(({ kind, asks, at, origins }) => ({ kind, asks, evidence: origins ?? [at] })),
    resources: read(resources),
  };
}

interface Asked {
  readonly service: Service;
  readonly deployment: Deployment;
  readonly resolver: Resolver;
}

const settingsOf = (settings: Variables, asked: Asked): Setting[] =>
  [...settings].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, values]) => settingOf(name, values.at(-1)!, asked));

function settingOf(name: string, set: SetVariable, { service, deployment, resolver }: Asked): Setting {
  const evidence: readonly Location[] = set.origins ?? [set.at];
  if (!set.value) return { name, why: 'it is handed in from outside', evidence };
  const scope: Scope = { file: set.at.file, service, deployment, interpolating: true };
  const { texts, unknown } = resolver.resolve(set.value, scope);
  const [first] = texts;
  if (!first) return { name, why: unknown[0] ?? 'it is set nowhere in the workspace', evidence };
  const proofs = [...evidence, ...first.proofs];
  return holdsSecret(name, set.value)
    ? { name, value: HIDDEN, secret: true, evidence: proofs }
    : { name, value: withoutPassword(first.text), evidence: proofs };
}

/** Shown in place of what nobody should read over a shoulder or in a build log. */
export const HIDDEN = '•••';

const SECRET = /pass(word|wd|phrase)?$|secret|token|api_?key|private_?key|access_?key|credential/i;
const NAMES_A_PLACE_OR_SWITCH = /(_(file|path|url|uri|host|name|ttl|expir\w*|enabled|length|type|issuer|audience|header)|id)$/i;

const holdsSecret = (name: string, value: Value): boolean =>
  SECRET.test(name) && !NAMES_A_PLACE_OR_SWITCH.test(name) && !(value.kind === 'literal' && value.text === '');

/** A text as it may be shown under a name. */
export const shownAs = (name: string, text: string): string =>
  holdsSecret(name, { kind: 'literal', text }) ? HIDDEN : withoutPassword(text);

/** An address is shown, and never what is secret in it. */
export const withoutPassword = (text: string): string => text.replace(/(:\/\/[^:/@\s]*):[^@/\s]+@/g, `$1:${HIDDEN}@`);
