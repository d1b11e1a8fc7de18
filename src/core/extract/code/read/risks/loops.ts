import type { RisksCode } from '../../../../model/resilience-fact.ts';
import { functionAround, loopsAround, textIn, type Block, type Outline } from '../../outline/outline.ts';
import { callsOf, type Called, type Reading } from '../resilience/reading.ts';
import { family, runsOften } from './handlers.ts';
import { headOf, risk } from './risk.ts';

/** One query or request, by language, as far as its writing tells. */
const ASKS: Readonly<Record<string, RegExp>> = {
  Script:
    /\bawait\s+(?<name>(?:[\w$]+\.)*(?:(?:prisma|tx)\.\w+\.(?:find\w+|count|create|update|delete|upsert)|\w*[rR]epo(?:sitory)?\.(?:find\w*|save|count\w*|update|delete)|(?:db|pool|client|connection|conn|knex|dataSource|manager)\.(?:query|execute|findOne|find)|[A-Z]\w+\.(?:findOne|findById|findByPk|findAll|findOneAndUpdate)|(?:axios|got|httpService|http)(?:\.(?:get|post|put|patch|delete))?|fetch))\s*(?:<[^<>(]*>)?\(/g,
  Python:
    /(?<![\w.])(?<name>(?:await\s+)?(?:self\.)?(?:(?:cursor|cur|db|conn|connection|session|db\.session)\.(?:execute|scalar|scalars|get)|(?:\w+\.)*session\.query|[A-Z]\w+\.objects\.(?:get|filter)|requests\.(?:get|post|put|patch|delete)|\w*_?stub\.[A-Z]\w+|\w*_?repo(?:sitory)?\.(?:get|find|list|create|update|delete|count)\w*))\s*\(/g,
  Go: /(?<![\w.])(?<name>(?:\w+\.)*(?:(?:db|DB|tx|pool|conn|pgx)\.(?:Query|QueryRow|QueryContext|QueryRowContext|Exec|ExecContext|Get|Select)|http\.(?:Get|Post)|[cC]lient\.(?:Do|Get|Post)|(?!\w*[cC]onf)\w*[rR]epo\.(?:Get|Find|List|Query|Count|Add|Create|Insert|Save|Update|Delete|Remove)\w*))\s*\(/g,
  Java: /(?<![\w.])(?<name>(?:this\.)?(?:\w*[rR]epository\.(?:find(?:By\w+|One)|get(?:One|ById)|save|existsBy\w+|deleteBy\w+)|\w*[mM]apper\.(?:select|insert|update|delete|count)\w*|\w*[dD]ao\.(?:select|find|get|insert|save|update|delete|count)\w*|\w*[rR]estTemplate\.(?:getFor\w+|postFor\w+|exchange)|\w*[jJ]dbcTemplate\.(?:query\w*|update)))\s*\(/g,
};

/** Only its name says that it asks a database, so only code that a handler is known to run counts. */
const BY_NAME = /repo\.|(?:mapper|dao)\.\w+$/i;

/** Loops that try again, wait for something, or go through pages are no loops over things. */
const ITEMS: Readonly<Record<string, RegExp>> = {
  Script: /^for\s*(?:await\s*)?\(\s*(?:const|let|var)\s+[\w${}[\],\s:]+\s+(?:of|in)\s+|^for\s*\(\s*let\s+\w+\s*=\s*0\s*;[^;]*\.length\b/,
  Python: /^for\s+[\w\s,()]+\s+in\s+(?!range\(\s*\d)/,
  Go: /^for\b[^{]*\brange\b/,
  Java: /^for\s*\(\s*(?:final\s+)?[\w<>.]+\s+\w+\s*:/,
};
const FEW = /attempt|retr(?:y|ies)|tries|chunk|batch|page|\[\s*['"\d]|Object\.keys\(process|\.slice\(/i;

/** A query or request for each of many things. */
export function asksInLoops(reading: Reading): readonly RisksCode[] {
  const { outline } = reading;
  const pattern = ASKS[family(outline)];
  if (!pattern || !/\b(?:for|foreach)\b/.test(outline.code)) return [];
  return callsOf(reading, pattern).flatMap(called => {
    const loop = loopsAround(outline, called.at[0]).find(block => goesOverThings(block, outline));
    if (!loop || !runsOften(outline, called.at[0]) || leavesAfter(called, loop, outline)) return [];
    return [
      risk(
        reading,
        'asks-in-loop',
        { ...called, name: called.name.replace(/^await\s+/, '') },
        { because: headOf(loop, 'for each of these'), ...(BY_NAME.test(called.name) && { needs: 'handler' }) },
      ),
    ];
  });
}

/** `return await fetch(…)`: the first of several that answers is enough. */
const leavesAfter = ({ at, end }: Called, loop: Block, { code }: Outline): boolean =>
  /\breturn\s+(?:await\s+)?$/.test(code.slice(Math.max(loop.body[0], at[0] - 40), at[0])) ||
  /^[^}]{0,160}\b(?:return|break)\b/.test(code.slice(end, Math.min(loop.body[1], end + 160)));

function goesOverThings(loop: Block, outline: Outline): boolean {
  const head = outline.source.text.slice(...loop.head);
  return ITEMS[family(outline)]!.test(textIn(outline, loop.head)) && !FEW.test(head);
}

const ALL = /(?<name>Promise\.(?:all|allSettled))\s*\(\s*(?=[\w$.?]+\.map\s*\()/g;
const COSTS =
  /\b(?:fetch|axios|got)\s*[.(]|\b(?:[rR]epo(?:sitory)?|prisma|db|pool|httpService|http|client|connection|[sS]ervice|producer|channel)\w*\.\w+|\.(?:find(?:One|Many|By\w+|First)?|save|query|send|publish)\s*\(/;
const LIMITED = /p-?limit|p-?map|bottleneck|concurrency|semaphore|\blimit\s*\(|chunk|batch|\.slice\(|\.splice\(/i;

/** `Promise.all(items.map(…))`: as many requests at once as there are items. */
export function unbounded(reading: Reading): readonly RisksCode[] {
  const { outline } = reading;
  if (outline.language === 'Go') return goroutines(reading);
  if (outline.language === 'Python') return gathered(reading);
  if (outline.language === 'Java') return threads(reading);
  if (!outline.language.endsWith('Script')) return [];
  return callsOf(reading, ALL).flatMap(called => {
    const over = /^\s*([\w$.?]+)\.map/.exec(called.given)?.[1] ?? '';
    const around = functionAround(outline, called.at[0]);
    const near = around ? textIn(outline, [around.head[0], around.body[1]]) : called.given;
    if (!COSTS.test(called.given) || LIMITED.test(near) || /^[A-Z_]+$/.test(over) || isFixed(over, outline)) return [];
    return runsOften(outline, called.at[0]) ? [risk(reading, 'unbounded', { at: called.at, name: `${called.name}(${over}.map(…))` })] : [];
  });
}

/** A list that is written down has as many items as it has. */
const isFixed = (name: string, { code }: Outline): boolean =>
  /^[\w$]+$/.test(name) && new RegExp(`\\b(?:const|let)\\s+${name.replaceAll('$', '\\$')}\\s*(?::[^=]*)?=\\s*\\[\\s*[^\\].\\s]`).test(code);

function goroutines(reading: Reading): readonly RisksCode[] {
  const { outline } = reading;
  return callsOf(reading, /(?<name>\bgo\s+func)\s*\(/g).flatMap(called => {
    const loop = loopsAround(outline, called.at[0]).findLast(({ head }) => /\brange\b/.test(textIn(outline, head)));
    const around = functionAround(outline, called.at[0] - 1);
    const near = around ? textIn(outline, [around.head[0], around.body[1]]) : '';
    const asks = new RegExp(`(?:${ASKS['Go']!.source})|\\b\\w*[cC]lient\\.[A-Z]\\w*\\(`).test(
      outline.code.slice(...(loop?.body ?? [0, 0])),
    );
    const listed = loop && new RegExp('\\[\\]\\w*\\{|\\[\\]string').test(textIn(outline, loop.head));
    if (
      !loop ||
      listed ||
      !asks ||
      /SetLimit|semaphore|sem\s*<-|make\(chan\s+struct\{\}\s*,|worker/i.test(near) ||
      !runsOften(outline, called.at[0])
    )
      return [];
    return [risk(reading, 'unbounded', called, { because: headOf(loop, 'one for each of these') })];
  });
}

/** A thread for each of many things. */
const threads = (reading: Reading): readonly RisksCode[] =>
  callsOf(reading, /\b(?<name>new\s+Thread)\s*\(/g).flatMap(called => {
    const { outline } = reading;
    const loop = loopsAround(outline, called.at[0]).find(block => goesOverThings(block, outline));
    if (!loop || !runsOften(outline, called.at[0])) return [];
    return [risk(reading, 'unbounded', called, { because: headOf(loop, 'one for each of these') })];
  });

function gathered(reading: Reading): readonly RisksCode[] {
  const { outline } = reading;
  return callsOf(reading, /(?<name>asyncio\.gather)\s*\(\s*(?=\*)/g).flatMap(called => {
    const around = functionAround(outline, called.at[0]);
    const near = around ? textIn(outline, [around.head[0], around.body[1]]) : called.given;
    const asks = /\bfor\s+\w+\s+in\b/.test(called.given) && /\(/.test(called.given);
    const limited = /Semaphore|limiter|\blimit/i.test(outline.code) || /for\s+\w+\s+in\s+range\(\s*\d/.test(called.given);
    if (!asks || limited || !runsOften(outline, called.at[0]) || near === '') return [];
    return [risk(reading, 'unbounded', called)];
  });
}
