import { CATEGORIES } from '../../core/contract/protobuf/rules.ts';
import { today } from '../../workspace/today.ts';
import { atMost, oneOf, parsed } from '../arguments.ts';
import type { Command } from '../command.ts';
import { contractSides } from '../contract-sides.ts';
import { contractDiffDocument, contractDiffText, isBreaking } from '../reporters/contract-diff.ts';
import { UsageError } from '../usage-error.ts';

export const contractDiff: Command = {
  name: 'contract-diff',
  usage: 'contract-diff BEFORE AFTER [--category FILE|PACKAGE|WIRE_JSON|WIRE] [--format text|json]',
  summary:
    'Say what breaks between two versions of a contract (protobuf, OpenAPI, AsyncAPI, GraphQL or JSON Schema; files or folders). Ends with 1 if anything does.',
  async run(args, output) {
    const { positionals, options } = parsed(args, { category: { type: 'string' }, format: { type: 'string' } });
    atMost({ positionals }, 2);
    const format = oneOf(options['format'], ['text', 'json'], '--format');
    const category = oneOf(options['category'], CATEGORIES, '--category');
    const sides = contractSides(positionals[0], positionals[1]);
    // Only this command needs the contracts' rules.
    const { diffOf } = await import('../contract-formats.ts');
    const diff = diffOf(sides, { category, today: today() });
    if (!diff) throw new UsageError('There is no contract in either: no protobuf, OpenAPI, AsyncAPI, GraphQL or JSON Schema.');
    output.write(format === 'json' ? `${JSON.stringify(contractDiffDocument(diff, sides))}\n` : contractDiffText(diff, sides));
    return isBreaking(diff) ? 1 : 0;
  },
};
