import type { Retries } from '../../../../model/resilience-fact.ts';
import type { Span } from '../../../../model/source.ts';
import { blocksAround, textIn, type Outline } from '../../outline/outline.ts';
import { argumentTexts, callsOf, type Called, type Reading } from './reading.ts';

const HONOURS = /retry[-_]?after/i;

/** The head of a loop that counts tries, or the loop has no end. */
const COUNTS = /attempt|retr(?:y|ies)|\btries\b|\btrial/i;
const ENDLESS = /^(?:for|while)\s*(?:\(\s*(?:true|;\s*;|1)\s*\)|True|1)?\s*$/;
/** `for (let i = 0; i < 3; i++)`, `for _ in range(3)`, `for i := 0; i < 3; i++`: few enough to be tries. */
const BOUND = /(?:<=?\s*|range\(\s*(?:1\s*,\s*)?)(\d{1,2})\b/;

const REQUESTS =
  /\b(?:fetch|axios|request|got|ky)\s*\(|\.(?:get|post|put|patch|delete|send|request|Do|Get|Post|execute|exchange|urlopen|connect|ping|Dial\w*|publish|query|invoke|call)\s*\(|\b(?:connect|dial)\w*\s*\(|Connection\s*\(/;
/** A loop that counts attempts may leave the request to a function of its own. */
const WAITS = /\bawait\s+[\w.]+\s*\(/;
/** It is left as soon as a try succeeds, and goes on when one fails. */
const LEAVES = /\b(?:return|break)\b/;
const FAILS = /\bcatch\b|\bexcept\b|err\s*[!=]=\s*nil|\.status(?:_code|Code)?\b|\.StatusCode\b|\.ok\b|\bcontinue\b/;

const PAUSE =
  /(?<![\w$.])(?<name>(?:await\s+)?(?:this\.|self\.)?(?:sleep|delay|wait|pause|setTimeout|(?:time|asyncio|timers|Thread|Promise|trio|anyio|gevent|eventlet)\.(?:sleep|Sleep)|time\.(?:Sleep|After)|Thread\.sleep|Task\.Delay|TimeUnit\.\w+\.sleep))\s*\(/g;

/** It is left with the answer of a call, and a failure of that call only lets it go on. */
const GOES_ON =
  /\btry\s*[{:]\s*return\s+(?:await\s+)?[\w.]+\([^]*?\b(?:catch\s*(?:\([^)]*\))?\s*\{\s*(?:continue;?\s*)?\}|except\b[^:]*:\s*(?:continue|pass)\b)|err\s*==\s*nil\s*\{\s*(?:return|break)\b[^}]*\}\s*\}?\s*$/;

const MAY = /\b(?:for|while)\b/;

/** Loops that try the same again until it works. */
export function retryLoops(reading: Reading): readonly Retries[] {
  const { outline } = reading;
  if (!MAY.test(outline.code)) return [];
  const pauses = callsOf(reading, PAUSE);
  return outline.blocks.flatMap((block): readonly Retries[] => {
    if (block.kind !== 'loop') return [];
    const head = textIn(outline, block.head);
    const body = textIn(outline, block.body);
    const tries = leftAfter(head, body, outline.code) ?? bounded(head, body);
    const own = pauses.filter(({ at: [start] }) => block.body[0] <= start && start < block.body[1]);
    if (!tries || !(REQUESTS.test(body) || (COUNTS.test(head) && WAITS.test(body))) || !LEAVES.test(body) || !FAILS.test(body)) return [];
    const [pause] = tries.endless
      ? own.filter(({ at }) => followsFailure(outline, at[0]) || LEFT.test(outline.code.slice(block.body[0], at[0])))
      : own;
    if (tries.endless && !pause && !GOES_ON.test(body)) return [];
    const busyAt = busyIn(outline, block.body);
    return [
      {
        kind: 'retries',
        at: [block.head[0], Math.min(block.head[1], block.head[0] + 200)],
        via: 'loop',
        over: [block.head[0], block.body[1]],
        ...(tries.more !== undefined && { more: tries.more }),
        ...(tries.endless && { endless: true }),
        ...(pause ? paceOf(reading, pause) : { pace: 'none' }),
        ...(busyAt && { busyAt }),
        honours: HONOURS.test(outline.source.text),
      },
    ];
  });
}

/** It is waited because something failed: a loop that goes on for ever may as well be the work itself. */
const followsFailure = (outline: Outline, at: number): boolean =>
  blocksAround(outline, at).some(
    ({ kind, head }) => kind === 'catch' || (kind === 'branch' && /\berr\b|fail|not\s+ok|!\s*\w*ok|status/i.test(textIn(outline, head))),
  );

/** Success has left the loop already. */
const LEFT = /\berr\s*==\s*nil\s*\{\s*(?:return|break)\b[^}]*\}\s*$/;

interface Tries {
  readonly more?: number;
  readonly endless?: true;
}

function bounded(head: string, body: string): Tries | undefined {
  if (ENDLESS.test(head.replace(/\s+$/, '')))
    return /\bsleep|delay|setTimeout|Sleep|Delay|wait/i.test(body) || GOES_ON.test(body) ? { endless: true } : undefined;
  const bound = BOUND.exec(head)?.[1];
  const counts = COUNTS.test(head);
  if (bound === undefined) return counts ? {} : undefined;
  const times = Number(bound) + (/<=/.test(head) && !/=\s*1\b/.test(head) ? 1 : 0);
  const pauses = /\bcatch\b|\bexcept\b|\.status|StatusCode|err\s*[!=]=\s*nil/.test(body);
  return (counts || pauses) && times > 1 ? { more: times - 1 } : undefined;
}

const COUNTER = /^for\s*\(\s*(?:(?:let|var|int)\s+)?([A-Za-z_]\w*)\s*:?=\s*([01])\s*;\s*;|^for\s+([A-Za-z_]\w*)\s*:=\s*([01])\s*;\s*;/;

/** `for (let attempt = 1; ; attempt++)` that is left where the counter has come to a number, here or in a constant of the file. */
function leftAfter(head: string, body: string, code: string): Tries | undefined {
  const [, inParentheses, from, bare, bareFrom] = COUNTER.exec(head) ?? [];
  const name = inParentheses ?? bare;
  if (name === undefined || !COUNTS.test(name)) return undefined;
  const [, operator, written = ''] = new RegExp(`\\b${name}\\s*(===?|>=?)\\s*(\\d{1,2}|[A-Z][A-Z0-9_]*)\\b`).exec(body) ?? [];
  if (operator === undefined) return {};
  const text = /^\d/.test(written) ? written : new RegExp(`\\b${written}\\s*(?::\\s*\\w+\\s*)?=\\s*(\\d{1,2})\\b`).exec(code)?.[1];
  if (text === undefined) return {};
  const tries = Number(text) - Number(from ?? bareFrom) + (operator === '>' ? 2 : 1);
  return tries > 1 ? { more: tries - 1 } : undefined;
}

/** The condition that looks at the status, not a number that happens to be one. */
export function busyIn({ code, source }: Outline, [start, end]: Span): Span | undefined {
  const found =
    /(?<![\w.])(?:429|503)(?![\w.])|TOO_MANY_REQUESTS|StatusTooManyRequests|TooManyRequests|SERVICE_UNAVAILABLE|StatusServiceUnavailable/.exec(
      code.slice(start, end),
    );
  if (!found) return undefined;
  const near = source.text.slice(Math.max(0, start + found.index - 60), start + found.index);
  return /status|code|Status|Code|\[|in\s*[({[]|case/.test(near) ? [start + found.index, start + found.index + found[0].length] : undefined;
}

const RANDOM = /random|jitter|rand\.|Random/i;
/** What makes a pause longer each time: a power, a product with a counter, a variable that grows. */
const GROWS = /\*\*|Math\.pow|<<|math\.Pow|pow\(|\bbackoff|\battempt|\bretr(?:y|ies)\b|\btries\b|\b[in]\b\s*\*|\*\s*\(?\s*[in]\b/i;

export function paceOf(reading: Reading, pause: Called): Pick<Retries, 'pace' | 'jitter' | 'pause'> {
  const given = argumentTexts(reading, pause);
  const { source } = reading.outline;
  const written = /setTimeout/.test(pause.name) ? (given[1] ?? '') : (given[0] ?? '');
  const start = source.text.indexOf(written, pause.open);
  const at: Span = [start, start + written.length];
  const jitter = RANDOM.test(written) || RANDOM.test(source.text.slice(Math.max(0, pause.at[0] - 400), pause.at[0]));
  if (GROWS.test(written)) return { pace: 'growing', jitter, pause: { at } };
  const constant = constantOf(written, reading);
  if (constant === undefined) return jitter ? { jitter } : {};
  return { pace: 'fixed', jitter, pause: { at, ...(!jitter && jittered(written, reading)) } };
}

/** The amount, where a pause is one number, here or in a constant of the file. */
function constantOf(written: string, { outline: { code } }: Reading): string | undefined {
  if (
    /^\d[\d_.]*(?:\s*\*\s*[\d_]+)*$/.test(written) ||
    /^\d+\s*\*\s*time\.\w+$|^time\.(?:Second|Millisecond|Minute)(?:\s*\*\s*\d+)?$/.test(written)
  )
    return written;
  if (!/^[A-Z][A-Z0-9_]+$/.test(written)) return undefined;
  return new RegExp(`\\b${written}\\s*(?::\\s*\\w+\\s*)?=\\s*(\\d[\\d_]*)`).exec(code)?.[1];
}

/** Half of it for certain and half by chance: the same on average, and no two alike. */
function jittered(written: string, { outline: { language } }: Reading): { readonly jittered?: string } {
  return language.endsWith('Script') && /^[\w.]+(?:\s*\*\s*\w+)*$/.test(written) ? { jittered: `${written} * (0.5 + Math.random())` } : {};
}
