import type { AnswersWith, Shape, ShapeKey } from '../../model/shape-fact.ts';
import { at, entries, items, text, type Node } from '../../yaml/tree.ts';

const METHOD = /^(get|put|post|delete|patch)$/;
const DEPTH = 4;

/** What a specification says that its operations answer when all is well, as far as the one file tells. */
export const answersIn = (root: Node): readonly AnswersWith[] =>
  entries(at(root, 'paths')).flatMap(path =>
    entries(path.value)
      .filter(({ key }) => METHOD.test(key))
      .flatMap(({ key, keyAt, value }): readonly AnswersWith[] => {
        const schema = successSchema(value, root);
        const shape = schema && shapeOf(schema, root, DEPTH);
        return shape ? [{ kind: 'answers-with', at: keyAt, method: key.toUpperCase(), path: path.key, shape }] : [];
      }),
  );

function successSchema(operation: Node, root: Node): Node | undefined {
  const success = entries(at(operation, 'responses')).find(({ key }) => /^2\d\d$/.test(key));
  const response = success && followed(success.value, root);
  if (!response) return undefined;
  const json = entries(at(response, 'content')).find(({ key }) => /json/.test(key));
  return json ? at(json.value, 'schema') : at(response, 'schema');
}

function followed(node: Node, root: Node): Node | undefined {
  let here: Node | undefined = node;
  for (let step = 0; here && step < 5; step++) {
    const reference = text(here, '$ref');
    if (reference === undefined) return here;
    if (!reference.startsWith('#/')) return undefined;
    here = at(
      root,
      ...reference
        .slice(2)
        .split('/')
        .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~')),
    );
  }
  return undefined;
}

/** A choice between schemas is not known; what is put together of several has the keys of all. */
function shapeOf(written: Node, root: Node, depth: number): Shape | undefined {
  const node = depth > 0 ? followed(written, root) : undefined;
  if (!node || at(node, 'oneOf') || at(node, 'anyOf')) return undefined;
  const listed = at(node, 'items');
  if (text(node, 'type') === 'array' || listed) {
    const of = listed && shapeOf(listed, root, depth - 1);
    return { kind: 'list', at: (at(node, 'type') ?? node).at, ...(of && { of }) };
  }
  const parts = items(at(node, 'allOf')).map(part => shapeOf(part, root, depth - 1));
  if (parts.some(part => part?.kind !== 'object')) return undefined;
  const own = keysOf(node, root, depth);
  const keys = [...parts.flatMap(part => (part?.kind === 'object' ? part.keys : [])), ...own];
  if (keys.length === 0) return undefined;
  const extra = at(node, 'additionalProperties');
  const open = extra !== undefined && text(node, 'additionalProperties') !== 'false';
  return { kind: 'object', at: node.at, keys, ...((open || parts.some(part => part?.kind === 'object' && part.open)) && { open: true }) };
}

function keysOf(node: Node, root: Node, depth: number): readonly ShapeKey[] {
  const required = new Set(items(at(node, 'required')).flatMap(item => (item.kind === 'scalar' ? [item.text] : [])));
  return entries(at(node, 'properties')).map(({ key, keyAt, value }) => {
    const shape = shapeOf(value, root, depth - 1);
    return { name: key, at: keyAt, ...(!required.has(key) && { optional: true as const }), ...(shape && { shape }) };
  });
}
