import type { Problem } from '../model/source.ts';
import type { Waiver } from './waivers.ts';

/** Something that fails a build unless somebody has waived it. */
export interface Breakage {
  /** The name of the service that breaks, without `service:`. */
  readonly consumer: string;
  readonly element: string;
  readonly rule?: string;
}

interface Judged<B extends Breakage> {
  /** What still fails. */
  readonly failing: readonly B[];
  readonly waived: readonly { readonly breakage: B; readonly waiver: Waiver }[];
  /** Waivers that ran out, and waivers that nothing needs any more; each in the file that `Waiver.at` names. */
  readonly problems: readonly Problem[];
}

/** Which breakages hold in spite of the waivers. `today` is written as `2027-01-31`; a waiver holds through its last day. */
export function judged<B extends Breakage>(breakages: readonly B[], waivers: readonly Waiver[], today: string): Judged<B> {
  const holding = waivers.filter(({ expires }) => expires >= today);
  const answers = breakages.map(breakage => ({ breakage, waiver: holding.find(waiver => covers(waiver, breakage)) }));
  return {
    failing: answers.flatMap(({ breakage, waiver }) => (waiver ? [] : [breakage])),
    waived: answers.flatMap(({ breakage, waiver }) => (waiver ? [{ breakage, waiver }] : [])),
    problems: waivers.flatMap(waiver => remark(waiver, breakages, today) ?? []),
  };
}

const covers = ({ consumer, element, rule }: Waiver, breakage: Breakage): boolean =>
  (consumer === '*' || consumer === breakage.consumer) &&
  (rule === undefined || rule === breakage.rule) &&
  (element === undefined || element === breakage.element || (element.endsWith('*') && breakage.element.startsWith(element.slice(0, -1))));

function remark(waiver: Waiver, breakages: readonly Breakage[], today: string): Problem | undefined {
  const isNeeded = breakages.some(breakage => covers(waiver, breakage));
  const name = `The waiver of ${waiver.element ?? waiver.rule} for ${waiver.consumer === '*' ? 'everyone' : waiver.consumer}`;
  const at = waiver.at.span;
  if (waiver.expires >= today) return isNeeded ? undefined : { at, message: `${name} waives nothing in this change.` };
  return isNeeded
    ? { at, message: `${name} ran out on ${waiver.expires} and holds no more; mend the consumer, or agree on another day.` }
    : { at, message: `${name} ran out on ${waiver.expires}, and nothing needs it; remove it.` };
}
