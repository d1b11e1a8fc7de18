import type { Evidence } from '../../model/finding.ts';
import { handlingOf, IDEMPOTENCY_KEY, type Answer, type Handling } from './answers.ts';
import type { Expected } from './before-service.ts';
import type { DescribedOperation } from './documents.ts';
import { EXTENSION, type Addition } from './overlay-action.ts';
import { mayRepeat, repeatableBy, repeatDecision } from './repeatable.ts';
import type { Request } from './requests.ts';
import { descriptionOf } from './status-codes.ts';
import type { Texts } from '../../readers/use.ts';

export interface OperationContext {
  readonly isSwagger: boolean;
  readonly expected: readonly Expected[];
  /** Requests of other services for the operation. */
  readonly requests: readonly Request[];
  readonly texts: Texts;
}

export interface Additions {
  readonly additions: readonly Addition[];
  readonly notKnown: readonly string[];
}

/** What an operation lacks and evidence supports. */
export function additionsTo(operation: DescribedOperation, context: OperationContext): Additions {
  const handlings = operation.answeredAt.map(at => handlingOf(at, context.texts));
  const unseen = handlings.every(({ unseen }) => unseen);
  return {
    additions: [
      ...answered(operation, handlings),
      ...expected(operation, context),
      ...(operation.saysOurs ? [] : [...budget(operation, context), ...repetition(operation, handlings)]),
      ...keyParameter(operation, context),
    ],
    notKnown: [
      ...(unseen ? [`What ${operation.name} answers is not known: no code was found that handles it.`] : []),
      ...notKnownTimes(operation, context),
    ],
  };
}

const isSaid = (codes: ReadonlySet<string>, code: number): boolean =>
  codes.has(String(code)) || codes.has('default') || codes.has(`${Math.floor(code / 100)}XX`) || codes.has(`${Math.floor(code / 100)}xx`);

/** Codes that the handlers give and the document does not say. */
function answered(operation: DescribedOperation, handlings: readonly Handling[]): readonly Addition[] {
  const byCode = Map.groupBy(
    handlings.flatMap(({ answers }) => answers),
    ({ code }) => code,
  );
  const missing = [...byCode].filter(([code]) => !isSaid(operation.codes, code)).toSorted(([a], [b]) => a - b);
  return missing.map(([code, answers]) => answerAddition(operation, code, answers));
}

const answerAddition = ({ target, name }: DescribedOperation, code: number, answers: readonly Answer[]): Addition => ({
  target,
  update: { responses: { [code]: { description: descriptionOf(code) } } },
  reasons: {
    why: `The code behind ${name} answers ${code}, and the contract does not say so. What the body then holds is not known.`,
    confidence: answers.some(({ confidence }) => confidence === 'certain') ? 'certain' : 'likely',
    evidence: answers.map(({ at }) => ({ at, note: `answers ${code}` })),
    decision: { about: 'API contract', why: 'a code that is written down is a promise; the code may be what has to change.' },
  },
});

/** Codes that come from what stands before the service, as one addition a code. */
function expected({ target, codes }: DescribedOperation, { expected, isSwagger }: OperationContext): readonly Addition[] {
  const byCode = [...Map.groupBy(expected, ({ code }) => code)].filter(([code]) => !isSaid(codes, code));
  return byCode.map(([code, reasons]): Addition => {
    const headers = reasons.some(({ retryAfter }) => retryAfter) ? { headers: { 'Retry-After': retryAfterHeader(isSwagger) } } : {};
    return {
      target,
      update: { responses: { [code]: { description: descriptionOf(code), ...headers } } },
      reasons: {
        why: [...new Set(reasons.map(({ why }) => why))].join(' '),
        confidence: 'likely',
        evidence: reasons.flatMap(({ evidence }) => evidence),
        decision: {
          about: 'API contract',
          why: 'callers will rely on the code and on Retry-After; whether it is sent is for its owner to see to.',
        },
      },
    };
  });
}

const RETRY_AFTER = 'Seconds, or a date, after which the caller may ask again (RFC 9110, 10.2.3). May be absent.';

const retryAfterHeader = (isSwagger: boolean): object =>
  isSwagger ? { description: RETRY_AFTER, type: 'string' } : { description: RETRY_AFTER, schema: { type: 'string' } };

/** The shortest time that a caller waits is what the operation has. */
function budget({ target, name }: DescribedOperation, { requests }: OperationContext): readonly Addition[] {
  const timed = requests.flatMap(({ timeout }) => timeout ?? []);
  const shortest = Math.min(...timed.map(({ value }) => value));
  if (timed.length === 0) return [];
  return [
    {
      target,
      update: { [EXTENSION]: { timeoutBudgetMs: shortest } },
      reasons: {
        why: `A caller of ${name} gives up after ${shortest} ms; an answer that takes longer is work for nobody.`,
        confidence: 'likely',
        evidence: timed.flatMap(({ evidence }) => evidence),
        decision: { about: 'timeout', why: 'this is what callers wait today; how long the operation needs was not measured.' },
      },
    },
  ];
}

function repetition({ target, method, headers, name, at }: DescribedOperation, handlings: readonly Handling[]): readonly Addition[] {
  const read = handlings.flatMap(({ idempotencyKey }) => (idempotencyKey ? [{ at: idempotencyKey, note: 'looks at the key' }] : []));
  const declared = [...headers].some(header => IDEMPOTENCY_KEY.test(header));
  const repeatable = repeatableBy(method, read.length > 0 || declared);
  const evidence: readonly Evidence[] = [...read, { at, note: declared ? `${name}, which takes the key` : `its method is ${method}` }];
  return [
    {
      target,
      update: { [EXTENSION]: { retry: { class: repeatable.class, allowed: mayRepeat(repeatable) } } },
      reasons: {
        why: `${name}: ${repeatable.why}`,
        confidence:
          repeatable.class === 'with key' && read.length === 0 ? 'likely' : repeatable.class === 'not repeatable' ? 'possible' : 'likely',
        evidence,
        decision: repeatDecision(repeatable),
      },
    },
  ];
}

/** Who asks twice for what must happen once needs a key; optional, since those who send none today must not break. */
function keyParameter(
  { target, method, headers, hasParameters, name }: DescribedOperation,
  { requests, isSwagger }: OperationContext,
): readonly Addition[] {
  if (!/^(POST|PATCH)$/.test(method) || [...headers].some(header => IDEMPOTENCY_KEY.test(header))) return [];
  const asked = requests.flatMap(({ attempts, retriesUnknown, key }) => [
    ...(attempts && attempts.value > 1 ? attempts.evidence : []),
    ...(retriesUnknown?.evidence ?? []),
    ...(key?.evidence ?? []),
  ]);
  if (asked.length === 0) return [];
  const parameter = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'The same key gives the same answer, however often it is asked (draft-ietf-httpapi-idempotency-key-header).',
    ...(isSwagger ? { type: 'string' } : { schema: { type: 'string' } }),
  };
  return [
    {
      target: hasParameters ? `${target}.parameters` : target,
      update: hasParameters ? parameter : { parameters: [parameter] },
      reasons: {
        why: `A caller asks ${name} again when it fails, or sends a key already; without a key that the service keeps, it may happen twice.`,
        confidence: 'likely',
        evidence: asked,
        decision: {
          about: 'idempotency',
          why: 'the service has to keep the keys and give the first answer again before the contract may promise it.',
        },
      },
    },
  ];
}

function notKnownTimes({ name }: DescribedOperation, { requests }: OperationContext): readonly string[] {
  if (requests.length === 0) return [`How long callers wait for ${name} is not known: no caller was found in this workspace.`];
  const untimed = Map.groupBy(
    requests.filter(({ timeout }) => !timeout),
    ({ caller }) => caller.name,
  );
  const open = [...untimed].map(([name, asked]) => {
    const waits = asked.find(({ waits }) => waits !== undefined)?.waits;
    return waits === undefined ? name : `${name} (${waits})`;
  });
  return open.length === 0 ? [] : [`How long ${open.join(', ')} ${open.length > 1 ? 'wait' : 'waits'} for ${name} is not known.`];
}
