import type { Traceable } from './source.ts';
import type { Value } from './value.ts';

/** `value` absent: the name is handed on from outside (`- DEBUG`, `secretKeyRef`). */
export interface EnvEntry extends Traceable {
  readonly name: string;
  readonly value?: Value;
  /** Where Kubernetes takes the value from: an entry of a ConfigMap or Secret, or a field of the pod. */
  readonly from?: { readonly kind: 'config-map' | 'secret' | 'field'; readonly name: Value; readonly key: string };
}

export interface PortEntry extends Traceable {
  /** Port inside the container; 0 where only `value` can tell it. */
  readonly target: number;
  /** The target where it is not written as a number: `{{ .Values.service.port }}`, `${PORT}`, the name of a container's port. */
  readonly value?: Value;
  /** Port on the host, or of the Kubernetes Service. */
  readonly published?: number;
  readonly name?: string;
}

/** A word of a command, a text that may hold addresses. */
export interface CommandWord extends Traceable {
  readonly value: Value;
}
