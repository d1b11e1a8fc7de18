import type { Blow, ElementChange } from '../../model/impact.ts';
import type { Found } from '../concern.ts';
import { afterAt, nameOf, type Sides } from '../side.ts';
import { toldTopics, type Told } from '../told-topics.ts';

/**
 * Topics that are named by variables meet in one environment and miss each other in another.
 * `isGone`: nobody at all puts anything there any more, which has been told already.
 */
export function lostHere(sides: Sides, isGone: (topic: string) => boolean): readonly Found[] {
  const [before, after] = [toldTopics(sides.before), toldTopics(sides.after)];
  const environments = new Set(after.flatMap(({ environment }) => environment ?? []));
  return [...environments].flatMap(environment => {
    const isHere = (told: Told): boolean => told.environment === undefined || told.environment === environment;
    const [was, is] = [before.filter(isHere), after.filter(isHere)];
    const topics = new Set(was.flatMap(({ topic, role }) => (role === 'publishes' ? [topic] : [])));
    return [...topics].flatMap(topic => {
      const [given] = puts(was, topic);
      if (!given || isGone(topic) || puts(is, topic).length > 0) return [];
      const putters = new Set(puts(was, topic).map(({ owner }) => owner));
      // It is deployed here still, and puts elsewhere what it put there.
      const moved = is.some(one => one.role === 'publishes' && putters.has(one.owner) && one.environment === environment);
      return moved ? lost({ topic, environment, given, putters, waiting: is.filter(one => waits(one, topic, putters)) }, sides) : [];
    });
  });
}

const puts = (told: readonly Told[], topic: string): readonly Told[] => told.filter(one => one.topic === topic && one.role === 'publishes');

const waits = ({ topic, role, owner }: Told, wanted: string, putters: ReadonlySet<string>): boolean =>
  topic === wanted && role === 'consumes' && !putters.has(owner);

interface Lost {
  readonly topic: string;
  readonly environment: string;
  readonly given: Told;
  readonly putters: ReadonlySet<string>;
  readonly waiting: readonly Told[];
}

function lost({ topic, environment, given, putters, waiting }: Lost, sides: Sides): Found[] {
  if (waiting.length === 0) return [];
  const change: ElementChange = {
    element: `topic ${topic}`,
    kind: 'topic',
    level: 'wire',
    breaking: true,
    message: `${[...putters].map(id => nameOf(id, sides.before)).join(' and ')} no longer publishes to ${topic} in ${environment}.`,
    at: { ...(given.proofs.at(-1) ?? given.at), side: 'before' },
    providers: [...putters],
  };
  const blows = [...Map.groupBy(waiting, ({ owner }) => owner)].map(([service, own]): Blow => ({
    change,
    service,
    effect: 'broken',
    confidence: 'certain',
    why: `It takes from ${topic}, where nobody puts anything any more in ${environment}.`,
    evidence: own.flatMap(({ at, proofs }) => [at, ...proofs]).map(afterAt),
  }));
  return [{ changes: [change], blows }];
}
