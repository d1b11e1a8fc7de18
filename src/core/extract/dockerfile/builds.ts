/**
 * What a command picks out of a folder that it shares with other programs: `go build ./cmd/api`, `npm run build -w @shop/orders`.
 * Words are plain texts, `folder` is where the command runs; paths are given as they are written.
 */
export interface Pick {
  readonly path: string;
  /** A name (workspace, module, binary) and no path: it is not seen from the command's folder. */
  readonly isName: boolean;
}

type Picker = (words: readonly string[]) => readonly Pick[];

const name = (text: string | undefined): readonly Pick[] => (text ? [{ path: text, isName: true }] : []);
const path = (text: string | undefined): readonly Pick[] => (text ? [{ path: text, isName: false }] : []);

/** Values of `--flag value` and `--flag=value`. */
function flags(words: readonly string[], ...wanted: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    const [flag = '', ...value] = word.split('=');
    if (!wanted.includes(flag)) return [];
    return value.length > 0 ? [value.join('=')] : index + 1 < words.length ? [words[index + 1]!] : [];
  });
}

/** Words that are neither a flag nor the value of one of `taking`. */
const positional = (words: readonly string[], taking: RegExp): string[] =>
  words.filter((word, index) => !word.startsWith('-') && !word.startsWith('/p:') && !taking.test(words[index - 1] ?? ''));

const GO_FLAGS = /^--?(?:o|ldflags|tags|gcflags|asmflags|mod|modfile|p|buildmode|installsuffix|pkgdir|toolexec|overlay|pgo|C)$/;

const go: Picker = ([verb, ...rest]) => {
  if (verb !== 'build' && verb !== 'install' && verb !== 'run') return [];
  const targets = positional(rest, GO_FLAGS).filter(word => !word.includes('@') && !/^tool$/.test(word));
  const folder = flags(rest, '-C').map(text => ({ path: text, isName: false }));
  return [...folder, ...(targets.length > 0 ? targets : ['.']).flatMap(word => path(word.replace(/\/?\.\.\.$/, '') || '.'))];
};

const DOTNET_FLAGS =
  /^(?:-o|--output|-c|--configuration|-r|--runtime|-f|--framework|-a|--arch|--os|-v|--verbosity|--source|-s|--version-suffix|--self-contained|--no-self-contained)$/;

const dotnet: Picker = ([verb = '', ...rest]) => {
  if (verb.endsWith('.dll')) return name(verb.split('/').at(-1));
  if (!/^(?:publish|build|run|watch)$/.test(verb)) return [];
  const project = flags(rest, '--project')[0] ?? positional(rest, DOTNET_FLAGS).find(word => !/\.slnx?$/.test(word) && word !== 'run');
  return path(project ?? '.');
};

/** `@shop/orders...` and `{apps/orders}` are pnpm's and turbo's selectors. */
const selector = (text: string): readonly Pick[] => {
  const bare = text.replace(/^!?\.{0,3}\^?|[\^.]*$/g, '').replace(/^\{(.*)\}$/, '$1');
  return bare === '' || /^[!*]/.test(text) ? [] : /^\.?\.?\//.test(text) ? path(text) : name(bare);
};

const node: Picker = words => {
  const selected = flags(words, '--workspace', '-w', '--filter', '-F', '--scope')
    .filter(text => !text.startsWith('-'))
    .flatMap(selector);
  const folders = flags(words, '--prefix', '--cwd', '--dir', '-C').flatMap(path);
  const [verb, second] = words;
  const own = verb === 'workspace' ? name(second) : verb === 'workspaces' ? name(flags(words, '--include')[0]) : [];
  const runner = words.findIndex(word => /^(?:nx|turbo|nest|lerna|ng|rush)$/.test(word));
  const tool = runner >= 0 ? monorepo(words.slice(runner)) : [];
  const builds =
    selected.length + folders.length + own.length + tool.length === 0 && /^(?:run(?:-script)?|build|ci|install|i)$/.test(verb ?? 'install')
      ? path('.')
      : [];
  return [...selected, ...folders, ...own, ...tool, ...builds];
};

const monorepo: Picker = ([tool = '', verb = '', ...rest]) => {
  const selected = flags(rest, '--scope', '--filter', '--projects', '--project', '-p', '--to', '-t')
    .flatMap(text => text.split(','))
    .flatMap(selector);
  const target = positional(rest, /^--?\w+$/)[0];
  if (tool === 'nx' && verb === 'run') return name(target?.split(':')[0]);
  if ((tool === 'nx' || tool === 'ng' || tool === 'nest') && /^(?:build|serve|start|prune|bundle)$/.test(verb))
    return [...name(target), ...selected];
  if (tool === 'turbo' && verb === 'prune') return [...name(target), ...selected];
  return selected;
};

const maven: Picker = words => [
  ...flags(words, '-pl', '--projects')
    .flatMap(text => text.split(','))
    .filter(text => !/^[!-]/.test(text))
    .flatMap(text => name(text.replace(/^:/, ''))),
  ...flags(words, '-f', '--file').flatMap(path),
  ...(words.some(word => /^(?:package|install|verify|compile)$/.test(word)) && !words.some(word => /^-pl|^--projects/.test(word))
    ? path('.')
    : []),
];

const gradle: Picker = words => {
  const tasks = words
    .filter(word => /^:?[\w.-]+(?::[\w.-]+)+$/.test(word))
    .map(word => word.replace(/^:/, '').split(':').slice(0, -1).join('/'));
  return [...tasks.flatMap(name), ...flags(words, '-p', '--project-dir').flatMap(path), ...(tasks.length === 0 ? path('.') : [])];
};

const cargo: Picker = ([verb, ...rest]) => {
  if (verb !== 'build' && verb !== 'install' && verb !== 'run') return [];
  const named = flags(rest, '--bin', '-p', '--package').flatMap(name);
  const paths = flags(rest, '--manifest-path', '--path').flatMap(path);
  return named.length + paths.length > 0 ? [...paths, ...named] : path('.');
};

/** `uvicorn app.main:app`, `python -m shop.orders`: a module is the file of its dotted name. */
const module = (text: string | undefined): readonly Pick[] =>
  text && /^[A-Za-z_][\w.]*(?::[\w.()]+)?$/.test(text) ? path(text.split(':')[0]!.replaceAll('.', '/')) : [];

/** A flag whose value is the next word. */
const SERVER_FLAGS = /^-[^=]*$/;

const python: Picker = words => {
  const at = words.indexOf('-m');
  if (at >= 0 && TOOL_MODULE.test(words[at + 1] ?? '')) return [];
  if (at >= 0) return PYTHON_SERVERS.test(words[at + 1] ?? '') ? pythonServer(words.slice(at + 2)) : module(words[at + 1]);
  return path(words.find(word => word.endsWith('.py')));
};

/** Modules of Python itself and of its tools. */
const TOOL_MODULE =
  /^(?:pip|venv|virtualenv|unittest|pytest|http\.server|compileall|ensurepip|playwright|spacy|nltk|build|grpc_tools|poetry|uv|json)/;

const PYTHON_SERVERS = /^(?:uvicorn|gunicorn|hypercorn|daphne|granian|flask|celery|fastapi|waitress-serve|faust)$/;

const pythonServer: Picker = words => {
  const named = flags(words, '--app', '-A', '--app-dir')[0];
  const file = words.find(word => word.endsWith('.py'));
  if (file) return path(file);
  return module(
    named ??
      words.find((word, index) => word.includes(':') && !word.startsWith('-') && !SERVER_FLAGS.test(words[index - 1] ?? '')) ??
      words.find(word => /^[a-z_][\w.]*:[a-z_]\w*(?:\(\))?$/i.test(word)),
  );
};

const SCRIPT = /\.(?:[cm]?[jt]sx?|rb|php|pl|exs?)$/;

/** The script that an interpreter runs; `node dist/apps/query/main` may leave its extension out. */
const script: Picker = words => {
  const found =
    words.find(word => SCRIPT.test(word)) ??
    positional(words, /^-r$|^--require$|^--import$/).find(word => word.includes('/') && !/^(?:run|exec|start)$/.test(word));
  return path(found);
};

const PICKERS: Readonly<Record<string, Picker>> = {
  go,
  dotnet,
  maven,
  cargo,
  script,
  python,
  node,
  npm: node,
  yarn: node,
  pnpm: node,
  npx: node,
  pnpx: node,
  lerna: monorepoOf('lerna'),
  nx: monorepoOf('nx'),
  turbo: monorepoOf('turbo'),
  nest: monorepoOf('nest'),
  ng: monorepoOf('ng'),
  rush: monorepoOf('rush'),
  mvn: maven,
  mvnw: maven,
  gradle,
  gradlew: gradle,
  python3: python,
  poetry: nested,
  uv: nested,
  pipenv: nested,
  bundle: nested,
  uvicorn: pythonServer,
  gunicorn: pythonServer,
  hypercorn: pythonServer,
  daphne: pythonServer,
  granian: pythonServer,
  flask: pythonServer,
  celery: pythonServer,
  fastapi: pythonServer,
  nodemon: script,
  'ts-node': script,
  tsx: script,
  deno: script,
  ruby: script,
  php: script,
  pm2: script,
  'pm2-runtime': script,
  bun: words => (words.some(word => SCRIPT.test(word)) ? script(words) : node(words)),
  java: words => path(flags(words, '-jar')[0]),
};

function monorepoOf(tool: string): Picker {
  return words => monorepo([tool, ...words]);
}

/** `poetry run uvicorn …`, `uv run …`, `bundle exec …` */
function nested(words: readonly string[]): readonly Pick[] {
  const at = words.findIndex(word => word === 'run' || word === 'exec');
  return at < 0 ? [] : picks(words.slice(at + 1));
}

/** What one command picks; nothing where its program is not known. */
export function picks(command: readonly string[]): readonly Pick[] {
  const program = command.findIndex(
    word => !/^\w+=/.test(word) && !/^(?:exec|env|time|nohup|sudo|dumb-init|tini|--|\.\/wait-for-it\.sh|cross-env)$/.test(word),
  );
  const words = command.slice(program + 1);
  const called = (command[program] ?? '')
    .split('/')
    .at(-1)!
    .replace(/^python3?\.\d+$/, 'python')
    .replace(/\.(?:cmd|bat|exe)$/, '');
  if (called === 'node' || called === 'nodejs') return script(words);
  if (called.startsWith('-')) return path(command.find(word => !word.startsWith('-') && SCRIPT.test(word)));
  if (SCRIPT.test(called) || called.endsWith('.py')) return path(command[program]);
  return Object.hasOwn(PICKERS, called) ? PICKERS[called]!(words) : [];
}
