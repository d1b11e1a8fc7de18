import type { CancellationToken } from 'vscode-languageserver/node';
import type { AskedScope, ImpactReply } from '../../protocol/impact.ts';
import { notices, questions, type ParamsOf } from '../../protocol/lsp.ts';
import type { ImpactScope } from '../../workspace/impact-of.ts';
import type { Door, Feature } from '../feature.ts';
import { reply } from '../impact/reply.ts';
import type { Root } from '../indexer.ts';
import type { Workspace } from '../workspace.ts';

/** What a change breaks, asked by a person. */
export const impactQuestions: Feature = {
  name: 'impact',
  capabilities: {},
  register(door) {
    const { connection, workspace, guarded } = door;
    connection.onRequest(
      questions.impact.method,
      guarded<unknown, unknown>('impact', (asked, token) => impact(questions.impact.params.parse(asked ?? {}), token, door), null),
    );
    connection.onRequest(
      questions.removable.method,
      guarded<unknown, unknown>(
        'removable',
        async asked => {
          const root = rootFor(workspace, questions.removable.params.parse(asked ?? {}).root);
          return { names: root ? await workspace.indexer.removable(root.path) : [] };
        },
        { names: [] },
      ),
    );
  },
};

async function impact(
  { root: uri, scope }: ParamsOf<typeof questions.impact>,
  token: CancellationToken,
  door: Door,
): Promise<ImpactReply | null> {
  const { connection, workspace } = door;
  const asked = scopeOf(scope, workspace);
  const root = asked?.root ?? rootFor(workspace, uri);
  if (!asked || !root) return null;
  const answer = await workspace.indexer.impact(root.path, asked.scope, {
    asked: id => token.onCancellationRequested(() => workspace.indexer.tell({ kind: 'withdraw', id })),
    step: step => void connection.sendNotification(notices.impactStep.method, { step }).catch(() => undefined),
  });
  return reply(workspace.rootUri(root), answer);
}

const rootFor = (workspace: Workspace, uri: string | undefined): Root | undefined =>
  workspace.indexer.all().find(root => (uri === undefined ? root.system !== undefined : workspace.rootUri(root) === uri));

/** A position becomes an offset; its file decides on the root. */
function scopeOf(scope: AskedScope, workspace: Workspace): { readonly scope: ImpactScope; readonly root?: Root } | undefined {
  if (scope.kind !== 'symbol') return { scope };
  const located = workspace.locate(scope.at.uri);
  if (!located) return undefined;
  const { root, path } = located;
  return { root, scope: { kind: 'symbol', at: { file: path, offset: workspace.offsetOf(scope.at.uri, scope.at.position) } } };
}
