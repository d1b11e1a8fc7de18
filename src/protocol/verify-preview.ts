import { counted } from '../core/model/counted.ts';
import type { SideName } from '../core/model/verify.ts';

/** What a verification would run, build and take; nothing of it has started. `faultline verify --preview --format json` prints it. */
export interface VerifyPreview {
  /** Both, or one where nothing differs or there is nothing to compare with. */
  readonly sides: readonly SideName[];
  readonly services: readonly PreviewedService[];
  readonly mocks: readonly { readonly name: string; readonly contract: string }[];
  /** `requests` is what one side is sent while it lasts. */
  readonly scenarios: readonly { readonly name: string; readonly fault: string | null; readonly requests: number }[];
  /** Contract tests that are there already and are run too. */
  readonly tests: readonly { readonly tool: string; readonly file: string }[];
  /** Of an earlier run; null: nothing has been run here yet. */
  readonly costs: PreviewedCosts | null;
  /** One sentence: the verdict will be void, whatever is measured. */
  readonly whyVoid: string | null;
  readonly notes: readonly string[];
}

export interface PreviewedService {
  readonly name: string;
  /** Why it runs, in one sentence. */
  readonly why: string;
  /** Images that have to be built first, for both sides together. */
  readonly builds: number;
  /** An image that this machine has to fetch first. */
  readonly fetches: string | null;
}

export interface PreviewedCosts {
  readonly seconds: number;
  /** The most memory that the services of one side had in use; 0 where nobody knows. */
  readonly bytes: number;
  /** That run played just these scenarios; else it played so many. */
  readonly isSame: boolean;
  readonly scenarios: number;
}

/** What is asked before anything starts. */
export function offerWords({ services, sides }: Pick<VerifyPreview, 'services' | 'sides'>): string {
  const what = services.length > MOST_NAMES ? `${services.length} services` : listed(services.map(({ name }) => name));
  return sides.length === 2 ? `Start ${what} twice, without your change and with it?` : `Start ${what} as they are now?`;
}

const MOST_NAMES = 3;

/** `About 38 s · 2 containers, twice · 0.6 GB`. */
export function priceWords({ services, sides, costs }: Pick<VerifyPreview, 'services' | 'sides' | 'costs'>): string {
  const containers = `${counted(services.length, 'container')}${sides.length === 2 ? ', twice' : ''}`;
  if (!costs) return `${containers} · time and memory not known yet`;
  return [`About ${durationWords(costs.seconds)}`, containers, ...(costs.bytes > 0 ? [memoryWords(costs.bytes)] : [])].join(' · ');
}

/** Where time and memory are known from. */
export function sourceWords({ costs, services }: Pick<VerifyPreview, 'costs' | 'services'>): string {
  if (!costs) return 'The first run measures time and memory.';
  const run = `Time and memory as in the last run${costs.isSame ? '' : `, which was of ${counted(costs.scenarios, 'scenario')}`}`;
  return `${run}${services.some(({ builds, fetches }) => builds > 0 || fetches !== null) ? '; getting the images may come on top' : ''}.`;
}

/** What has to be there before anything can start. */
export function imageWords({ services }: Pick<VerifyPreview, 'services'>): string {
  const built = services.filter(({ builds }) => builds > 0);
  const fetched = [...new Set(services.flatMap(({ fetches }) => fetches ?? []))];
  if (built.length + fetched.length === 0) return 'Builds nothing: every image is there.';
  if (built.length === 0) return `Fetches ${listed(fetched)}.`;
  return `Builds ${buildWords(built)}${fetched.length > 0 ? `; fetches ${listed(fetched)}` : ''}.`;
}

const buildWords = (services: readonly PreviewedService[]): string =>
  services.length > MOST_NAMES
    ? `${services.reduce((sum, { builds }) => sum + builds, 0)} images of ${services.length} services`
    : listed(services.map(({ name, builds }) => (builds === 1 ? name : `${name} twice`)));

/** `a, b and c`. */
const listed = (names: readonly string[]): string => names.join(', ').replace(/, ([^,]*)$/, ' and $1');

export const durationWords = (seconds: number): string => (seconds < 100 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`);

const memoryWords = (bytes: number): string =>
  bytes < 1e8 ? `${Math.max(1, Math.round(bytes / 1e6))} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
