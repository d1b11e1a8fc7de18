import type { CommandWord, EnvEntry, PortEntry } from './deployment-parts.ts';
import type { Span } from './source.ts';

export interface Dockerfile {
  readonly kind: 'dockerfile';
  readonly at: Span;
  readonly stages: readonly DockerfileStage[];
  /** ENV of the last stage and of the stages that it is made from. */
  readonly environment: readonly EnvEntry[];
  readonly args: readonly EnvEntry[];
  readonly ports: readonly PortEntry[];
  /** Sources of COPY and ADD from the build context, as written; not `--from`. */
  readonly copies: readonly { readonly from: string; readonly to: string; readonly at: Span }[];
  /** CMD and ENTRYPOINT of the last stage, each word. */
  readonly command: readonly CommandWord[];
  /** Folder or file names that the command or build picks out of a shared context: `./cmd/api`, `apps/query`, `Catalog.API.csproj`. */
  readonly builds: readonly string[];
  readonly instructions: readonly DockerfileInstruction[];
}

/** One instruction in its order. `text` has the length that it has in the file: comments and marks of continuation are blank, so offsets hold. */
export interface DockerfileInstruction {
  /** Upper case; `FROM`, `RUN`, `HEALTHCHECK`. */
  readonly keyword: string;
  readonly text: string;
  /** Where `text` begins in the file. */
  readonly start: number;
  readonly at: Span;
  /** Index into the stages; -1 before the first. */
  readonly stage: number;
}

/** A stage, for a build that names it as its target; the last one's parts are also those of the Dockerfile. */
export interface DockerfileStage {
  readonly name?: string;
  readonly from: string;
  readonly at: Span;
  readonly environment?: Dockerfile['environment'];
  readonly ports?: Dockerfile['ports'];
  readonly command?: Dockerfile['command'];
  readonly builds?: Dockerfile['builds'];
}

/** An image and the folder it is built from: Skaffold artifacts, `docker build -t` in scripts and CI. */
export interface ImageBuild {
  readonly kind: 'image-build';
  readonly at: Span;
  readonly image: string;
  /** Relative to the file. */
  readonly context: string;
  readonly dockerfile?: string;
}
