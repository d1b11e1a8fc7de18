import type { Deployed, System } from './system.ts';

/** The compose service of that name in the same environment. */
export const awaitedBy = ({ environment }: Deployed, name: string, { services }: System): Deployed | undefined =>
  services.flatMap(({ deployed }) => deployed).find(other => other.compose && other.environment === environment && other.name === name);
