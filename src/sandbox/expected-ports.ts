import type { Awaited } from '../core/verify/cluster/readiness.ts';
import { fields, items, text, type ComposeDocument, type Fields } from '../core/verify/compose-document.ts';
import { servicePorts } from '../core/verify/ports.ts';

/** Where services that have no healthcheck should listen: one that was only started answers nobody yet. */
export function expectedPorts(document: ComposeDocument): ReadonlyMap<string, Awaited> {
  const unchecked = servicePorts(document).filter(({ service }) => !isChecked(document.services[service] ?? {}));
  return new Map(
    unchecked.flatMap(({ service, ports: [first] }) => (first ? [[service, { port: first.target ?? first.port }] as const] : [])),
  );
}

function isChecked({ healthcheck }: Fields): boolean {
  const { test, disable } = fields(healthcheck);
  return test !== undefined && disable !== true && text(items(test)[0]) !== 'NONE';
}

/** What is written may be wrong: a service that runs and has not listened for so long is taken as it is, and somebody is told. */
const LONGEST = 60_000;

export function forSoLong(
  answers: (service: string) => Promise<boolean>,
  given: (service: string) => void,
  longest = LONGEST,
): (service: string) => Promise<boolean> {
  const since = new Map<string, number>();
  return async service => {
    if (await answers(service)) return true;
    const first = since.get(service) ?? Date.now();
    since.set(service, first);
    if (Date.now() - first < longest) return false;
    given(service);
    return true;
  };
}
