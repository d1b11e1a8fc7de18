import { defineConfig } from 'vitest/config';

export default defineConfig({
  // There is an editor only inside of one; what is asked of it is remembered.
  resolve: { alias: { vscode: new URL('test/extension/vscode.ts', import.meta.url).pathname } },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/grammars.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // It and the code here have to get the same one of graphql's two builds.
    server: { deps: { inline: ['@graphql-inspector/core'] } },
  },
});
