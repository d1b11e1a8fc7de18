import { findingsOf, title } from './cards.ts';
import type { Room } from './layout.ts';
import type { Item } from './neighbourhood.ts';

export const CARD_HEIGHT = 36;
/** Room that a badge takes beside the name. */
export const BADGE = 20;
const LETTER = 7.1;
const FURNITURE = 62;

/** There is no text to measure before there is a page; a wide letter keeps us on the safe side. */
export const cardWidth = (title: string, most = 216): number => Math.min(most, Math.max(132, Math.ceil(title.length * LETTER + FURNITURE)));

const SMALL_LETTER = 5.9;

/** The reason why something is unresolved is worth a wider column where there is room for it; a technology is not. */
export function columnWidth(items: readonly Item[], room: Room): number {
  const reasons = items.map(item => (item.kind === 'unresolved' ? item.unresolved.why.length : 0));
  const most = room.width > 0 && room.width < SPACIOUS ? 200 : 270;
  const names = items.map(item => cardWidth(title(item), Math.min(216, most)) + (findingsOf(item) ? BADGE : 0));
  return Math.max(...names, Math.min(most, Math.max(0, ...reasons) * SMALL_LETTER + 46));
}

/** Three columns of wide cards fit from here. */
const SPACIOUS = 760;

export function fitted(text: string, width: number, letter = LETTER): string {
  const room = Math.floor(width / letter);
  return text.length <= room ? text : `${text.slice(0, Math.max(1, room - 1))}…`;
}
