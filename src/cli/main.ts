import type { Command, Output } from './command.ts';
import { check } from './commands/check.ts';
import { compose } from './commands/compose.ts';
import { contractDiff } from './commands/contract-diff.ts';
import { env } from './commands/env.ts';
import { explain } from './commands/explain.ts';
import { graph } from './commands/graph.ts';
import { helm } from './commands/helm.ts';
import { kustomize } from './commands/kustomize.ts';
import { impact } from './commands/impact.ts';
import { lsp } from './commands/lsp.ts';
import { map } from './commands/map.ts';
import { metrics } from './commands/metrics.ts';
import { model } from './commands/model.ts';
import { UsageError } from './usage-error.ts';

const COMMANDS: readonly Command[] = [graph, explain, map, check, env, compose, helm, kustomize, contractDiff, impact, metrics, model, lsp];

/** The door of the command line: 0 done, 1 our fault, 2 a usage error with one sentence. */
export async function main(args: readonly string[], output: Output): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    output.write(help());
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find(command => command.name === name);
  if (!command) throw new UsageError(`There is no command "${name}". faultline --help lists them.`);
  if (rest.includes('--help') || rest.includes('-h')) {
    output.write(`faultline ${command.usage}\n\n${command.summary}\n`);
    return 0;
  }
  return command.run(rest, output);
}

const help = (): string =>
  [
    'Faultline reads a workspace of many services as one system.',
    '',
    ...COMMANDS.flatMap(({ usage, summary }) => [`  faultline ${usage}`, `      ${summary}`]),
    '',
  ].join('\n');
