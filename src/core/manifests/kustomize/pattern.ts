import type { Location } from '../../model/source.ts';
import { Refusal } from './session.ts';

export type Test = (text: string) => boolean;

/** Longer is no pattern for names. */
const LONGEST_PATTERN = 1_000;
/** Kubernetes allows names of 253 letters; a longer text is tested only by patterns that cannot take long. */
const LONGEST_TEXT = 300;
const MOST_REPETITIONS = 4;

const REPETITION = /(?<!\\)(?:[*+]|\{\d+,\d*\})/g;
const REPEATED_GROUP = /\((?:[^()]|\([^()]*\))*(?<!\\)(?:[*+]|\{\d)(?:[^()]|\([^()]*\))*\)(?:[*+]|\{\d)/;

/**
 * A regular expression as Go reads it, which is mostly as JavaScript does. Go's take no more time than the text is long; so those that
 * could take forever here are refused.
 */
export function patternTest(source: string, at?: Location): Test {
  const repetitions = Math.max(...source.split('|').map(part => part.match(REPETITION)?.length ?? 0));
  if (source.length > LONGEST_PATTERN || repetitions > MOST_REPETITIONS || REPEATED_GROUP.test(source))
    throw new Refusal(`The pattern "${source.slice(0, 80)}" is too involved to be tried here.`, at);
  const expression = expressionOf(source, at);
  return text => (text.length <= LONGEST_TEXT || repetitions === 0) && expression.test(text);
}

function expressionOf(source: string, at: Location | undefined): RegExp {
  const [, flag, body] = /^(\^?\(?\??:?)\(\?i\)([\s\S]*)$/.exec(source) ?? [];
  try {
    return body === undefined ? new RegExp(source) : new RegExp(flag + body, 'i');
  } catch {
    throw new Refusal(`"${source.slice(0, 80)}" is no regular expression.`, at);
  }
}
