import type { Sandbox, Undo } from '../sandbox.ts';
import { SandboxError } from '../sandbox-error.ts';
import { edgeFaults } from './edge-faults.ts';
import type { Fault } from './fault.ts';
import { serviceFaults } from './service-faults.ts';

/** A fault with its options, as a scenario asks for it. */
export interface ReadyFault {
  readonly description: string;
  readonly inject: (sandbox: Sandbox) => Promise<Undo>;
}

/** Everything that can go wrong on purpose. Two may share a name: one on an edge, one of a service. */
export const faults = [...edgeFaults, ...serviceFaults] as readonly Fault<unknown>[];

/** The fault of a scenario; what is wrong with it is told in one sentence. */
export function faultNamed(scenario: string, { kind, ...options }: { readonly kind: string }): ReadyFault {
  const named = faults.filter(({ name }) => name === kind);
  if (named.length === 0)
    throw new SandboxError(
      `"${scenario}": there is no fault "${kind}"; there is ${[...new Set(faults.map(({ name }) => name))].join(', ')}.`,
    );
  const complaints: string[] = [];
  for (const fault of named) {
    const parsed = fault.options.safeParse(options);
    if (parsed.success) return { description: fault.describe(parsed.data), inject: sandbox => fault.inject(sandbox, parsed.data) };
    complaints.push(
      parsed.error.issues.map(({ path, message }) => [path.join('.'), message].filter(part => part !== '').join(': ')).join('; '),
    );
  }
  throw new SandboxError(`"${scenario}": the fault ${kind} does not take these options: ${complaints.join('; or ')}.`);
}
