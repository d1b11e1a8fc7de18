import { defineConfig } from 'vitest/config';

export default defineConfig({
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
