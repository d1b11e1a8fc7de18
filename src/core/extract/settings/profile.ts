import type { Fact } from '../../model/fact.ts';

/** The fact counts only where that Spring or .NET profile is in force. */
export const inProfile = (fact: Fact, profile: string | undefined): Fact =>
  profile !== undefined && (fact.kind === 'sets-env' || fact.kind === 'uses-address' || fact.kind === 'mentions-address')
    ? { ...fact, profile }
    : fact;
