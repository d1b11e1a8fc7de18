import type { Mark } from '../marks.ts';
import type { BothTexts, ImpactFix } from './fix.ts';
import { openApiFixes } from './openapi-fixes.ts';
import { protoFixes } from './proto-fixes.ts';
import { restore } from './restore.ts';

/** Everything that can be done about a change where it is made; what was there before comes first. Pure and total. */
export function fixesFor({ change, place }: Pick<Mark, 'change' | 'place'>, texts: BothTexts): readonly ImpactFix[] {
  const own = change.file.endsWith('.proto') ? protoFixes(change, texts) : [];
  if (own.length > 0) return own;
  const restored = restore(change, texts);
  const others = /\.ya?ml$/i.test(change.file) ? openApiFixes(change, place, texts) : [];
  return [...(restored ? [restored] : []), ...others];
}
