import type { Command, Output } from './command.ts';
import { UsageError } from './usage-error.ts';

/** Each is loaded when it is asked for, so that no command compiles what only another needs. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  graph: async () => (await import('./commands/graph.ts')).graph,
  explain: async () => (await import('./commands/explain.ts')).explain,
  map: async () => (await import('./commands/map.ts')).map,
  check: async () => (await import('./commands/check.ts')).check,
  env: async () => (await import('./commands/env.ts')).env,
  compose: async () => (await import('./commands/compose.ts')).compose,
  helm: async () => (await import('./commands/helm.ts')).helm,
  kustomize: async () => (await import('./commands/kustomize.ts')).kustomize,
  'contract-diff': async () => (await import('./commands/contract-diff.ts')).contractDiff,
  impact: async () => (await import('./commands/impact.ts')).impact,
  verify: async () => (await import('./commands/verify.ts')).verify,
  metrics: async () => (await import('./commands/metrics.ts')).metrics,
  model: async () => (await import('./commands/model.ts')).model,
  lock: async () => (await import('./commands/lock.ts')).lock,
  lsp: async () => (await import('./commands/lsp.ts')).lsp,
};

/** The door of the command line: 0 done, 1 our fault, 2 a usage error with one sentence. */
export async function main(args: readonly string[], output: Output): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    output.write(await help());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? await COMMANDS[name]!() : undefined;
  if (!command) throw new UsageError(`There is no command "${name}". faultline --help lists them.`);
  if (rest.includes('--help') || rest.includes('-h')) {
    output.write(`faultline ${command.usage}\n\n${command.summary}\n`);
    return 0;
  }
  return command.run(rest, output);
}

async function help(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map(load => load()));
  return [
    'Faultline reads a workspace of many services as one system.',
    '',
    ...commands.flatMap(({ usage, summary }) => [`  faultline ${usage}`, `      ${summary}`]),
    '',
  ].join('\n');
}
