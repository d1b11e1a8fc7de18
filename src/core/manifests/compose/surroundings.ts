import type { Location } from '../../model/source.ts';
import { joinedPath, pathFrom } from './absolute-paths.ts';
import { Failure } from './failure.ts';
import type { Variable } from './interpolate.ts';
import { absence, addVariables, belowRoot, neededText, textAt, type Session } from './loading.ts';

/** Which files are the project, where it stands, and with which variables. */
export interface Discovered {
  readonly files: readonly string[];
  readonly folder: string;
  readonly variables: Map<string, Variable>;
}

interface Asked {
  readonly files: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
}

/** In the order in which compose prefers them. */
const COMPOSE_FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const OVERRIDE_FILES = ['compose.override.yml', 'compose.override.yaml', 'docker-compose.override.yml', 'docker-compose.override.yaml'];

/** As compose looks around before it reads a project: the shell, `.env`, COMPOSE_FILE, compose.yaml here or above, its `.env`. */
export function discovered(session: Session, { files, environment }: Asked): Discovered {
  const shell = new Map([...environment].map(([name, text]) => [name, { text, origins: [] } as Variable]));
  if (!shell.has('PWD')) shell.set('PWD', { text: session.folder, origins: [] });
  const given = files.map(file => pathFrom({ folder: session.folder, home: undefined }, file));
  const readsDotenv = !/^(1|t|true)$/i.test(environment.get('COMPOSE_DISABLE_ENV_FILE') ?? '');
  const start = given[0] === undefined ? session.folder : joinedPath(given[0], '..');
  const named = environment.get('COMPOSE_ENV_FILES')?.split(',');
  let variables = named ? withNamedFiles(session, named, shell) : shell;
  const readFrom = (folder: string): void => {
    if (readsDotenv && !named) variables = withDotenv(session, folder, variables);
  };
  readFrom(start);
  const found = given.length > 0 ? given : (fromVariable(session, variables) ?? searched(session));
  const [main] = found;
  if (main === undefined) throw new Failure('There is no compose file in this folder or above it; name one with --file.', nowhere(session));
  const folder = joinedPath(main, '..');
  if (folder !== start) readFrom(folder);
  return { files: found, folder, variables };
}

function nowhere(session: Session): Location | undefined {
  const [file] = session.read;
  return file === undefined ? undefined : { file, span: [0, 0] };
}

/** What is set already wins. */
function withDotenv(session: Session, folder: string, variables: Map<string, Variable>): Map<string, Variable> {
  const into = new Map<string, Variable>();
  addVariables(session, joinedPath(folder, '.env'), { known: name => variables.get(name), into });
  return new Map([...into, ...variables]);
}

/** COMPOSE_ENV_FILES stands for `.env`; later files see earlier ones. */
function withNamedFiles(session: Session, files: readonly string[], shell: Map<string, Variable>): Map<string, Variable> {
  const into = new Map<string, Variable>();
  for (const file of files) {
    const path = pathFrom({ folder: session.folder, home: undefined }, file);
    const isThere = addVariables(session, path, { known: name => shell.get(name), into });
    if (!isThere) throw new Failure(`${absence(session, path)}; correct COMPOSE_ENV_FILES.`, nowhere(session));
  }
  return new Map([...into, ...shell]);
}

function fromVariable(session: Session, variables: ReadonlyMap<string, Variable>): readonly string[] | undefined {
  const written = variables.get('COMPOSE_FILE');
  if (!written) return undefined;
  const separator = variables.get('COMPOSE_PATH_SEPARATOR')?.text || ':';
  const paths = written.text.split(separator).map(file => pathFrom({ folder: session.folder, home: undefined }, file));
  for (const path of paths) neededText(session, path, written.origins[0]);
  return paths;
}

function searched(session: Session): readonly string[] {
  for (let folder = session.folder; ; folder = joinedPath(folder, '..')) {
    const main = COMPOSE_FILES.map(name => joinedPath(folder, name)).find(path => textAt(session, path));
    const over = main === undefined ? undefined : OVERRIDE_FILES.map(name => joinedPath(folder, name)).find(path => textAt(session, path));
    if (main !== undefined) return over === undefined ? [main] : [main, over];
    if (folder === session.root || folder === '/' || belowRoot(session, folder) === undefined) return [];
  }
}
