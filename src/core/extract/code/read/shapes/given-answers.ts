import type { AnswersWith, Shape, ShapeKey } from '../../../../model/shape-fact.ts';
import { argumentsOf, closingOf } from '../../outline/masked.ts';
import type { Block, Outline } from '../../outline/outline.ts';
import { callsOf, type Reading } from '../resilience/reading.ts';

const GIVES = /(?<name>\b(?:res|resp|response|r|ctx|c|reply)(?:\.status\((?<status>[^()]*)\))?\.(?:json|send))\s*\(/g;

/** What handlers of JavaScript answer when all is well, where each of their answers is an object that is written down. */
export function givenAnswers(reading: Reading): readonly AnswersWith[] {
  const { outline } = reading;
  if (reading.routes.length === 0 || !outline.language.endsWith('Script')) return [];
  const answers = callsOf(reading, GIVES);
  if (answers.length === 0) return [];
  return reading.routes.flatMap((fact): readonly AnswersWith[] => {
    if (fact.path.kind !== 'literal') return [];
    const handler = outline.blocks.find(({ kind, head }) => kind === 'function' && fact.at[0] <= head[0] && head[0] < fact.at[1]);
    const own = handler
      ? answers.filter(({ at }) => handler.body[0] <= at[0] && at[0] < handler.body[1] && isSuccess(handler, at[0], outline))
      : [];
    const shapes = own.filter(({ match }) => !/^[45]/.test(match.groups?.['status'] ?? '')).map(({ open }) => objectAt(outline, open + 1));
    const shape = together(shapes);
    return shape ? [{ kind: 'answers-with', at: own[0]!.at, method: fact.method, path: fact.path.text, shape }] : [];
  });
}

/** What a `catch` answers is no success. */
const isSuccess = (handler: Block, at: number, { blocks }: Outline): boolean =>
  !blocks.some(({ kind, body }) => kind === 'catch' && handler.body[0] <= body[0] && body[0] <= at && at < body[1]);

/** All of the keys of all answers, each of which may be missing where another answer lacks it. */
function together(shapes: readonly (Shape | undefined)[]): Shape | undefined {
  const objects = shapes.filter(shape => shape?.kind === 'object');
  const [first] = objects;
  if (!first || objects.length < shapes.length) return undefined;
  const keys = [...new Map(objects.flatMap(({ keys }) => keys.map(key => [key.name, key] as const))).values()];
  const open = objects.some(shape => shape.open);
  return { kind: 'object', at: first.at, keys, ...(open && { open: true }) };
}

function objectAt({ code, source }: Outline, start: number): Shape | undefined {
  const open = start + (/^\s*/.exec(code.slice(start, start + 40))?.[0].length ?? 0);
  if (code[open] !== '{') return undefined;
  const keys: ShapeKey[] = [];
  let isOpen = false;
  for (const [from, to] of argumentsOf(code, open)) {
    const key = /^\s*(?:([A-Za-z_$][\w$]*)|['"]([^'"\n]+)['"])\s*(?:[:(,]|$)/.exec(source.text.slice(from, to));
    const name = key?.[1] ?? key?.[2];
    if (key === null || name === undefined) isOpen = true;
    else {
      const at = from + key[0].indexOf(name);
      keys.push({ name, at: [at, at + name.length] });
    }
  }
  return { kind: 'object', at: [open, closingOf(code, open) + 1], keys, ...(isOpen && { open: true }) };
}
