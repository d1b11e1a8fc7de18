import type { Check, Found } from '../../check.ts';
import { envFiles, isNeeded, readsBeside, variantOf, type EnvFile } from '../../env-files.ts';
import { entryAt } from '../../manifest-parts.ts';
import { evidence } from '../../places.ts';
import { takesAllOfAMap } from '../../pod-containers.ts';
import type { Deployed, System, SystemService, VariableRead } from '../../system.ts';
import { heldUnder, isDevelopmentName, isVariable } from '../../variable-names.ts';

export const profileDrift: Check = {
  id: 'env.profile-drift',
  stage: 'env',
  severity: 'high',
  title: 'A variable is set in one environment and missing in another',
  why: 'It works where it was tried and fails in the other environment only, most often in production.',
  fix: 'Set the variable in every environment, or give it a default in code.',
  guard:
    'Variables with a default in code, those only for development, and environments that take their variables from somewhere that is not in the workspace are left alone.',
  sources: ['https://github.com/18F/checklistomania/pull/85', 'https://github.com/s2ngK/claude-asset-man/issues/9'],
  *run(system) {
    yield* betweenFiles(system);
    for (const service of system.services) yield* betweenEnvironments(service);
  },
};

/** `.env.development` and `.env.production` of one folder, over what a plain `.env` sets for both. */
function* betweenFiles(system: System): Generator<Found> {
  const all = envFiles(system);
  for (const [, own] of Map.groupBy(
    all.filter(({ isExample, file }) => !isExample && !isLocal(file)),
    ({ folder }) => folder,
  )) {
    const base = own.filter(({ file }) => variantOf(file) === '');
    const variants = own.filter(({ file }) => variantOf(file) !== '' && variantOf(file) !== undefined);
    if (variants.length < 2) continue;
    const reads = readsBeside(own[0]!, all, system);
    for (const lacking of variants) yield* missingIn(lacking, { base, variants, reads });
  }
}

const isLocal = (file: string): boolean => /\.(local|test|ci|override|bak|backup|old|docker)$|\.local\./i.test(file);

function* missingIn(
  lacking: EnvFile,
  {
    base,
    variants,
    reads,
  }: { readonly base: readonly EnvFile[]; readonly variants: readonly EnvFile[]; readonly reads: readonly VariableRead[] },
): Generator<Found> {
  const names = new Set(variants.filter(other => other !== lacking && isAlike(other, lacking)).flatMap(other => [...other.names]));
  for (const name of names) {
    if (lacking.names.has(name) || base.some(file => file.names.has(name)) || isDevelopmentName(name)) continue;
    const read = reads.find(one => one.name === name && isNeeded(one, reads));
    if (!read) continue;
    const setting = variants.flatMap(({ settings }) => settings).find(one => one.name === name)!;
    yield {
      subject: `${lacking.file} ${name}`,
      message: `${lacking.file} does not set ${name}, which ${setting.file} sets and the code reads without a default.`,
      severity: isForUsers(lacking.file) ? 'high' : 'medium',
      evidence: [
        evidence({ file: lacking.file, span: [0, 0] }, 'it is missing here'),
        evidence({ file: setting.file, span: setting.at }, 'it is set here'),
        evidence(read.at, 'it is read here'),
      ],
      about: [],
    };
  }
}

/** Files for the same program share most of their names. */
const isAlike = (a: EnvFile, b: EnvFile): boolean => [...a.names].some(name => b.names.has(name));

const isForUsers = (name: string): boolean => /(^|[^a-z])(prod|production|prd|live|stag|staging|stage|preprod|uat)([^a-z]|$)/i.test(name);

/** The deployments of one service, where each environment says of itself what it sets. */
function* betweenEnvironments(service: SystemService): Generator<Found> {
  const telling = withinReach(service);
  if (telling.length < 2) return;
  const own = new Set(service.ownSettings.map(({ name }) => name));
  const needed = new Map(
    service.reads
      .filter(read => isVariable(read.name) && isNeeded(read, service.reads) && !own.has(read.name) && !isDevelopmentName(read.name))
      .map(read => [read.name, read]),
  );
  for (const read of needed.values()) {
    // What the image itself sets, every environment that runs it has, whoever built it.
    const setting = telling.find(deployed => holds(deployed, read.name));
    if (telling.some(({ variables }) => variables.get(read.name)?.from === 'image')) continue;
    const lacking = telling.filter(deployed => !holds(deployed, read.name));
    if (setting && lacking.length > 0) yield missing(service, read, { setting, lacking });
  }
}

const holds = ({ variables }: Deployed, name: string): boolean => heldUnder(name).some(spelling => variables.has(spelling));

/** Environments of one platform say the same things of a service; between platforms only those are compared that set several of what it reads. */
function withinReach(service: SystemService): readonly Deployed[] {
  const telling = service.deployed.filter(deployed => setCount(deployed, service) >= 1 && !takesWhole(deployed));
  const isOnePlatform = new Set(telling.map(({ platform }) => platform)).size === 1;
  return isOnePlatform ? telling : telling.filter(deployed => setCount(deployed, service) >= 2);
}

const setCount = ({ variables }: Deployed, { reads }: SystemService): number =>
  new Set(
    reads
      .filter(({ certain, name }) => certain && ['deployment', 'outside'].includes(variables.get(name)?.from ?? ''))
      .map(({ name }) => name),
  ).size;

/** `envFrom` of an object whose entries are not known here, or an env file that is not kept. */
const takesWhole = (deployed: Deployed): boolean =>
  entryAt(deployed.compose?.written, 'env_file') !== undefined || takesAllOfAMap(deployed);

interface Sides {
  readonly setting: Deployed;
  readonly lacking: readonly Deployed[];
}

function missing(service: SystemService, read: VariableRead, { setting, lacking }: Sides): Found {
  const set = heldUnder(read.name)
    .map(name => setting.variables.get(name))
    .find(found => found !== undefined)!;
  const where = lacking.map(({ environment }) => environment).join(', ');
  const [first, ...others] = lacking.slice(0, 4).map(deployed => evidence(deployed.at, `${deployed.environment} does not set it`));
  return {
    subject: `${service.name} ${read.name}`,
    message: `${service.name} is given ${read.name} in ${setting.environment} but not in ${where}, and its code reads it without a default.`,
    severity: lacking.some(({ platform }) => platform === setting.platform) && read.use === 'required' ? 'high' : 'medium',
    evidence: [first!, evidence(set.at, `${setting.environment} sets it`), evidence(read.at, 'it is read here'), ...others],
    about: [service.id],
    group: {
      subject: `${service.name} ${where}`,
      message: subjects =>
        `${service.name} lacks ${subjects.length} variables in ${where} that ${setting.environment} sets and its code reads without a default: ${subjects.map(subject => subject.split(' ').at(-1)).join(', ')}.`,
    },
  };
}
