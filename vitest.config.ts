import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/grammars.ts'],
    testTimeout: 30_000,
    maxWorkers: 2,
  },
});
