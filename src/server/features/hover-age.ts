import type { Location } from '../../core/model/source.ts';

/** How old what is said is, where that matters. */
export function ageLine(behindSince: number | null, now: number): string[] {
  const seconds = behindSince === null ? 0 : Math.floor((now - behindSince) / 1000);
  return seconds < 1 ? [] : [`_The index is ${seconds} s behind._`];
}

export const linkText = ({ file }: Location, line: number): string => `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
