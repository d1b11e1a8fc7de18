import type { DockerfileInstruction } from '../../../model/image-fact.ts';
import { baseName } from '../../../model/paths.ts';
import type { Check, Found } from '../../check.ts';
import { instructionsOf, lastInstruction, lineage, targetStage } from '../../docker.ts';
import { entriesOf, partAt } from '../../manifest-parts.ts';
import { evidence, factEvidence } from '../../places.ts';
import type { Deployed, System, SystemService, Variable } from '../../system.ts';

export const buildTimeAtRuntime: Check = {
  id: 'env.build-time-at-runtime',
  stage: 'env',
  severity: 'high',
  title: 'A variable that is built into the bundle is only given to the running container',
  why: 'The bundler wrote the value into the scripts when the image was built, so browsers go on calling the old or the default address whatever the container is given.',
  fix: 'Hand it to the build (ARG and build.args), or read it when the container starts.',
  guard: 'Images that put values in when they start, that take an env file into the build, or that build nothing are left alone.',
  sources: [
    'https://github.com/virtualcell/VCell-AI/issues/70',
    'https://github.com/s2ngK/claude-asset-man/issues/9',
    'https://github.com/ItzCrazyKns/Vane/issues/388',
    'https://github.com/evroon/bracket/issues/495',
    'https://github.com/calcom/docker/issues/195',
    'https://github.com/vercel/next.js/issues/34875',
    'https://github.com/rhesis-ai/rhesis/pull/1707',
  ],
  *run(system) {
    for (const service of system.services)
      for (const deployed of service.deployed) yield* lateIn(service, withDockerfile(deployed, service), system);
  },
};

/** A manifest names the image only; the Dockerfile of the service's code makes it. */
function withDockerfile(deployed: Deployed, { dockerfiles }: SystemService): Deployed {
  const [dockerfile] = dockerfiles;
  return deployed.dockerfile || !dockerfile ? deployed : { ...deployed, dockerfile };
}

/** Prefixes that bundlers put in place of the reference; those of Nuxt and SvelteKit are read when the program runs. */
const INLINED = /^(NEXT_PUBLIC|VITE|REACT_APP|VUE_APP|GATSBY|EXPO_PUBLIC|STORYBOOK)_\w+$/;
const ASTRO = /^PUBLIC_\w+$/;

const BUILDS =
  /\b(?:(?:npm|pnpm|yarn|bun)\s+(?:run\s+|--\S+\s+)*(?:run\s+)?(?:build\S*|generate|export)|(?:vite|next|react-scripts|vue-cli-service|gatsby|astro|turbo|nx|webpack|parcel|ng|craco)\s+(?:run\s+)?build)\b/;

function* lateIn(service: SystemService, deployed: Deployed, system: System): Generator<Found> {
  const { dockerfile, variables } = deployed;
  const late = [...variables.values()].filter(
    ({ name, from }) => from === 'deployment' && (INLINED.test(name) || (ASTRO.test(name) && usesAstro(service))),
  );
  if (!dockerfile || late.length === 0 || substitutes(deployed)) return;
  const build = buildOf(deployed);
  if (!build) return;
  const before = dockerfile.instructions.filter(
    instruction => instruction.at[0] < build.at[0] && lineage(dockerfile, build.stage).includes(instruction.stage),
  );
  for (const variable of late) {
    const missing = whatIsMissing(variable.name, before, deployed);
    if (missing === undefined || bringsFile(variable.name, before, service, system)) continue;
    yield {
      subject: `${service.name} ${variable.name}`,
      message: `${deployed.name} is given ${variable.name} when it runs, but its image was built without it: ${missing}.`,
      evidence: [
        evidence(variable.at, 'set for the running container'),
        factEvidence({ file: dockerfile.file, at: build.at }, 'the bundle is built here'),
        ...readOf(variable, service),
      ],
      about: [service.id],
    };
  }
}

const readOf = ({ name }: Variable, { reads }: SystemService) =>
  reads
    .filter(read => read.name === name)
    .slice(0, 1)
    .map(({ at }) => evidence(at, 'its value is written into the bundle here'));

const usesAstro = (service: SystemService): boolean =>
  service.facts('package').some(({ dependencies }) => dependencies.some(({ name }) => name === 'astro'));

/** The last RUN that builds a bundle, in a stage that the image is made of or takes files from. */
function buildOf({ dockerfile }: Deployed): DockerfileInstruction | undefined {
  return dockerfile?.instructions.findLast(({ keyword, text }) => keyword === 'RUN' && BUILDS.test(text));
}

/** What start scripts do: a placeholder in the bundle becomes the value. */
function substitutes({ dockerfile, deployment }: Deployed): boolean {
  const stage = targetStage(dockerfile!, deployment.buildTarget);
  const start = [lastInstruction(dockerfile!, 'ENTRYPOINT', stage), lastInstruction(dockerfile!, 'CMD', stage)];
  const texts = start.map(instruction => instruction?.text ?? '').join(' ');
  const all = instructionsOf(dockerfile!, stage)
    .map(({ text }) => text)
    .join('\n');
  return (
    /\.sh\b|envsubst|\bsed\b|next-runtime-env|import-meta-env|runtime-env/.test(texts) ||
    /docker-entrypoint\.d|import-meta-env|runtime-env/.test(all) ||
    BUILDS.test(texts)
  );
}

function whatIsMissing(name: string, before: readonly DockerfileInstruction[], { compose, dockerfile }: Deployed): string | undefined {
  const declared = before.findLast(
    ({ keyword, text }) => (keyword === 'ARG' || keyword === 'ENV') && new RegExp(`(^|\\s)${name}(=|\\s|$)`).test(text),
  );
  if (!declared) return `${baseName(dockerfile!.file)} has no ARG ${name} before it builds`;
  if (declared.keyword === 'ENV' && !new RegExp(`\\$\\{?${name}\\b`).test(declared.text))
    return `${baseName(dockerfile!.file)} builds with its own value`;
  const hasDefault = new RegExp(`${name}=`).test(declared.text);
  const handed =
    entriesOf(partAt(compose?.written, 'build', 'args')).some(({ key }) => key === name) || argsText(compose?.written).includes(name);
  return compose && !hasDefault && !handed ? 'its ARG is given no value by build.args' : undefined;
}

const argsText = (written: Parameters<typeof partAt>[0]): string => JSON.stringify(partAt(written, 'build', 'args') ?? '');

/** `.env.production` lies in the folder that is copied in before the build, and sets it. */
function bringsFile(name: string, before: readonly DockerfileInstruction[], service: SystemService, system: System): boolean {
  if (!before.some(({ keyword, text }) => keyword === 'COPY' && /(^|\s)(\.|\.env\S*|\S+\/\.?)(\s)/.test(text))) return false;
  return service.files.some(
    file => /(^|\/)\.env(\.production)?$/.test(file) && system.factsIn(file, 'sets-env').some(setting => setting.name === name),
  );
}
