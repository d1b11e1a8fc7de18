import { remembered } from '../../model/remembered.ts';
import { isConstructor, type Binding, type Scope, type Unit } from './unit.ts';

/** What a name stands for at a place: the bindings of the innermost scope that has any. */
interface Meaning {
  readonly bindings: readonly Binding[];
  /** The function whose parameter it is. */
  readonly parameterOf?: Scope;
}

/** Bindings by their dotted target. */
const bindingsOf = remembered(({ bindings }: Unit) => Map.groupBy(bindings, ({ target }) => target.join('.')));

/** A field of a class is seen from all its functions, so a name that no scope around binds is what anybody in the file gave it. */
export function meaningOf(name: string, scope: Scope, unit: Unit): Meaning {
  const all = bindingsOf(unit).get(name) ?? [];
  for (let around: Scope | undefined = scope; around; around = around.parent) {
    const bindings = all.filter(binding => binding.scope === around);
    const parameter = around.parameters.some(parameter => parameter.name === name);
    if (bindings.length > 0 || parameter) return parameter ? { bindings, parameterOf: around } : { bindings };
  }
  return { bindings: all };
}

/** `order.total = 3` and `order["total"] = 3`, wherever the same `order` is meant. */
export function membersGiven(name: string, scope: Scope, unit: Unit): readonly Binding[] {
  const own = ownersOf(name, scope, unit);
  return unit.bindings.filter(
    ({ target, scope: place }) => target.length === 2 && target[0] === name && ownersOf(name, place, unit) === own,
  );
}

/** The scope that a name belongs to, so that two variables of one name in two functions stay two. */
export function ownersOf(name: string, scope: Scope, unit: Unit): Scope | undefined {
  const { bindings, parameterOf } = meaningOf(name, scope, unit);
  return parameterOf ?? bindings[0]?.scope;
}

/** The declared type of a name; a field may be declared by a parameter of its class or of the constructor. */
export function typeOfName(name: string, scope: Scope, unit: Unit): string | undefined {
  const { bindings, parameterOf } = meaningOf(name, scope, unit);
  const owner =
    parameterOf ??
    (bindings.length === 0
      ? unit.scopes.find(one => isConstructor(one) && one.parameters.some(parameter => parameter.name === name))
      : undefined);
  return bindings.find(({ type }) => type !== undefined)?.type ?? owner?.parameters.find(parameter => parameter.name === name)?.type;
}
