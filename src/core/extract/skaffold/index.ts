import type { ImageBuild } from '../../model/image-fact.ts';
import type { FileFacts } from '../../model/fact.ts';
import type { Problem, Source } from '../../model/source.ts';
import type { Extractor } from '../extractor.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { at, entries, items, type Node, text } from '../../yaml/tree.ts';
import { buildCommands } from './commands.ts';
import { imageBuild } from './image-build.ts';
import { azureTasks, cloudBuild, skaffoldArtifacts, workflow } from './pipelines.ts';
import { bake, projectImages, tilt } from './texts.ts';

/** Which image is built from which folder, wherever somebody has written it down. */
export const imageBuilds: Extractor = {
  name: 'image-builds',
  include: [
    '**/skaffold*.{yaml,yml}',
    '**/Tiltfile',
    '**/*.tiltfile',
    '**/docker-bake*.{hcl,json}',
    '**/cloudbuild*.{yaml,yml}',
    '**/.github/workflows/*.{yml,yaml}',
    '**/.gitlab-ci*.yml',
    '**/azure-pipelines*.{yml,yaml}',
    '**/.circleci/config.yml',
    '**/bitbucket-pipelines.yml',
    '**/buildspec*.{yml,yaml}',
    '**/*.sh',
    '**/*.bash',
    '**/*.ps1',
    '**/*.bat',
    '**/*.cmd',
    '**/{M,m,GNUm}akefile',
    '**/*.mk',
    '**/Jenkinsfile*',
    '**/{j,J}ustfile',
    '**/Taskfile*.{yml,yaml}',
    '**/package.json',
    '**/pom.xml',
    '**/build.gradle',
    '**/build.gradle.kts',
    '**/*.csproj',
  ],
  mayMatch: text => GATE.test(text),
  extract,
};

const GATE =
  /\b(?:docker|podman|nerdctl|buildah)\b[^\n]{0,60}\b(?:build|bud)\b|docker_build|custom_build|docker\/build-push-action|kaniko|^\s*artifacts:|^[ \t]*target[ \t]+"|"target"\s*:|cloud-builders\/docker|["']?buildx?["']?,|task:\s*Docker@|<to>\s*<image>|<ContainerRepository>|\bjib\b|\bimageName\b/m;

function extract(source: Source): FileFacts {
  const name = source.path.slice(source.path.lastIndexOf('/') + 1);
  if (/^Tiltfile$|\.tiltfile$/.test(name)) return found(tilt(source.text));
  if (name.endsWith('.hcl')) return found(bake(source.text));
  if (/^pom\.xml$|^build\.gradle|\.csproj$/.test(name)) return found(projectImages(source.text));
  const reader = documentReader(source.path, name);
  if (!reader) return found(buildCommands(source.text));
  const { documents, problems } = yamlFile(source);
  return found(
    documents.flatMap(({ root }) => reader(root)),
    name.startsWith('skaffold') ? problems : [],
  );
}

const found = (facts: readonly ImageBuild[], problems: readonly Problem[] = []): FileFacts => ({ facts: distinct(facts), problems });

/** The reader of a whole document; other files are searched for commands. */
function documentReader(path: string, name: string): ((root: Node) => readonly ImageBuild[]) | undefined {
  if (name.startsWith('skaffold')) return skaffoldArtifacts;
  if (name.startsWith('cloudbuild')) return cloudBuild;
  if (name.startsWith('docker-bake')) return bakeTargets;
  if (name.startsWith('azure-pipelines')) return root => azureTasks(root);
  const folders = /(?:^|\/)\.github\/workflows\/[^/]*$/.test(path);
  return folders ? root => workflow(root, '../..') : undefined;
}

function bakeTargets(root: Node): readonly ImageBuild[] {
  return entries(at(root, 'target')).flatMap(({ key, keyAt, value }) => {
    const tags = items(at(value, 'tags')).flatMap(tag => text(tag) ?? []);
    const rest = { context: text(value, 'context'), dockerfile: text(value, 'dockerfile'), at: keyAt };
    if (rest.context === undefined && rest.dockerfile === undefined) return [];
    return (tags.length > 0 ? tags : [key]).flatMap(image => imageBuild({ image, ...rest }));
  });
}

function distinct(facts: readonly ImageBuild[]): readonly ImageBuild[] {
  return [...new Map(facts.map(fact => [`${fact.image} ${fact.context} ${fact.dockerfile ?? ''}`, fact])).values()];
}
