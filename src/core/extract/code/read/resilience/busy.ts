import type { AnswersBusy } from '../../../../model/resilience-fact.ts';
import { functionAround } from '../../outline/outline.ts';
import type { Reading } from './reading.ts';

const TOO_MANY = String.raw`(?:429|(?:\w+\.)*(?:Status)?(?:TOO_MANY_REQUESTS|TooManyRequests|Status429TooManyRequests))`;
const UNAVAILABLE = String.raw`(?:503|(?:\w+\.)*(?:Status)?(?:SERVICE_UNAVAILABLE|ServiceUnavailable|Status503ServiceUnavailable))`;
const STATUS = `(?<status>${TOO_MANY}|${UNAVAILABLE})`;

/** Ways to answer with a status, by what stands around the number. */
const ANSWERS: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:res|response|resp|reply|ctx|c|w|rw|self|h)\s*\.\s*(?:status|code|sendStatus|writeHead|WriteHeader|JSON|String|AbortWithStatus\w*|SendStatus|Status|set_status)\s*\(\s*${STATUS}\s*[,)]`,
    'g',
  ),
  new RegExp(String.raw`\bhttp\.Error\s*\([^()]*(?:\([^()]*\)[^()]*)*,\s*${STATUS}\s*\)`, 'g'),
  new RegExp(String.raw`\bHTTPException\s*\(\s*(?:status_code\s*=\s*)?${STATUS}\b`, 'g'),
  new RegExp(String.raw`\babort\s*\(\s*${STATUS}\b`, 'g'),
  new RegExp(String.raw`\b\w*Response\s*\([^()]*(?:\([^()]*\)[^()]*)*\bstatus(?:_code)?\s*=\s*${STATUS}\b`, 'g'),
  new RegExp(String.raw`\breturn\s+[^\n;]{0,200},\s*${STATUS}\s*$`, 'gm'),
  new RegExp(String.raw`\b(?:ResponseEntity\.status|Results\.StatusCode|StatusCode)\s*\(\s*${STATUS}\s*[,)]`, 'g'),
  new RegExp(String.raw`\b(?:ctx|context)\.status\s*=\s*${STATUS}\b`, 'g'),
  new RegExp(String.raw`\bnew\s+(?:HttpException|ResponseStatusException|Response)\s*\([^;]{0,160}?${STATUS}\b`, 'g'),
];

const MAY = /429|503|TOO_MANY|SERVICE_UNAVAILABLE|TooMany|ServiceUnavailable/;
const SAYS = /retry[-_]?after/i;
/** A health check answers 503 to whoever asks whether it is up, and nobody tries that again on purpose. */
const LIMITS = /limit|throttl|overload|too.?many|capacity|shed|queue.?full|busy|maintenance/i;

/** Answers that send a caller away, and whether they say until when. */
export function busyAnswers({ outline }: Reading): readonly AnswersBusy[] {
  const { code, source } = outline;
  if (!MAY.test(code)) return [];
  const found = ANSWERS.flatMap(pattern => [...code.matchAll(pattern)]).flatMap((match): readonly AnswersBusy[] => {
    const written = match.groups!['status']!;
    const start = match.index + match[0].lastIndexOf(written);
    const around = functionAround(outline, start);
    const [from, to] =
      around && around.body[1] - around.head[0] < 6000 ? [around.head[0], around.body[1]] : [Math.max(0, start - 600), start + 600];
    const near = source.text.slice(from, to);
    const status = new RegExp(`^${TOO_MANY}$`).test(written) ? 429 : 503;
    if (status === 503 && !LIMITS.test(near)) return [];
    const header = headerAfter(match[0], match.index, start + written.length);
    return [
      { kind: 'answers-busy', at: [match.index, start + written.length], status, saysWhen: SAYS.test(near), ...(header && { header }) },
    ];
  });
  return [...new Map(found.map(answer => [answer.at[1], answer])).values()];
}

/** Express lets a header be set between the status and the body. */
function headerAfter(call: string, from: number, statusEnd: number): AnswersBusy['header'] | undefined {
  return /^res\s*\.\s*status\s*\(/.test(call) && from + call.length === statusEnd + 1
    ? { after: statusEnd + 1, text: ".set('Retry-After', '30')" }
    : undefined;
}
