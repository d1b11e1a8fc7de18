import type { Location } from '../../model/source.ts';
import { text, type Node } from '../../yaml/tree.ts';
import { effectiveNamespace } from '../kubernetes/identity.ts';
import { type Draft, field } from '../kubernetes/draft.ts';
import { currentIdentity, originalIdentity, type Resource } from './resource.ts';
import { patternTest, type Test } from './pattern.ts';
import { Refusal } from './session.ts';

/** The objects that a `target` selects: by regular expressions over name, namespace and kind, and by labels and annotations. */
export function selected(resources: readonly Resource[], target: Node, place: Location): readonly Resource[] {
  const matches = (key: string): ((value: string) => boolean) => pattern(text(target, key) ?? '', place);
  const [name, namespace, group, version, kind] = ['name', 'namespace', 'group', 'version', 'kind'].map(matches) as [
    Test,
    Test,
    Test,
    Test,
    Test,
  ];
  const labels = requirements(text(target, 'labelSelector') ?? '', place);
  const annotations = requirements(text(target, 'annotationSelector') ?? '', place);
  return resources.filter(known => {
    const [now, before] = [currentIdentity(known), originalIdentity(known)];
    return (
      (namespace(effectiveNamespace(before)) || namespace(effectiveNamespace(now))) &&
      (name(before.name) || name(now.name)) &&
      group(now.group) &&
      version(now.version) &&
      kind(now.kind) &&
      meets(known.node, 'labels', labels) &&
      meets(known.node, 'annotations', annotations)
    );
  });
}

/** A whole value against a pattern; an empty one fits all. */
const pattern = (source: string, place: Location): Test => (source === '' ? () => true : patternTest(`^(?:${source})$`, place));

interface Requirement {
  readonly key: string;
  readonly holds: (value: string | undefined) => boolean;
}

const REQUIREMENT = /^\s*(?:(!)\s*([^\s=!<>(),]+)|([^\s=!<>(),]+)\s*(?:(==?|!=|>|<)\s*([^\s,()]*)|\s(in|notin)\s*\(([^)]*)\))?)\s*$/;

/** A label selector: `app=web,tier in (a, b),!old`. */
export function requirements(selector: string, place: Location): readonly Requirement[] {
  if (selector.trim() === '') return [];
  return selector.split(/,(?![^(]*\))/).map(part => {
    const [, not, absent, key, sign, value = '', word, list = ''] = REQUIREMENT.exec(part) ?? [];
    if (not && absent) return { key: absent, holds: found => found === undefined };
    if (key === undefined) throw new Refusal(`"${selector}" is no label selector.`, place);
    const choices = list.split(',').map(choice => choice.trim());
    if (word === 'in') return { key, holds: found => found !== undefined && choices.includes(found) };
    if (word === 'notin') return { key, holds: found => found === undefined || !choices.includes(found) };
    if (sign === '!=') return { key, holds: found => found !== value };
    if (sign === '>' || sign === '<')
      return { key, holds: found => found !== undefined && (sign === '>' ? +found > +value : +found < +value) };
    return { key, holds: sign === undefined ? found => found !== undefined : found => found === value };
  });
}

export function meets(object: Draft, of: 'labels' | 'annotations', all: readonly Requirement[]): boolean {
  const values = field(field(object, 'metadata'), of);
  return all.every(({ key, holds }) => {
    const value = field(values, key);
    return holds(value?.kind === 'scalar' ? value.text : undefined);
  });
}
