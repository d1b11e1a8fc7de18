import { callAround, calleeBefore, partsOf } from './chains.ts';
import { type Code, isAccess, isWord, markAt } from './code.ts';
import { handled } from './handlers.ts';
import { type Inquiry, type Typed, weakened } from './inquiry.ts';
import { handsOn } from './members.ts';
import { type Region, regionAt } from './regions.ts';
import { remote } from './rpcs.ts';
import { valueType } from './values.ts';

/** What is handed to a parameter. */
export function parameterType(inquiry: Inquiry, region: Region, number: number): Typed | undefined {
  const { named } = region;
  if (!named) return lambdaParameter(inquiry, region, number);
  const { code } = inquiry;
  const first = code.language === 'Python' && /^(?:self|cls)$/.test(markAt(code, named.parameters[0] + 1)) ? 1 : 0;
  if (number === first) {
    const answered = handled(inquiry, named.at, 'request');
    if (answered) return answered;
  }
  return handedByCallers(inquiry, named.name, number - first);
}

const MOST_CALLERS = 6;

/** What the callers in the same file, then elsewhere in the service, hand in. */
function handedByCallers(inquiry: Inquiry, name: string, number: number): Typed | undefined {
  const { code, service } = inquiry;
  const files = [code.path, ...service.filesWith(name).filter(path => path !== code.path)].slice(0, MOST_CALLERS);
  for (const path of files) {
    const other = path === code.path ? code : service.code(path);
    let asked = 0;
    for (const at of other?.places.get(name) ?? []) {
      if (markAt(other!, at + 1) !== '(' || /^(?:def|func|function|fn|fun)$/.test(markAt(other!, at - 1)) || ++asked > MOST_CALLERS)
        continue;
      const start = partsOf(other!, at + 1)[number];
      const found = start === undefined ? undefined : (valueType(inquiry.of(other!), start) ?? literalAsked(inquiry.of(other!), start));
      if (found && found.messages.length > 0) return weakened(found, 'likely');
    }
  }
  return undefined;
}

/** A literal that is handed in. */
const literalAsked = (inquiry: Inquiry, start: number): Typed | undefined =>
  markAt(inquiry.code, start) === '{' ? inquiry.expectedAt(start) : undefined;

/** `ads.map(ad => …)`, `client.getAds(request, (error, response) => …)`, `sorted(ads, key=lambda ad: …)`. */
function lambdaParameter(inquiry: Inquiry, region: Region, number: number): Typed | undefined {
  const { code } = inquiry;
  if (code.language === 'Rust' && isWord(code, region.from)) return matched(inquiry, region);
  const before = region.from - 1;
  if (code.language === 'Kotlin' || code.language === 'Ruby') {
    const callee = trailing(code, region.from);
    if (callee >= 0) return handedTo(inquiry, { callee, open: -1 }, number);
  }
  if (markAt(code, before) === ':' && /^(?:next|complete)$/.test(markAt(code, before - 1))) {
    const open = code.around[region.from]!;
    const call = open >= 0 ? callAround(code, open) : undefined;
    return call && inquiry.typeAt(call.callee - 2);
  }
  const call = callAround(code, region.from);
  return call && handedTo(inquiry, call, number);
}

/** The name before a block: `ads.map {`, `ads.each_with_index(1) {`. */
export function trailing(code: Code, open: number): number {
  const at = markAt(code, open) === '|' ? open - 1 : open;
  if (markAt(code, at) !== '{' && markAt(code, at) !== 'do') return -1;
  if (isWord(code, at - 1)) return at - 1;
  return markAt(code, at - 1) === ')' && code.pairs[at - 1]! > 0 ? calleeBefore(code, code.pairs[at - 1]!) : -1;
}

export function handedTo(
  inquiry: Inquiry,
  { callee, open }: { readonly callee: number; readonly open: number },
  number: number,
): Typed | undefined {
  const { code } = inquiry;
  const name = markAt(code, callee);
  if (isAccess(code, callee - 1) && handsOn(name)) {
    const receiver = inquiry.typeAt(callee - 2);
    if (receiver && receiver.messages.length > 0)
      return /^(?:reduce|fold|Aggregate|inject)$/.test(name) && number === 0 ? undefined : receiver;
  }
  const response = remote(inquiry, callee, 'response');
  // Callbacks of Node get an error first.
  if (response) return number === 1 || (number === 0 && code.language !== 'JavaScript') ? response : undefined;
  if (open < 0 || number > 0) return undefined;
  const [first, second] = partsOf(code, open);
  const handed = handsOn(name) || /^(?:filter|sorted|max|min|sum|any|all|find|sortBy|keyBy|uniqBy|array_filter|each)$/.test(name);
  for (const start of handed ? [first, second] : []) {
    const found = start === undefined || regionAt(code, start)?.from === start ? undefined : valueType(inquiry, start);
    if (found && found.messages.length > 0) return found;
  }
  return undefined;
}

/** `match ad { Some(ad) =>`: what is matched. */
function matched(inquiry: Inquiry, region: Region): Typed | undefined {
  const { code } = inquiry;
  const open = code.around[region.from]!;
  if (open < 1) return undefined;
  let from = open - 1;
  while (from > open - 30 && markAt(code, from) !== 'match') from--;
  return markAt(code, from) === 'match' ? valueType(inquiry, from + 1) : undefined;
}
