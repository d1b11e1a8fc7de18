import { CompletionItemKind, type CompletionItem, type CompletionParams } from 'vscode-languageserver/node';
import type { Cursor } from '../../core/elements/system.ts';
import { FAULTS } from '../../core/verify/fault-names.ts';
import { SCENARIO_PATH } from '../../core/verify/written-scenarios.ts';
import type { Feature } from '../feature.ts';
import { rangeOf } from '../workspace.ts';
import { completions } from './completions.ts';
import { scenarioCompletions } from './scenario-completions.ts';
import type { WrittenSchema } from './scenario-schema.ts';

async function inScenarioFile({ text, offset, system }: Cursor): Promise<CompletionItem[]> {
  // Only who writes scenarios needs their schema.
  const { scenarioFileJsonSchema } = await import('../../core/verify/scenario-file.ts');
  const schema = scenarioFileJsonSchema() as WrittenSchema;
  return scenarioCompletions({ text, offset, graph: system.snapshot.graph, faults: FAULTS, schema }).map(({ label, detail, isKey }) => ({
    label,
    detail,
    kind: isKey ? CompletionItemKind.Property : CompletionItemKind.Value,
    insertText: isKey ? `${label}: ` : label,
  }));
}

const IS_CONFIGURATION = /\.(?:ya?ml|properties|env|tpl)$|\/\.env[^/]*$/;

export const completion: Feature = {
  name: 'completion',
  capabilities: { completionProvider: { triggerCharacters: ['/', '@', '-', '{', '.'] } },
  register({ connection, workspace, guarded }) {
    connection.onCompletion(
      guarded<CompletionParams, CompletionItem[]>(
        'completion',
        async ({ textDocument, position }) => {
          // Code is full of dots, and nothing is offered there.
          if (!workspace.settings.completion.enabled || !IS_CONFIGURATION.test(textDocument.uri)) return [];
          const asked = await workspace.cursor(textDocument.uri, position);
          if (!asked) return [];
          if (asked.cursor.path === SCENARIO_PATH) return inScenarioFile(asked.cursor);
          return completions(asked.cursor).map(({ label, what, detail, span }) => ({
            label,
            detail,
            // Beside each name, not only beside the chosen one.
            labelDetails: { description: detail },
            kind: what === 'service' ? CompletionItemKind.Module : CompletionItemKind.Variable,
            textEdit: { range: rangeOf(asked.document, span), newText: label },
          }));
        },
        [],
      ),
    );
  },
};
