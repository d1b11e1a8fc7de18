import type { GoValue } from '../value.ts';
import { checkLength, sourceOf, type Stretch } from './text.ts';

/** A text while it is written, each part with the places of the value that it shows. */
export interface Output {
  readonly parts: Stretch[];
  length: number;
}

export function put(output: Output, text: string, from: GoValue): void {
  checkLength((output.length += text.length));
  const { origins, unknown } = from.kind === 'string' ? sourceOf([from]) : { origins: from.origins, unknown: undefined };
  output.parts.push({ text, origins, ...(unknown === undefined ? {} : { unknown }) });
}
