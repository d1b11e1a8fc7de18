import { nodeWords } from '../../core/model/node-words.ts';
import type { MapFindings } from '../../protocol/panels/map-marks.ts';
import type { Placed } from './layout.ts';
import type { Item, ZoneBox } from './neighbourhood.ts';
import { findingsWords, nodeNote } from './words.ts';

export interface Card extends Placed {
  readonly item: Item;
  readonly title: string;
  readonly note: string;
  readonly spoken: string;
  readonly focused: boolean;
  readonly chevron: 'none' | 'closed' | 'open';
  readonly side: -1 | 0 | 1;
  readonly findings: MapFindings | null;
  /** Calls that leave this node for a place that is not known; shown on the card where they have no cards of their own. */
  readonly unresolved: number;
}

/** What a card says, by what it stands for. */
export function card(box: Placed, zone: Pick<ZoneBox, 'item' | 'chevron' | 'depth'>, unresolved: number): Card {
  return {
    ...box,
    item: zone.item,
    chevron: zone.chevron,
    title: title(zone.item),
    note: note(zone.item),
    spoken: spoken(zone.item, unresolved),
    focused: false,
    side: zone.depth < 0 ? -1 : zone.depth > 0 ? 1 : 0,
    findings: findingsOf(zone.item),
    unresolved,
  };
}

export function title(item: Item): string {
  switch (item.kind) {
    case 'node':
      return item.node.name;
    case 'unresolved':
      return item.unresolved.what;
    case 'more':
      return `${item.count} more`;
  }
}

export const findingsOf = (item: Item): MapFindings | null => (item.kind === 'node' && item.node.findings) || null;

function note(item: Item): string {
  switch (item.kind) {
    case 'node':
      return nodeNote(item.node);
    case 'unresolved':
      return item.unresolved.why;
    case 'more':
      return 'show them';
  }
}

function spoken(item: Item, unresolved: number): string {
  switch (item.kind) {
    case 'node': {
      const { node } = item;
      const extra = [node.findings ? findingsWords(node.findings) : '', unresolved ? `${unresolved} unresolved` : ''].filter(Boolean);
      return [node.name, nodeWords[node.kind], node.technology, ...extra].filter(Boolean).join(', ');
    }
    case 'unresolved':
      return `unresolved: ${item.unresolved.what}, because ${item.unresolved.why}`;
    case 'more':
      return `show ${item.count} more`;
  }
}
