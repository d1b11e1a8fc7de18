import type { Span } from '../../../core/model/source.ts';

/** A way out that is offered where a change breaks somebody. Spans are of the text of now. */
export interface ImpactFix {
  readonly title: string;
  readonly edits: readonly FixEdit[];
}

export interface FixEdit {
  readonly span: Span;
  readonly text: string;
}

/** Both versions of a file. */
export interface BothTexts {
  readonly before: string;
  readonly now: string;
}

/** A name that stands alone: `text` of `shop.v1.Message.text`, `POST /charges` of `POST /charges request.body.total`. */
export const short = (element: string): string => (/^[A-Z]+ \//.test(element) ? element : element.slice(element.lastIndexOf('.') + 1));
