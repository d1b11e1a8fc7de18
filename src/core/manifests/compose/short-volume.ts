import { cleanPath } from '../clean-path.ts';
import { Failure } from './failure.ts';
import { implied, scalar, type MappingNode, type Node, type ScalarNode } from './node.ts';
import { sliced, tracedOf, tracedScalar, type Traced } from './traced.ts';

const PROPAGATIONS: ReadonlySet<string> = new Set(['rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave']);

/** `./data:/data:ro` written out. A single letter before a colon is a Windows drive, even in `v:/v`. */
export function shortVolume(node: ScalarNode): MappingNode {
  const spec = tracedOf(node);
  if (spec.text === '') throw new Failure('A volume of a service is empty.', node.origins[0]);
  if (spec.text.length < 3) return implied({ type: scalar('volume'), target: tracedScalar(spec, node.origins) }, node.origins);
  const sections = sectionsOf(spec);
  if (sections.some(({ text }) => text === ''))
    throw new Failure(`The volume "${spec.text}" has nothing between two colons.`, node.origins[0]);
  if (sections.length > 3) throw new Failure(`The volume "${spec.text}" has too many colons.`, node.origins[0]);
  const [first, second, options] = sections;
  return volume({ source: second && first, target: second ?? first!, options: options?.text.split(',') ?? [] }, node);
}

/** Split at colons, but for the one after a drive letter and those inside of `${…}`. */
function sectionsOf(spec: Traced): readonly Traced[] {
  const sections: Traced[] = [];
  let start = 0;
  let open = 0;
  for (let at = 0; at < spec.text.length; at++) {
    const character = spec.text[at];
    if (character === '$' && spec.text[at + 1] === '{') open++;
    else if (character === '}' && open > 0) open--;
    else if (character === ':' && open === 0 && !isDrive(spec.text.slice(start, at))) {
      sections.push(sliced(spec, start, at));
      start = at + 1;
    }
  }
  return [...sections, sliced(spec, start)];
}

const isDrive = (text: string): boolean => /^\p{L}$/u.test(text);

interface VolumeParts {
  readonly source: Traced | undefined;
  readonly target: Traced;
  readonly options: readonly string[];
}

function volume({ source, target, options }: VolumeParts, node: ScalarNode): MappingNode {
  const isBind = source !== undefined && isPath(source.text);
  const propagation = options.findLast(option => PROPAGATIONS.has(option));
  const label = options.findLast(option => /^[zZ]$/.test(option));
  const option = (value: string | boolean | undefined): Node | undefined => (value === undefined ? undefined : scalar(value, node.origins));
  const bind = { selinux: option(label), propagation: option(propagation), create_host_path: isBind ? scalar(true) : undefined };
  const nocopy = options.includes('nocopy') ? true : undefined;
  return implied(
    {
      type: scalar(isBind ? 'bind' : 'volume', source ? tracedScalar(source, node.origins).origins : []),
      source: source && tracedScalar(source, node.origins),
      target: tracedScalar(cleanTraced(target), node.origins),
      read_only: option(options.findLast(option => option === 'ro' || option === 'rw') === 'ro' ? true : undefined),
      bind: isBind || propagation !== undefined || label !== undefined ? implied(bind) : undefined,
      volume: !isBind || nocopy ? implied({ nocopy: option(nocopy) }) : undefined,
    },
    node.origins,
  );
}

const isPath = (source: string): boolean => /^[./~]|^\\\\|^\p{L}:/u.test(source);

function cleanTraced(target: Traced): Traced {
  const text = cleanPath(target.text);
  return text === target.text
    ? target
    : { text, pieces: [{ length: text.length, origins: target.pieces.flatMap(({ origins }) => origins) }] };
}
