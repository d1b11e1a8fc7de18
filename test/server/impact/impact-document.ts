import type { ChangeDocument, ImpactDocument, ServiceDocument } from '../../../src/core/impact/document.ts';

/** A report of breaking changes, and of nothing else. */
export const impactDocument = (changes: readonly ChangeDocument[], services: readonly ServiceDocument[]): ImpactDocument => ({
  summary: '',
  breaking: true,
  waived: [],
  changes,
  services,
  tests: [],
  gaps: [],
  contractTests: [],
  rollout: [],
  versions: [],
  problems: [],
});
