import type { MapGraph, MapIntent } from '../../../protocol/panels/map.ts';
import type { MapCondition, MapPageIntent, MapPlace } from '../../../protocol/panels/map-page.ts';
import { Map as MapPanel } from '../view/map.tsx';

interface Props {
  readonly graph: MapGraph | null;
  readonly place: MapPlace | null;
  readonly condition: MapCondition;
  readonly ask: (intent: MapPageIntent) => void;
  readonly send: (intent: MapIntent) => void;
}

function Waiting({ condition }: { condition: MapCondition }) {
  if (condition.kind !== 'no-folder') return <Reading condition={condition} />;
  return (
    <section class="waiting">
      <p>Open a folder with services in it, and Faultline draws how they depend on each other.</p>
    </section>
  );
}

function Reading({ condition }: { condition: MapCondition }) {
  const counted = condition.kind === 'reading' && condition.total > 0 ? condition : null;
  return (
    <section class="waiting" role="status">
      <p>{counted ? `Reading the workspace: ${counted.done} of ${counted.total} files.` : 'Reading the workspace…'}</p>
      {counted && <progress aria-label="Files read" max={counted.total} value={counted.done} />}
    </section>
  );
}

function Broken({ why, ask, stale }: { why: string; ask: Props['ask']; stale: boolean }) {
  return (
    <section class="broken" role="alert">
      <p>
        <b>{why}</b> {stale ? 'The map shows what was last known. ' : ''}It is started again by itself; the log says what happened.
      </p>
      <button type="button" class="second" onClick={() => ask({ kind: 'show-log' })}>
        Show log
      </button>
    </section>
  );
}

/** The map in an editor: what it waits for, what is wrong, and the map itself as soon as there is one. */
export function HostedMap({ graph, place, condition, ask, send }: Props) {
  const has = graph !== null && place !== null && graph.nodes.length > 0;
  const empty = graph !== null && place !== null && condition.kind === 'ready';
  return (
    <>
      {condition.kind === 'broken' && <Broken why={condition.why} ask={ask} stale={has} />}
      {has || empty ? (
        <MapPanel state={{ ...place, graph }} send={send} />
      ) : (
        condition.kind !== 'broken' && <Waiting condition={condition} />
      )}
    </>
  );
}
