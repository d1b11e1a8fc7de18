import type { Placed } from '../../../link/facts-view.ts';
import type { Dockerfile } from '../../../model/image-fact.ts';
import type { Fix } from '../../../model/finding.ts';
import { folderOf, isTest } from '../../../model/paths.ts';
import type { Check, Found } from '../../check.ts';
import { namesReadBy } from '../../database-images.ts';
import { imageOf } from '../../image.ts';
import { evidence } from '../../places.ts';
import { likeness } from '../../similar-names.ts';
import type { Deployed, System, SystemService, Variable, VariableRead } from '../../system.ts';
import { heldUnder, isPlatformName, isVariable } from '../../variable-names.ts';

export const nameMismatch: Check = {
  id: 'env.name-mismatch',
  stage: 'env',
  severity: 'high',
  title: 'A variable is set under one name and read under another',
  why: 'The program starts with an empty value or its default although "the variable is set", and fails where it first connects or signs in.',
  fix: 'Use one name on both sides; a schema of the environment that the program checks on start keeps it so.',
  guard:
    'Variables that the image, the runtime or a framework reads by itself are left alone, and so are names that are read anywhere else in the service, and reads that somebody sets.',
  sources: [
    'https://github.com/shoonoise/cabot-docker/issues/26',
    'https://github.com/docker/docs/pull/11989',
    'https://github.com/isucon/isucon10-qualify/issues/141',
    'https://github.com/JerryCai/arachni/pull/1',
    'https://github.com/bcgov/quickstart-openshift/pull/255',
  ],
  *run(system) {
    for (const service of system.services) {
      const owner = service.hasCode ? ownerOf(service, system) : undefined;
      for (const set of owner ? settingsOf(service) : []) yield* mismatches(owner!, set);
      for (const deployed of service.deployed) yield* misnamedForImage(service, deployed);
    }
    yield* imagesAlone(system);
  },
};

/** Who reads: a service, or the files beside a Dockerfile that nobody deploys. */
interface Owner {
  readonly name: string;
  readonly about: readonly string[];
  /** One a variable that its own files do not set: where it is read without an answer of its own, else where it is first read. */
  readonly reads: readonly VariableRead[];
  /** Lower case, in every spelling; also what is only taken for a read. */
  readonly readNames: ReadonlySet<string>;
}

function ownerOf({ name, id, reads, ownSettings, linked }: SystemService, { world }: System): Owner {
  const own = new Set(ownSettings.map(setting => setting.name));
  const open = reads.filter(read => !own.has(read.name));
  return { name, about: [id], reads: judged(open), readNames: new Set([...namesOf(reads), ...world.readNames(linked)]) };
}

function judged(reads: readonly VariableRead[]): readonly VariableRead[] {
  const all = reads.filter(({ name, at }) => isVariable(name) && !isPlatformName(name) && !FOR_DEVELOPERS.test(at.file));
  const taken = new Set<string>();
  return all.toSorted((a, b) => Number(hasAnswer(a)) - Number(hasAnswer(b))).filter(({ name }) => !taken.has(name) && taken.add(name));
}

const namesOf = (reads: readonly VariableRead[]): ReadonlySet<string> =>
  new Set([...new Set(reads.map(({ name }) => name))].flatMap(heldUnder).map(name => name.toLowerCase()));

/** An image with its start script, where no service is known for it. */
function* imagesAlone(system: System): Generator<Found> {
  const known = new Set(system.services.flatMap(({ dockerfiles }) => dockerfiles.map(({ file }) => file)));
  for (const dockerfile of system.all('dockerfile')) {
    if (known.has(dockerfile.file) || isTest(dockerfile.file)) continue;
    const folder = folderOf(dockerfile.file);
    const reads = system
      .filesUnder(folder)
      .filter(file => folderOf(file) === folder)
      .flatMap(file => system.readsIn(file));
    const owner = { name: dockerfile.file, about: [], reads: judged(reads), readNames: namesOf(reads) };
    yield* mismatches(owner, imageSettings(dockerfile));
  }
}

/** What a container of the service is given: by an environment, or by its image alone. */
interface Settings {
  readonly variables: ReadonlyMap<string, Variable>;
  /** Texts of commands, which may use a variable too. */
  readonly commands: string;
  readonly dockerfile?: Placed<Dockerfile>;
}

function settingsOf({ deployed, dockerfiles }: SystemService): readonly Settings[] {
  if (deployed.length > 0)
    return deployed.map(({ variables, deployment, dockerfile }) => ({
      variables,
      commands: JSON.stringify(deployment.command.map(({ value }) => value)),
      ...(dockerfile && { dockerfile }),
    }));
  return dockerfiles.map(imageSettings);
}

function imageSettings(dockerfile: Placed<Dockerfile>): Settings {
  const variables = dockerfile.environment.map(({ name, at: span }): [string, Variable] => {
    const at = { file: dockerfile.file, span };
    return [name, { name, from: 'image', at, valueAt: at, places: [at] }];
  });
  return { variables: new Map(variables), commands: '', dockerfile };
}

function* mismatches(owner: Owner, settings: Settings): Generator<Found> {
  const unset = unsetReads(owner, settings);
  if (unset.length === 0) return;
  const unread = unreadVariables(owner, settings);
  for (const read of unset) {
    const meant = unread.filter(variable => isMeant(variable.name, read));
    if (meant.length === 1) yield mismatch(owner, meant[0]!, read);
  }
}

/** What nobody sets here. */
const unsetReads = ({ reads }: Owner, { variables }: Settings): readonly VariableRead[] =>
  reads.filter(({ name }) => !heldUnder(name).some(spelling => variables.has(spelling)));

/** They start the program on the machine of who works on it. */
const FOR_DEVELOPERS = /(^|\/)(Makefile|makefile|GNUmakefile|Procfile[^/]*)$|\.mk$/;

const hasAnswer = ({ fallback }: VariableRead): boolean => fallback !== undefined;

/** What is set for the service here and read by nothing that we see. */
function unreadVariables({ readNames }: Owner, { variables, commands, dockerfile }: Settings): readonly Variable[] {
  const build = dockerfile?.instructions.map(({ text }) => text).join('\n') ?? '';
  return [...variables.values()].filter(
    ({ name }) =>
      isVariable(name) &&
      !isPlatformName(name) &&
      !readNames.has(name.toLowerCase()) &&
      !commands.includes(name) &&
      !new RegExp(`\\$\\{?${name}\\b`).test(build),
  );
}

/** A read with an answer of its own is optional, so there only a slip of the pen counts. */
function isMeant(set: string, read: VariableRead): boolean {
  const like = likeness(set, read.name);
  return like === 'slip' || (like === 'word' && read.certain && read.fallback === undefined);
}

/** A server's image reads its own names: `POSTGRES_DATABASE` is none of them. */
function* misnamedForImage(service: SystemService, { image, variables, name: container, deployment }: Deployed): Generator<Found> {
  const known = deployment.clientOnly ? undefined : namesReadBy(imageOf(image)?.name);
  if (!known || service.hasCode) return;
  for (const variable of variables.values()) {
    if (variable.from !== 'deployment' || known.names.includes(variable.name) || !variable.name.startsWith(known.prefix)) continue;
    const meant = known.names.find(
      name => !variables.has(name) && !variables.has(`${name}_FILE`) && likeness(variable.name, name) === 'slip',
    );
    if (meant === undefined) continue;
    const fix = renaming(variable, meant);
    yield {
      subject: `${service.name} ${variable.name} ${meant}`,
      message: `${container} is given ${variable.name}, but its image reads ${meant}, which nothing sets.`,
      evidence: [evidence(variable.at, `${variable.name} is set here`)],
      about: [service.id],
      ...(fix && { fix }),
    };
  }
}

function mismatch(owner: Owner, set: Variable, read: VariableRead): Found {
  const falls = read.fallbackText === undefined ? '' : `, and falls back to "${read.fallbackText}"`;
  const fix = renaming(set, read.name);
  return {
    subject: `${owner.name} ${set.name} ${read.name}`,
    message: `${owner.name} is given ${set.name}, but its code reads ${read.name}, which nothing sets${falls}.`,
    evidence: [evidence(set.at, `${set.name} is set here`), evidence(read.at, `${read.name} is read here`)],
    about: owner.about,
    ...(fix && { fix }),
  };
}

/** Where the key itself is known to stand, it can be renamed. */
function renaming({ name, at }: Variable, to: string): Fix | undefined {
  if (at.span[1] - at.span[0] !== name.length) return undefined;
  return { title: `Rename ${name} to ${to}`, edits: [{ file: at.file, span: at.span, text: to }] };
}
