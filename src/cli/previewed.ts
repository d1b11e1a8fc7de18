import { fields, text } from '../core/verify/compose-document.ts';
import { nothingToCompare } from '../core/verify/verdict.ts';
import type { PreviewedService, VerifyPreview } from '../protocol/verify-preview.ts';
import type { Prepared } from '../sandbox/preparation.ts';
import type { EarlierCosts } from '../workspace/runs.ts';

export interface PreviewKnown {
  readonly costs: EarlierCosts | undefined;
  /** Images that this machine does not have. */
  readonly lacking: ReadonlySet<string>;
}

/** What would run, as it was prepared. Pure. */
export function previewed(plan: Prepared, { costs, lacking }: PreviewKnown): VerifyPreview {
  const { sides, slice, scenarios, trees, notes } = plan;
  return {
    sides: sides.map(({ side }) => side),
    services: [...slice.run].map(([name, why]) => ({ name, why, ...toGet(imagesOf(name, plan), lacking) })),
    mocks: [...slice.mocks].map(([name, contract]) => ({ name, contract })),
    scenarios: scenarios.map(({ name, fault, requests, journeys }) => ({
      name,
      fault: fault?.description ?? null,
      requests: requests * journeys.length,
    })),
    tests: plan.tests.map(({ tool, file }) => ({ tool, file })),
    costs: costs ? { ...costs, scenarios: costs.scenarios.length } : null,
    whyVoid: plan.whyVoid ?? nothingToCompare({ before: trees.before?.hash ?? null, after: trees.after.hash }) ?? null,
    notes,
  };
}

export interface WantedImage {
  readonly name: string;
  readonly isBuilt: boolean;
}

/** The images of a service, on whichever side; each once. */
export function imagesOf(service: string, { sides }: Prepared): readonly WantedImage[] {
  const found = new Map<string, WantedImage>();
  for (const { project } of sides) {
    const own = project.images.get(service);
    const name = own ?? text(fields(project.document.services[service])['image']);
    if (name !== undefined) found.set(name, { name, isBuilt: own !== undefined });
  }
  return [...found.values()];
}

function toGet(images: readonly WantedImage[], lacking: ReadonlySet<string>): Pick<PreviewedService, 'builds' | 'fetches'> {
  const missing = images.filter(({ name }) => lacking.has(name));
  return {
    builds: missing.filter(({ isBuilt }) => isBuilt).length,
    fetches: missing.find(({ isBuilt }) => !isBuilt)?.name ?? null,
  };
}
