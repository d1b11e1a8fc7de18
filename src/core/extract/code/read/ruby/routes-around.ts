import type { Context } from '../../reader.ts';
import type { Call, Expression, Statement } from '../../syntax.ts';
import { namedArgument } from '../rules/argument.ts';

type Text = Extract<Expression, { kind: 'text' }>;

/** What the blocks around a route put before it: `namespace :api do`, `scope '/v1' do`, `resources :orders do`, and `prefix` and `version` of Grape. */
export function pathAround(call: Call, context: Context): Text | undefined {
  const { blocks } = context;
  const isOfGrape = isGrape(context);
  const parts = blocks.map((block, at) => partOf(block, { inner: blocks[at + 1] ?? call, isOfGrape }));
  const text = [...(isOfGrape ? settingsOfGrape(context) : []), ...parts].filter(part => part !== '').join('/');
  return text === '' ? undefined : { kind: 'text', text: `/${text}`, span: call.span };
}

export const isGrape = ({ around }: Context): boolean => around.some(isApi);

const isApi = (statement: Statement): boolean => statement.kind === 'class' && statement.bases.some(base => /^Grape\.API(\.|$)/.test(base));

interface Inside {
  /** The block or call that stands directly inside. */
  readonly inner: Call;
  readonly isOfGrape: boolean;
}

function partOf(block: Call, { inner, isOfGrape }: Inside): string {
  const name = block.on || block.path.length !== 1 ? '' : block.path[0];
  const [first] = block.arguments;
  const own = first?.kind === 'text' ? first.text : undefined;
  switch (name) {
    case 'namespace':
    case 'scope':
    case 'group':
    case 'segment':
      return plain(pathNamed(block) ?? own);
    case 'route_param':
      return own === undefined ? '' : '{id}';
    case 'resource':
      return plain(pathNamed(block) ?? own);
    case 'resources':
      return `${plain(pathNamed(block) ?? own)}${!isOfGrape && isOfOne(inner) ? '/{id}' : ''}`;
    default:
      return '';
  }
}

/** Directly inside of resources a route is about one of them; `collection` and `on: :collection` say otherwise. */
function isOfOne(inner: Call): boolean {
  const on = namedArgument(inner, ['on']);
  return inner.path.at(-1) !== 'collection' && !(on?.kind === 'text' && on.text === 'collection');
}

function pathNamed(block: Call): string | undefined {
  const path = namedArgument(block, ['path']);
  return path?.kind === 'text' ? path.text : undefined;
}

const plain = (path: string | undefined): string => (path ?? '').replace(/^\/+|\/+$/g, '');

/** `prefix :api` stands before `version 'v1', using: :path`. */
function settingsOfGrape({ around }: Context): readonly string[] {
  const api = around.findLast(isApi);
  if (api?.kind !== 'class') return [];
  const calls = api.body.flatMap(statement =>
    (statement.kind === 'expression' || statement.kind === 'return') && statement.value?.kind === 'call' ? [statement.value] : [],
  );
  return ['prefix', 'version'].flatMap(name => {
    const call = calls.find(({ path }) => path.length === 1 && path[0] === name);
    const [first] = call?.arguments ?? [];
    const using = call && namedArgument(call, ['using']);
    const isInPath = name === 'prefix' || !using || (using.kind === 'text' && using.text === 'path');
    return first?.kind === 'text' && isInPath ? [plain(first.text)] : [];
  });
}
