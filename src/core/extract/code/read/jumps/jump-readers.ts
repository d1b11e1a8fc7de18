import type { CodeFact, Fact } from '../../../../model/fact.ts';
import type { Span } from '../../../../model/source.ts';
import type { Reader } from '../../reader.ts';
import { addedAnswers, answered } from './answered-calls.ts';
import { askedIn, askedPath } from './asked-paths.ts';
import { channelMember } from './channel-members.ts';
import { collectionCall, declaredCollection, tableName, tablesOf } from './collections.ts';
import { calledMember } from './member-calls.ts';
import { mentionedRpc, namedRpc } from './mentioned-rpcs.ts';
import { messagesOfCall, messagesOfClass, messagesOfMethod, messagesOfVariable } from './messages.ts';
import { mentionedPath } from './mentioned-paths.ts';
import { listedPatterns, mountedRoutes } from './mounted-routes.ts';
import { listedChannels, busChannel } from './bus-channels.ts';
import { settingsField } from './settings-fields.ts';
import { settingsOfStruct, variablePrefix } from './variable-prefixes.ts';
import { wrappedRequest } from './wrapped-requests.ts';
import { isPatternRoute, patternRoute, withPath } from './pattern-routes.ts';

const NONE: readonly CodeFact[] = [];

/** Nearly nothing that is offered says anything, so all of them are one reader, which asks only those that the element is for. */
const jumps: Reader = {
  name: 'jumps',
  call: (call, context) => {
    const name = call.path.at(-1);
    if (name === undefined) return NONE;
    if (call.constructs)
      return [...messagesOfCall(call, name, context), ...variablePrefix(call, name, context), ...channelMember(call, name, context)];
    const telling = [
      messagesOfCall(call, name, context),
      calledMember(call, name, context),
      addedAnswers(call, name, context),
      collectionCall(call, name),
      patternRoute(call, name, context),
      mountedRoutes(call, name, context),
      wrappedRequest(call, context),
      askedPath(call, name, context),
      channelMember(call, name, context),
      namedRpc(call),
      mentionedRpc(call, name),
      variablePrefix(call, name, context),
      busChannel(call, name),
    ];
    return telling.some(facts => facts.length > 0) ? telling.flat() : NONE;
  },
  statement: (statement, context) => {
    switch (statement.kind) {
      case 'function':
        return [...answered(statement, context), ...tableName(statement), ...messagesOfMethod(statement, context)];
      case 'class':
        return [...declaredCollection(statement, context), ...messagesOfClass(statement, context)];
      case 'assign':
        return [
          ...declaredCollection(statement, context),
          ...messagesOfVariable(statement, context),
          ...settingsOfStruct(statement, context),
          ...listedPatterns(statement),
          ...listedChannels(statement),
        ];
      default:
        return NONE;
    }
  },
  expression: (expression, context) => {
    if (expression.kind === 'name') return settingsField(expression, context);
    if (expression.kind === 'object') return askedIn(expression, context);
    if (expression.kind !== 'text' && expression.kind !== 'join') return NONE;
    const path = mentionedPath(expression, context);
    return path.length > 0 ? path : tablesOf(expression);
  },
};

/** What a jump to another program needs to know of code, in every language. */
export const jumpReaders: readonly Reader[] = [jumps];

/** What the tree does not keep: the place of a called or declared name, and what a regular expression says. Both are found in the text. */
export function located(facts: readonly CodeFact[], text: string): Fact[] {
  const found: Fact[] = [];
  for (const fact of facts) {
    if (fact.kind === 'calls-member' || fact.kind === 'answers-call' || fact.kind === 'uses-collection')
      found.push({ ...fact, at: nameIn(text, fact) });
    else if (fact.kind === 'names-message') found.push({ ...fact, at: wordIn(text, fact) });
    else if (isPatternRoute(fact)) found.push(...withPath(fact, text));
    else found.push(fact);
  }
  return found;
}

/** Names stand near the beginning of what they name. */
const MOST_HEAD = 600;

function nameIn(text: string, { at: [start, end], name, kind }: { at: Span; name: string; kind: Fact['kind'] }): Span {
  const head = text.slice(start, Math.min(end, start + MOST_HEAD));
  // `reserve: ask => reserve(ask)` is named by its key.
  const isKey = kind === 'answers-call' && head.startsWith(name);
  const called = kind === 'uses-collection' || isKey ? -1 : head.indexOf(`${name}(`);
  const found = called >= 0 ? called : kind === 'calls-member' ? head.lastIndexOf(name) : head.indexOf(name);
  return found < 0 ? [start, Math.min(end, start + name.length)] : [start + found, start + found + name.length];
}

/** A class of messages may be the name of half a handler as well: `OrderPlacedHandler : IHandle<OrderPlaced>`. */
function wordIn(text: string, { at: [start, end], name: whole, word: name = whole }: { at: Span; name: string; word?: string }): Span {
  const found = new RegExp(`\\b${name.replaceAll('.', '\\.')}\\b`).exec(text.slice(start, Math.min(end, start + 2 * MOST_HEAD)));
  return found ? [start + found.index, start + found.index + name.length] : [start, Math.min(end, start + name.length)];
}
