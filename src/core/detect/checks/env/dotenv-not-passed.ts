import { baseName, folderOf, isUnder } from '../../../model/paths.ts';
import type { Check, Found } from '../../check.ts';
import { envFiles, isNeeded, type EnvFile } from '../../env-files.ts';
import { entriesOf, itemsOf, partAt, textAt } from '../../manifest-parts.ts';
import { evidence } from '../../places.ts';
import type { Deployed, SystemService, VariableRead } from '../../system.ts';
import { heldUnder, isPlatformName, isVariable } from '../../variable-names.ts';

export const dotenvNotPassed: Check = {
  id: 'env.dotenv-not-passed',
  stage: 'env',
  severity: 'high',
  title: 'A variable of .env is taken to reach the container, and does not',
  why: 'Compose reads .env only to fill in ${NAME} of its own file; the container gets none of it, and the program starts without the value.',
  fix: 'Name the variable under environment, or hand the file over with env_file.',
  guard: 'Programs that have the file in their image or mounted, and variables with a default in code, are left alone.',
  sources: ['https://docs.docker.com/compose/how-tos/environment-variables/set-environment-variables/'],
  *run(system) {
    const files = envFiles(system).filter(({ file, isExample }) => baseName(file) === '.env' && !isExample);
    for (const service of system.services) {
      if (service.hasCode) for (const deployed of service.deployed) yield* notPassed(service, deployed, files);
    }
  },
};

function* notPassed(service: SystemService, deployed: Deployed, files: readonly EnvFile[]): Generator<Found> {
  const file = deployed.compose && files.find(({ folder }) => folder === folderOf(deployed.compose!.file));
  if (!file || seesFile(service, deployed, file)) return;
  const needed = new Map(service.reads.filter(read => isMissing(read, service, deployed)).map(read => [read.name, read]));
  for (const read of needed.values()) {
    const setting = file.settings.find(({ name }) => name === read.name);
    if (!setting) continue;
    yield {
      subject: `${service.name} ${read.name}`,
      message: `${file.file} sets ${read.name} and ${service.name} reads it without a default, but ${deployed.name} is not given it: compose uses .env for its own file only.`,
      evidence: [
        evidence(deployed.at, `${deployed.name} neither names ${read.name} nor has an env_file with it`),
        evidence({ file: file.file, span: setting.at }, 'it is set here'),
        evidence(read.at, 'it is read here'),
      ],
      about: [service.id],
      group: {
        subject: `${service.name} ${file.file}`,
        message: subjects =>
          `${service.name} reads ${subjects.length} variables without a default that ${file.file} sets and ${deployed.name} is not given: ${subjects.map(subject => subject.split(' ').at(-1)).join(', ')}.`,
      },
    };
  }
}

const isMissing = (read: VariableRead, { reads }: SystemService, { variables }: Deployed): boolean =>
  isVariable(read.name) && isNeeded(read, reads) && !isPlatformName(read.name) && !heldUnder(read.name).some(name => variables.has(name));

/** The file comes with the image or with a mounted folder, so a library may load it. */
function seesFile(service: SystemService, { compose, dockerfile, deployment }: Deployed, { file, folder }: EnvFile): boolean {
  const mounted = itemsOf(partAt(compose?.written, 'volumes')).some(
    volume => textAt(volume, 'type') === 'bind' || (volume.kind === 'text' && /^[.~/$]/.test(volume.text)),
  );
  const copied =
    dockerfile?.instructions.some(
      ({ keyword, text }) => (keyword === 'COPY' || keyword === 'ADD') && /(^|\s)(\.\/?|\.env\S*)\s/.test(text),
    ) ?? false;
  const inContext = isUnder(file, deployment.folder ?? service.folder ?? folder);
  return mounted || (copied && inContext && loadsFiles(service)) || entriesOf(compose?.written).some(({ key }) => key === 'env_file');
}

const LOADERS =
  /(^|[/:@.])(dotenv\w*|python-dotenv|django-environ|environs?|python-decouple|decouple|pydantic[-_]settings|godotenv|viper|dotenvy|dotenv-rails|phpdotenv|next|nuxt|vite|react-scripts|@nestjs\/config|nestjs\/config|laravel|symfony|bun)([/:.]|$)/i;

/** A library or framework looks for the file when the program starts. */
const loadsFiles = (service: SystemService): boolean =>
  service.facts('package').some(({ dependencies }) => dependencies.some(({ name }) => LOADERS.test(name))) || service.importsAny(LOADERS);
