import { plain } from '../../contract/openapi/value.ts';
import type { Node } from '../../yaml/tree.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** What a node means in JSON. */
export function jsonOf(node: Node): Json {
  if (node.kind === 'scalar') return plain(node);
  if (node.kind === 'sequence') return node.items.map(jsonOf);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, jsonOf(value)]));
}
