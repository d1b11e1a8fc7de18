import type { Dockerfile } from '../model/image-fact.ts';
import { baseImage, instructionsOf } from './docker.ts';
import { imageOf, type Image } from './image.ts';

/** Programs that an image is known not to carry. Only what its maintainers or its users say is listed; of other images nothing is known. */
interface Lacks {
  readonly image: RegExp;
  readonly tag?: RegExp;
  readonly from?: number;
  readonly programs: ReadonlySet<string>;
  /** What does the same there. */
  readonly instead: Readonly<Record<string, string>>;
}

const programs = (...names: readonly string[]): ReadonlySet<string> => new Set(names);
const LANGUAGES = /^(node|python|ruby|golang|openjdk|eclipse-temurin|amazoncorretto|rust|maven|gradle|oven\/bun|denoland\/deno|php)$/;

const TABLE: readonly Lacks[] = [
  // Alpine carries busybox: wget and nc, no bash, curl, jq. https://github.com/iam4x/bobarr/pull/236
  {
    image: /^(node|golang|rust|ruby|eclipse-temurin|openjdk|amazoncorretto|docker)$/,
    tag: /alpine/,
    programs: programs('curl', 'jq', 'python', 'python3'),
    instead: { curl: 'wget' },
  },
  { image: /^python$/, tag: /alpine/, programs: programs('curl', 'jq', 'bash'), instead: { curl: 'wget', bash: 'sh' } },
  { image: /^alpine$|^busybox$/, programs: programs('curl', 'jq', 'bash', 'python', 'python3'), instead: { curl: 'wget', bash: 'sh' } },
  { image: /^(golang|ruby|openjdk)$/, tag: /alpine/, programs: programs('bash'), instead: { bash: 'sh' } },
  // Slim images are Debian without its tools. https://github.com/koen01/CFSync/issues/11
  {
    image: LANGUAGES,
    tag: /slim/,
    programs: programs('curl', 'wget', 'nc', 'netcat', 'jq', 'ping', 'telnet'),
    instead: {},
  },
  { image: /^(debian|ubuntu)$/, programs: programs('curl', 'wget', 'nc', 'netcat', 'jq', 'python', 'ping', 'telnet'), instead: {} },
  // Nothing but the program. https://github.com/GoogleContainerTools/distroless
  {
    image: /^distroless\/|^scratch$/,
    tag: /^(?!.*debug)/,
    programs: programs('sh', 'bash', 'curl', 'wget', 'nc', 'netcat', 'jq', 'cat', 'test', 'pgrep', 'ps'),
    instead: {},
  },
  { image: /^keycloak\/keycloak$/, from: 21, programs: programs('curl', 'wget', 'nc'), instead: {} },
  { image: /^ollama\/ollama$/, programs: programs('curl', 'wget'), instead: { curl: 'ollama list' } },
  // The old shell left the image with 6.0. https://github.com/overleaf/toolkit/issues/332
  { image: /^mongo$/, from: 6, programs: programs('mongo'), instead: { mongo: 'mongosh' } },
  // Names that begin with mysql left with 11.0. https://github.com/MariaDB/mariadb-docker/issues/512
  {
    image: /^mariadb$/,
    from: 11,
    programs: programs('mysqladmin', 'mysql'),
    instead: { mysqladmin: 'mariadb-admin', mysql: 'mariadb' },
  },
  { image: /^(postgres|redis)$/, programs: programs('curl', 'jq'), instead: {} },
  { image: /^(nginx|httpd|haproxy|traefik)$/, tag: /alpine-slim/, programs: programs('curl'), instead: { curl: 'wget' } },
];

/** What is missing, and what could be asked instead. */
export interface Missing {
  readonly program: string;
  readonly image: string;
  readonly instead?: string;
}

/** The first of the programs that the image does not have; undefined where all are there or nothing is known of it. */
export function missingIn(image: string | undefined, wanted: readonly string[]): Missing | undefined {
  const parts = imageOf(image);
  if (!parts || image === undefined) return undefined;
  for (const written of wanted) {
    const program = written.replace(/^(\/usr)?(\/local)?\/s?bin\//, '');
    const lacks = TABLE.find(entry => covers(entry, parts) && entry.programs.has(program));
    const instead = lacks?.instead[program];
    if (lacks) return { program, image, ...(instead && { instead }) };
  }
  return undefined;
}

const covers = ({ image, tag, from }: Lacks, { path, version, tag: own = '' }: Image): boolean =>
  image.test(path) &&
  (tag === undefined || tag.test(own)) &&
  (from === undefined || (version === undefined ? own === 'latest' : version[0]! >= from));

/** The same of an image that is built: what its instructions name they may have brought. */
export function missingInBuilt(docker: Dockerfile, wanted: readonly string[], stage?: number): Missing | undefined {
  const brought = instructionsOf(docker, stage)
    .filter(({ keyword }) => keyword === 'RUN' || keyword === 'COPY' || keyword === 'ADD')
    .map(({ text }) => text)
    .join('\n');
  const names = wanted.filter(program => !isBrought(program.slice(program.lastIndexOf('/') + 1), brought));
  return missingIn(baseImage(docker, stage), names);
}

const PACKAGES: Readonly<Record<string, RegExp>> = {
  nc: /netcat|\bnc\b|ncat|nmap/,
  netcat: /netcat|\bnc\b/,
  pgrep: /procps/,
  ps: /procps/,
  ping: /ping/,
  python: /python/,
  python3: /python/,
  sh: /busybox|\bsh\b/,
};

/** A script that is run may install anything. */
const isBrought = (program: string, instructions: string): boolean =>
  (PACKAGES[program] ?? new RegExp(`(^|[^\\w-])${program.replace(/[^\w-]/g, '\\$&')}([^\\w-]|$)`)).test(instructions) ||
  /\b(install|setup|provision|bootstrap)[\w-]*\.sh\b|COPY --from=\S+ \/ \/|nix-env|install-packages/.test(instructions);
