import type { Span } from './source.ts';

/** What a team says about identity in `.faultline/config.yaml`; it wins over every rule. */
export type IdentityFact = SameService | KeptApart;

/** Compose services, workloads and folders that are one service. */
export interface SameService {
  readonly kind: 'same-service';
  readonly at: Span;
  readonly name: string;
  readonly members: readonly string[];
}

/** Names that are never joined. */
export interface KeptApart {
  readonly kind: 'kept-apart';
  readonly at: Span;
  readonly names: readonly string[];
}
