import type { World } from '../link/world.ts';
import type { BeanFunction } from '../model/jump-fact.ts';
import type { FilePath, Location } from '../model/source.ts';
import type { Occurrence, Role } from './occurrence.ts';
import { ownedFacts } from './owned-facts.ts';

/** `spring.cloud.stream.bindings.reserve-in-0.destination`: the first input of the bean `reserve`. */
const BINDING = /^spring\.cloud\.stream\.bindings\.((\w+)-(in|out)-\d+)\.destination$/;

/** Beans that Spring Cloud Stream binds to topics by their names: the configuration alone says which. */
export function boundFunctions(world: World): Occurrence[] {
  const beans = Map.groupBy(ownedFacts(world, 'bean-function'), ({ service, fact }) => `${service.id} ${fact.name}`);
  if (beans.size === 0) return [];
  return [...ownedFacts(world, 'sets-env')].flatMap(({ service, file, fact }) => {
    const [, binding = '', name = '', way] = BINDING.exec(fact.name) ?? [];
    const bound = beans.get(`${service.id} ${name}`) ?? [];
    if (bound.length === 0) return [];
    const topics = world.resolver.resolve(fact.value, { file, service }).texts.map(({ text }) => text);
    const element = `function ${service.id} ${name}`;
    const role: Role = way === 'in' ? 'consumes' : 'publishes';
    return [
      { element, role: 'sets', at: { file, span: fact.at }, owner: service.id, word: binding } satisfies Occurrence,
      ...bound.flatMap(bean => [
        { element, role: 'reads', at: placeOf(bean), owner: service.id, word: name } satisfies Occurrence,
        ...topics.map((topic): Occurrence => ({ element: `topic ${topic}`, role, at: placeOf(bean), owner: service.id })),
      ]),
    ];
  });
}

const placeOf = ({ file, fact }: { readonly file: FilePath; readonly fact: BeanFunction }): Location => ({ file, span: fact.at });
