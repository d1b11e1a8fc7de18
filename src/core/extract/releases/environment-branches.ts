import { type Action, actions } from '../helm/actions.ts';

interface Branch {
  /** Whether the part is there; undefined where only a run can tell, and then it counts. */
  readonly holds: boolean | undefined;
  readonly taken: boolean;
  readonly hidden: boolean;
}

/** Blanks what `{{ if eq .Environment.Name "prod" }}` and its likes leave out in an environment. The text keeps its length. */
export function textIn(text: string, environment: string): string {
  if (!CONDITION.test(text)) return text;
  const open: Branch[] = [];
  const shown: string[] = [];
  let end = 0;
  for (const action of actions(text)) {
    const before = text.slice(end, action.at[0]);
    shown.push(open.some(({ hidden }) => hidden) ? before.replace(/[^\n]/g, ' ') : before, text.slice(...action.at));
    end = action.at[1];
    if (open.length < DEEPEST || action.kind !== 'open') follow(open, action, environment);
  }
  return shown.join('') + text.slice(end);
}

/** Branches inside branches; deeper ones count as they stand. */
const DEEPEST = 100;
const CONDITION = /\{\{[^{}]{0,200}\.Environment\.Name[^{}]{0,200}\}\}/;

function follow(open: Branch[], { kind, word, code }: Action, environment: string): void {
  if (kind === 'open') {
    const holds = word === 'if' ? truth(code.slice(word.length), environment) : undefined;
    open.push({ holds, taken: holds === true, hidden: holds === false });
  } else if (kind === 'end') open.pop();
  else if (kind === 'else') {
    const before = open.pop();
    if (!before) return;
    const own = /^else\s+if\b/.test(code) ? truth(code.replace(/^else\s+if/, ''), environment) : true;
    const holds = before.taken ? false : before.holds === undefined ? undefined : own;
    open.push({ holds, taken: before.taken || holds === true, hidden: holds === false });
  }
}

const COMPARISON = /^\(?\s*(not\s+\(?\s*)?(eq|ne)\s+\.Environment\.Name((?:\s+"[^"]*")+)\s*\)*$/;
const PART = /\(([^()]*)\)/g;

/** Whether a condition on the environment's name holds; undefined for any other. */
function truth(code: string, environment: string): boolean | undefined {
  const text = code.trim();
  const [whole, negated, comparison, list = ''] = COMPARISON.exec(text) ?? [];
  if (whole !== undefined) {
    const isOne = Array.from(list.matchAll(/"([^"]*)"/g), ([, name]) => name).includes(environment);
    return (comparison === 'eq') === isOne ? negated === undefined : negated !== undefined;
  }
  const [, joint] = /^(or|and)\s+\(/.exec(text) ?? [];
  if (joint === undefined) return undefined;
  const parts = Array.from(text.matchAll(PART), ([, part]) => (COMPARISON.test(part!) ? truth(part!, environment) : undefined));
  const decides = joint === 'or';
  if (parts.includes(decides)) return decides;
  return parts.includes(undefined) ? undefined : !decides;
}
