import type { Typed } from './inquiry.ts';
import type { ContractSchema } from './schema.ts';
import { fieldSpelled } from './spelling.ts';

/** Fewer names in a row that lead from field to field are chance. */
const FEWEST_STEPS = 2;

/** The message that names lead to when each is a field of what the one before holds: `order`, `shipping_cost`. Of the names only the last ones need to. */
export function walkedType(words: readonly string[], schema: ContractSchema): Typed | undefined {
  for (let first = 0; words.length - first >= FEWEST_STEPS; first++) {
    const messages = walked(words.slice(first), schema);
    if (messages.length > 0)
      return { messages, confidence: 'possible', why: `${words.slice(first).join('.')} leads there in the contract` };
  }
  return undefined;
}

function walked([first, ...rest]: readonly string[], schema: ContractSchema): readonly string[] {
  const shapes = [...schema.messages.values()];
  const step = (holders: typeof shapes, word: string): readonly string[] => [
    ...new Set(holders.flatMap(holder => fieldSpelled(holder, word)?.type ?? []).filter(type => schema.messages.has(type))),
  ];
  return rest.reduce(
    (held, word) =>
      step(
        held.map(name => schema.messages.get(name)!),
        word,
      ),
    first === undefined ? [] : step(shapes, first),
  );
}
