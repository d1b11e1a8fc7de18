// Builds dist/: the command line (cli.js, which starts faultline.js and its parts), the language server (server.js, which starts it too), the map's page scripts and styles, the editor's extension, and the grammars beside them.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, readdir, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';

const production = process.env.NODE_ENV !== 'development';

// The program is a module, and the CommonJS packages in it ask for what modules lack.
const BANNER = `import { createRequire as __createRequire } from 'node:module';
import { dirname as __dirnameOf } from 'node:path';
import { fileURLToPath as __fileURLToPath } from 'node:url';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __dirnameOf(__filename);`;

/** Tells builds apart: a digest of all that the program is made of. */
async function buildId() {
  const sources = (await readdir('src', { recursive: true })).filter(path => /\.tsx?$/.test(path)).map(path => join('src', path));
  const all = createHash('sha256');
  for (const path of ['package-lock.json', 'esbuild.config.mjs', ...sources.toSorted()])
    all.update(`${path}\0`).update(await readFile(path));
  return all.digest('hex').slice(0, 32);
}

const NODE = { outdir: 'dist', bundle: true, platform: 'node', format: 'esm', target: 'node22', sourcemap: 'linked', logLevel: 'warning' };

/** Of the libraries that TypeScript knows, those of browsers: a quarter of ts-morph, and no question is about them. */
const withoutBrowsers = {
  name: 'without browsers',
  setup({ onLoad }) {
    onLoad({ filter: /ts-morph-common\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/(fileName: "lib\.(?:dom|webworker)\.d\.ts",\s*text: )"(?:[^"\\]|\\.)*"/g, '$1""'),
    }));
  },
};

/** TypeScript's compiler is half of the program, and nobody reads its stack: it is the one part whose names are shortened. */
async function compiler() {
  const { metafile } = await build({
    ...NODE,
    stdin: { contents: "export { Project, ts } from 'ts-morph';", resolveDir: import.meta.dirname },
    entryNames: 'part-typescript-[hash]',
    banner: { js: BANNER },
    plugins: [withoutBrowsers],
    minify: true,
    legalComments: 'none',
    sourcemap: false,
    metafile: true,
  });
  return basename(Object.keys(metafile.outputs)[0]);
}

const typescript = await compiler();

const apart = {
  name: 'apart',
  setup({ onResolve }) {
    onResolve({ filter: /^ts-morph$/ }, () => ({ path: `./${typescript}`, external: true }));
  },
};

/** Nearly every script is read without it, and to load it costs as much as to read some hundred files. */
const onDemand = {
  name: 'on demand',
  setup({ onResolve, onLoad }) {
    // Native packages stay packages.
    onResolve({ filter: /^oxc-parser$/ }, ({ path, namespace }) =>
      namespace === 'on-demand' ? { path, external: true } : { path, namespace: 'on-demand' },
    );
    onLoad({ filter: /^/, namespace: 'on-demand' }, () => ({
      contents: "exports.parseSync = (...given) => require('oxc-parser').parseSync(...given);",
    }));
  },
};

/** Messages of zod in other languages: nobody reads them, and every start would. */
const inEnglish = {
  name: 'in English',
  setup({ onLoad }) {
    onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: "export { default as en } from './en.js';" }));
  },
};

const [program] = await Promise.all([
  build({
    ...NODE,
    entryPoints: { faultline: 'src/cli/cli.ts' },
    // What is imported on demand becomes a file of its own, so that no command compiles what only another needs.
    splitting: true,
    chunkNames: 'part-[name]-[hash]',
    banner: { js: BANNER },
    define: { FAULTLINE_BUILD: JSON.stringify(await buildId()) },
    alias: { ssh2: './scripts/no-ssh.cjs' },
    plugins: [apart, onDemand, inEnglish],
    // Numbers that have a name become numbers again: the readers of code compare little else.
    minifySyntax: true,
    // Names stay, for stacks that people send; every start reads the rest.
    minifyWhitespace: production,
    metafile: true,
  }),
  // What starts the program, each in one file: an older Node must be able to read it.
  build({ ...NODE, entryPoints: { cli: 'src/cli/start.ts', server: 'src/cli/server.ts' } }),
  build({
    entryPoints: {
      map: 'src/webview/map/standalone.tsx',
      'map-view': 'src/webview/map/hosted/main.tsx',
      'impact-view': 'src/webview/impact/main.tsx',
      'environment-view': 'src/webview/detect/main.tsx',
      'verify-view': 'src/webview/verify/main.tsx',
    },
    outdir: 'dist',
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: production,
    logLevel: 'warning',
  }),
  build({
    entryPoints: { extension: 'src/extension/extension.ts' },
    outdir: 'dist',
    // The package is a module; the editor loads this one file as CommonJS.
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    minify: production,
    sourcemap: 'linked',
    logLevel: 'warning',
  }),
]);

/** A program that runs now asks for the parts that it was built with. */
const AN_HOUR = 3_600_000;
const parts = new Set([typescript, ...Object.keys(program.metafile.outputs).map(path => basename(path))]);
for (const name of (await readdir('dist')).filter(name => name.startsWith('part-') && !parts.has(name))) {
  if ((await stat(join('dist', name))).mtimeMs < Date.now() - AN_HOUR) await rm(join('dist', name), { force: true });
}

const grammars = dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm'));
await mkdir('dist/grammars', { recursive: true });
for (const name of ['', '-go', '-java', '-python', '-c-sharp', '-ruby', '-php', '-rust']) {
  await copyFile(join(grammars, `tree-sitter${name}.wasm`), `dist/grammars/tree-sitter${name}.wasm`);
}
