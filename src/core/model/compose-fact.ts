import type { CommandWord, EnvEntry, PortEntry } from './deployment-parts.ts';
import type { ManifestNode } from './manifest-node.ts';
import type { Span, Traceable } from './source.ts';
import type { Value } from './value.ts';

/** One service of one compose file, as written there; the linker merges files into projects. */
export interface ComposeService extends Traceable {
  readonly kind: 'compose-service';
  readonly name: string;
  readonly image?: Value;
  /** Context and Dockerfile as written (relative to the compose file's folder, Dockerfile relative to the context). */
  readonly build?: {
    readonly context: string;
    readonly dockerfile?: string;
    readonly target?: string;
    readonly args: readonly EnvEntry[];
    readonly at: Span;
  };
  readonly containerName?: string;
  readonly hostname?: string;
  readonly aliases: readonly string[];
  readonly ports: readonly PortEntry[];
  readonly environment: readonly EnvEntry[];
  readonly envFiles: readonly { readonly path: string; readonly at: Span }[];
  readonly dependsOn: readonly (Traceable & { readonly service: string; readonly condition?: string })[];
  readonly links: readonly (Traceable & { readonly service: string; readonly alias?: string })[];
  readonly profiles: readonly string[];
  readonly networks: readonly string[];
  /** Command and entrypoint, each word a text that may hold addresses. */
  readonly command: readonly CommandWord[];
  /** Host side of bind mounts, as written: a config file mounted into the service belongs to it. */
  readonly mounts: readonly { readonly source: string; readonly target: string; readonly at: Span }[];
  readonly labels: readonly EnvEntry[];
  readonly healthcheck?: Traceable & { readonly test: string };
  /** `limits.memory`, `reservations.cpus`, as written. */
  readonly resources?: readonly EnvEntry[];
  readonly extends?: { readonly file?: string; readonly service: string };
  /** All of it, for who asks for more than the link does. */
  readonly written: ManifestNode;
}

/** What a compose file says beside its services: networks, volumes, secrets, configs. */
export interface ComposeFile extends Traceable {
  readonly kind: 'compose-file';
  readonly written: ManifestNode;
}

/** A `${NAME}` that compose replaces before anything else reads the file. `at` is the reference. */
export interface Interpolates {
  readonly kind: 'interpolates';
  readonly at: Span;
  readonly name: string;
  /** `falls`: `:-`, `-`, `:+` or `+` say what else; `required`: `:?` or `?` stop the start; `plain`: it becomes empty. */
  readonly otherwise: 'falls' | 'required' | 'plain';
  /** Keys from the top of the file: `['services', 'db', 'image']`. */
  readonly path: readonly string[];
}

export interface ComposeInclude {
  readonly kind: 'compose-include';
  readonly at: Span;
  readonly path: string;
}
