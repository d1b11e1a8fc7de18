import type { Dockerfile, DockerfileInstruction } from '../model/image-fact.ts';

/** Indexes of the stages that a stage is made from, itself last; the first of them is made from an image. */
export function lineage(docker: Pick<Dockerfile, 'stages'>, stage = docker.stages.length - 1): readonly number[] {
  const own = docker.stages[stage];
  if (own === undefined) return [];
  const parent = docker.stages.findLastIndex(({ name }, index) => index < stage && name?.toLowerCase() === own.from.toLowerCase());
  return parent < 0 ? [stage] : [...lineage(docker, parent), stage];
}

/** The image that a stage is made from in the end: of the last stage, unless another is asked for. */
export const baseImage = (docker: Dockerfile, stage?: number): string | undefined => {
  const [first] = lineage(docker, stage);
  return first === undefined ? undefined : docker.stages[first]!.from;
};

/** The stage that a build with this target makes. */
export const targetStage = ({ stages }: Dockerfile, target: string | undefined): number => {
  const named = target === undefined ? -1 : stages.findIndex(({ name }) => name?.toLowerCase() === target.toLowerCase());
  return named < 0 ? stages.length - 1 : named;
};

/** Instructions that the image of a stage is made by, its own and those of the stages below it. */
export function instructionsOf(docker: Dockerfile, stage?: number): readonly DockerfileInstruction[] {
  const stages = new Set(lineage(docker, stage));
  return docker.instructions.filter(instruction => stages.has(instruction.stage));
}

/** The one of its kind that counts: CMD, ENTRYPOINT, HEALTHCHECK, USER, STOPSIGNAL. */
export const lastInstruction = (docker: Dockerfile, keyword: string, stage?: number): DockerfileInstruction | undefined =>
  instructionsOf(docker, stage).findLast(instruction => instruction.keyword === keyword);

/** `CMD ["node", "server.js"]`: words of the JSON form; undefined for the shell form. */
export function execForm({ text }: DockerfileInstruction): readonly string[] | undefined {
  const body = text.trim();
  if (!body.startsWith('[') || !body.endsWith(']')) return undefined;
  try {
    const parsed: unknown = JSON.parse(body);
    return Array.isArray(parsed) && parsed.every(word => typeof word === 'string') ? parsed : undefined;
  } catch {
    return undefined;
  }
}
