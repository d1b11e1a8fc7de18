import { parse } from 'yaml';
import type { Overlay } from '../../../../src/core/plan/modelling/overlay-action.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Applies an OpenAPI Overlay 1.0.0 to the text of a document, as JSON. Of JSONPath, what one place needs: names and quoted names. */
export function applied(overlay: Overlay, document: string): string {
  const root = parse(document) as Json;
  for (const { target, update } of structuredClone(overlay.actions)) {
    const at = placed(root, keysOf(target));
    if (Array.isArray(at)) at.push(update as Json);
    else if (isObject(at)) merge(at, update as { [key: string]: Json });
    else throw new Error(`${target} is nowhere in the document.`);
  }
  return JSON.stringify(root, null, 2);
}

const keysOf = (path: string): readonly string[] =>
  [...path.matchAll(/\.(\w+)|\['((?:[^'\\]|\\.)*)'\]/g)].map(([, plain, quoted]) => plain ?? quoted!.replaceAll(/\\(.)/g, '$1'));

const placed = (root: Json, keys: readonly string[]): Json | undefined =>
  keys.reduce<Json | undefined>((here, key) => (isObject(here) ? here[key] : undefined), root);

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function merge(into: { [key: string]: Json }, update: { [key: string]: Json }): void {
  for (const [key, value] of Object.entries(update)) {
    const known = into[key];
    if (isObject(known) && isObject(value)) merge(known, value);
    else into[key] = value;
  }
}
