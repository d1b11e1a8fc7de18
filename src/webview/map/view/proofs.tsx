import { counted } from '../../../core/model/counted.ts';
import { nodeWords } from '../../../core/model/node-words.ts';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { MapEdge, MapIntent, MapNode, MapState, MapUnresolved } from '../../../protocol/panels/map.ts';
import { hiddenEdges, side } from '../neighbourhood.ts';
import { other } from '../visible.ts';
import type { Visible } from '../visible.ts';
import { confidenceWords, kindWord, listed } from '../words.ts';
import { Running } from './running.tsx';
import { Findings } from './findings.tsx';
import { Resilience } from './resilience.tsx';
import { Sources } from './source.tsx';

interface Props {
  readonly state: MapState;
  readonly view: Visible;
  readonly send: (intent: MapIntent) => void;
}

function Panel({ title, children, send }: { title: string; children: ComponentChildren; send: Props['send'] | null }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const arriving = document.activeElement === null || document.activeElement === document.body;
    if (send && !arriving && document.hasFocus()) heading.current?.focus();
  }, [title]);
  const close = (event: KeyboardEvent) => {
    if (event.key === 'Escape') send?.({ kind: 'close-proofs' });
  };
  return (
    <aside class={send ? 'proofs' : 'proofs about'} aria-label={send ? 'Proofs' : 'About the node in focus'} onKeyDown={close}>
      <header>
        <h2 ref={heading} tabindex={-1}>
          {title}
        </h2>
        {send && (
          <button
            type="button"
            class="close"
            aria-label="Close proofs"
            title="Close (Escape)"
            onClick={() => send({ kind: 'close-proofs' })}
          >
            ×
          </button>
        )}
      </header>
      {children}
    </aside>
  );
}

function EdgeProofs({ edge, state, view, send }: Props & { edge: MapEdge }) {
  const name = (id: string) => state.graph.nodes.find(node => node.id === id)?.name ?? id;
  const everywhere = edge.environments.length === 0;
  return (
    <Panel key={edge.id} title={`${name(edge.from)} → ${name(edge.to)}`} send={send}>
      <p>
        <span class="chip">{kindWord(edge.kind)}</span> <span class={`chip ${edge.confidence}`}>{confidenceWords[edge.confidence]}</span>
      </p>
      {edge.operations?.map(operation => (
        <div key={operation} class="operation">
          {operation}
        </div>
      ))}
      <p>{edge.reason}</p>
      {!view.edges.includes(edge) && <p class="dim">The filters hide this dependency from the map.</p>}
      <h3>Proofs</h3>
      <Sources list={edge.evidence} source={state.source} send={send} />
      <Resilience edge={edge} byId={view.byId} source={state.source} send={send} />
      <h3>Holds in</h3>
      <p>{everywhere ? 'every environment' : edge.environments.join(', ')}</p>
    </Panel>
  );
}

function UnresolvedProofs({ unresolved, state, send }: Props & { unresolved: MapUnresolved }) {
  const owner = state.graph.nodes.find(node => node.id === unresolved.node)?.name;
  return (
    <Panel title={`${owner ?? 'Something'} → unresolved`} send={send}>
      <p>
        Faultline cannot say where this leads: <b>{unresolved.why}</b>.
      </p>
      <div class="operation">{unresolved.what}</div>
      <h3>Seen at</h3>
      <Sources list={[unresolved.at]} source={state.source} send={send} />
    </Panel>
  );
}

function sentences(view: Visible, node: MapNode): readonly string[] {
  const names = (which: 'breaks' | 'needs') => [
    ...new Set(side(view, node.id, which).map(edge => view.byId.get(other(edge, node.id))?.name ?? other(edge, node.id))),
  ];
  const broken = names('breaks');
  const needed = names('needs');
  return [
    broken.length
      ? `If ${node.name} fails, ${listed(broken)} ${broken.length === 1 ? 'fails' : 'fail'}.`
      : `Nothing seen here needs ${node.name}.`,
    needed.length ? `${node.name} needs ${listed(needed)}.` : `${node.name} needs nothing else.`,
  ];
}

function Lost({ node, state, send }: Omit<Props, 'view'> & { node: MapNode }) {
  const list = state.graph.unresolved.flatMap((one, index) => (one.node === node.id ? [{ ...one, index }] : []));
  if (list.length === 0) return null;
  return (
    <>
      <h3>Unresolved</h3>
      <ul class="lost-list">
        {list.map(({ what, why, index }) => (
          <li key={index}>
            <button type="button" class="link mono" onClick={() => send({ kind: 'select-unresolved', index })}>
              {what}
            </button>
            <div>{why}</div>
          </li>
        ))}
      </ul>
    </>
  );
}

function About({ node, state, view, send }: Props & { node: MapNode }) {
  const hidden = hiddenEdges(view, node.id);
  return (
    <Panel title={node.name} send={null}>
      <p>
        <span class="chip">{nodeWords[node.kind]}</span> {node.technology && <span class="chip">{node.technology}</span>}
      </p>
      {node.path && <p class="dim">{node.path}</p>}
      {sentences(view, node).map(sentence => (
        <p key={sentence}>{sentence}</p>
      ))}
      {hidden > 0 && <p class="dim">{counted(hidden, 'dependency', 'dependencies')} hidden by the filters.</p>}
      <Findings findings={node.findings} source={state.source} send={send} />
      <Lost node={node} state={state} send={send} />
      <h3>Seen in</h3>
      <Sources list={node.evidence} source={state.source} send={send} />
      <Running node={node} environment={state.environment} source={state.source} send={send} />
      <p class="hint">Choose a line to see its proofs.</p>
    </Panel>
  );
}

/** What stands beside the map: the proofs of the line in hand, else the node in focus in words. */
export function Beside(props: Props) {
  const { state, view } = props;
  const { selection, graph } = state;
  if (selection?.kind === 'edge') {
    const edge = graph.edges.find(one => one.id === selection.edge);
    if (edge) return <EdgeProofs {...props} edge={edge} />;
  }
  if (selection?.kind === 'unresolved') {
    const unresolved = graph.unresolved[selection.index];
    if (unresolved) return <UnresolvedProofs {...props} unresolved={unresolved} />;
  }
  const node = state.view === 'focus' && state.focus !== null ? view.byId.get(state.focus) : undefined;
  return node ? <About {...props} node={node} /> : null;
}
