// Builds dist/: the command line (cli.js, which starts faultline.js), the language server (server.js, which starts it too), the map's page scripts and styles, the editor's extension, and the grammars beside them.
import { copyFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const production = process.env.NODE_ENV !== 'development';

// The bundle is a module, and the CommonJS packages in it ask for what modules lack.
const BANNER = `#!/usr/bin/env node
import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);`;

await Promise.all([
  build({
    entryPoints: { cli: 'src/cli/start.ts', faultline: 'src/cli/cli.ts', server: 'src/cli/server.ts' },
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    banner: { js: BANNER },
    // Native or WebAssembly packages and the ones that are loaded on demand stay packages.
    external: ['oxc-parser', 'ts-morph'],
    // Numbers that have a name become numbers again: the readers of code compare little else.
    minifySyntax: true,
    sourcemap: 'linked',
    logLevel: 'warning',
  }),
  build({
    entryPoints: { map: 'src/webview/map/standalone.tsx', 'map-view': 'src/webview/map/hosted/main.tsx' },
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

const grammars = dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm'));
await mkdir('dist/grammars', { recursive: true });
for (const name of ['', '-go', '-java', '-python', '-c-sharp', '-ruby', '-php', '-rust']) {
  await copyFile(join(grammars, `tree-sitter${name}.wasm`), `dist/grammars/tree-sitter${name}.wasm`);
}
