// npm test [-- FILTER…]: installs what is missing, builds, and runs every check: types, lint, format, unit, browser and sandbox tests.
import { ensureInstalled, newerNode, prepareMachine, run, script } from './project.mjs';

ensureInstalled();
const node = newerNode();
const filters = process.argv.slice(2);
run(node, ['esbuild.config.mjs']);
if (filters.length === 0) {
  run(node, [script('typescript', 'tsc'), '--noEmit']);
  run(node, [script('oxlint', 'oxlint'), '--deny-warnings', 'src', 'test', 'bench', 'scripts', 'examples']);
  run(node, [script('oxfmt', 'oxfmt'), '--check', 'src', 'test', 'bench', 'scripts']);
  prepareMachine();
}
const vitest = (...args) => run(node, [script('vitest', 'vitest'), 'run', ...args]);
if (filters.length > 0) vitest(...filters);
else {
  vitest('--exclude', 'test/e2e/**', '--exclude', 'test/sandbox/**');
  // One at a time: a browser, an editor and containers share the machine badly with anything else. Once more where a window was not drawn in time:
  // what is wrong fails twice.
  vitest('test/e2e', 'test/sandbox', '--no-file-parallelism', '--retry', '1');
}
