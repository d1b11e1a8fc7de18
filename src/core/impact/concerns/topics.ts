import type { Blow, ElementChange } from '../../model/impact.ts';
import type { Occurrence, Role } from '../../navigate/occurrence.ts';
import { together, type Concern, type Found } from '../concern.ts';
import { lostHere } from './topics-by-environment.ts';
import { elementsWithTold } from '../told-topics.ts';
import { inAfter, nameOf, type Side, type Sides } from '../side.ts';

/** Topics, queues, exchanges, subjects and what lies in shared stores under a name: who puts something there, against who takes it. */
export const topics: Concern = {
  name: 'topics',
  run: sides => {
    const everywhere = [...elementsWithTold(sides.before)].flatMap(([element, places]) =>
      isChannel(element) ? [...gone(element, places, sides), ...unanswered(element, places, sides)] : [],
    );
    const isGone = (topic: string): boolean => putting(at(`topic ${topic}`, sides.after)).length === 0;
    return together([...everywhere, ...lostHere(sides, isGone)]);
  },
};

const isChannel = (element: string): boolean => /^(topic|keys|documents|tables) /.test(element);

const PUTS: ReadonlySet<Role> = new Set<Role>(['publishes', 'writes', 'declares']);
const TAKES: ReadonlySet<Role> = new Set<Role>(['consumes', 'reads']);

const putting = (places: readonly Occurrence[]): readonly Occurrence[] =>
  places.filter(({ role, only }) => PUTS.has(role) && only === undefined);
const taking = (places: readonly Occurrence[]): readonly Occurrence[] =>
  places.filter(({ role, only }) => TAKES.has(role) && only === undefined);

/** Nobody puts anything there any more: who still takes from it waits for ever. */
function gone(element: string, places: readonly Occurrence[], sides: Sides): Found[] {
  const [put] = putting(places);
  const now = at(element, sides.after);
  const waiting = taking(now);
  const still = new Set(putting(now).map(({ owner }) => owner));
  if (!put || still.size > 1) return [];
  const { what, name } = namesOf(element);
  const providers = [...new Set(putting(places).flatMap(({ owner }) => owner ?? []))];
  const writers = providers.map(id => nameOf(id, sides.before));
  const change: ElementChange = {
    element: `${what} ${name}`,
    kind: what === 'table' ? 'table' : 'topic',
    level: 'wire',
    breaking: true,
    message: `${writers.join(' and ') || 'Nobody'} no longer ${what === 'topic' ? 'publishes to' : 'writes'} ${name}.`,
    at: { ...put.at, side: 'before' },
    providers,
  };
  // What a service puts there for itself is nothing that it waits for.
  const blows = [...Map.groupBy(waiting, ({ owner }) => owner ?? '')].flatMap(([service, own]): Blow[] =>
    service === '' || putting(places).every(({ owner }) => owner === service) || [...still].some(owner => owner !== service)
      ? []
      : [
          {
            change,
            service,
            effect: 'broken',
            confidence: own.some(({ doubt }) => doubt === undefined) ? 'certain' : 'likely',
            why: `It takes from ${name}, where nobody puts anything any more.`,
            evidence: inAfter([...own, ...madeOf(now, service)]),
          },
        ],
  );
  return still.size === 0 || blows.length > 0 ? [{ changes: [change], blows }] : [];
}

/** Where the name that a service takes from is written: as telling as the call. */
const madeOf = (places: readonly Occurrence[], service: string): readonly Occurrence[] =>
  places.filter(({ role, only, owner }) => TAKES.has(role) && only === 'cursor' && owner === service);

/** Nobody takes it any more: who only tells does not notice, who asks and waits for the answer does. */
function unanswered(element: string, places: readonly Occurrence[], sides: Sides): Found[] {
  const now = at(element, sides.after);
  const [taken] = taking(places);
  const asking = putting(now).filter(place => asks(place, sides.after));
  if (!taken || taking(now).length > 0 || asking.length === 0) return [];
  const { what, name } = namesOf(element);
  const providers = [...new Set(taking(places).flatMap(({ owner }) => owner ?? []))];
  const takers = providers.map(id => nameOf(id, sides.before)).join(' and ');
  const message = `${takers || 'Nobody'} no longer answers to ${name}.`;
  const change: ElementChange = {
    element: `${what} ${name}`,
    kind: 'topic',
    level: 'wire',
    breaking: true,
    message,
    at: { ...taken.at, side: 'before' },
    providers,
  };
  const blows = [...Map.groupBy(asking, ({ owner }) => owner ?? '')].flatMap(([service, own]): Blow[] => {
    const evidence = inAfter(own);
    return service === ''
      ? []
      : [
          {
            change,
            service,
            effect: 'broken',
            confidence: 'certain',
            why: `It sends ${name} and waits for an answer that nobody gives any more.`,
            evidence,
          },
        ];
  });
  return [{ changes: [change], blows }];
}

/** The library's call for a request, in contrast to that for an event. */
const asks = ({ at: { file, span } }: Occurrence, { world: { view } }: Side): boolean =>
  view.of(file, 'publishes').some(({ at, via }) => at[0] === span[0] && /^Client\w*\.send$/.test(via));

const at = (element: string, side: Side): readonly Occurrence[] => elementsWithTold(side).get(element) ?? [];

const WHAT: Readonly<Record<string, string>> = { topic: 'topic', keys: 'key', documents: 'collection', tables: 'table' };

/** `topic orders.created`, `keys datastore:redis votes`. */
function namesOf(element: string): { readonly what: string; readonly name: string } {
  const [kind = '', ...rest] = element.split(' ');
  return { what: WHAT[kind] ?? kind, name: kind === 'topic' ? rest.join(' ') : (rest.at(-1) ?? '') };
}
