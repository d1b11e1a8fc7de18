import type { MapEdge, MapIntent, MapNode, MapSource } from '../../../protocol/panels/map.ts';
import type { NotedPlace } from '../../../core/model/edge-resilience.ts';
import { durationWords } from '../words.ts';
import { Place } from './source.tsx';

interface Props {
  readonly edge: MapEdge;
  readonly byId: ReadonlyMap<string, MapNode>;
  readonly source: MapSource;
  readonly send: (intent: MapIntent) => void;
}

/** How the caller waits and tries again, each with its line. What nothing here says is not shown as if it were not so. */
export function Resilience({ edge: { resilience }, byId, source, send }: Props) {
  if (!resilience) return null;
  const { timeout, total, retries, breaks, worst } = resilience;
  const line = (key: string, words: string, at: NotedPlace) => (
    <li key={key} title={at.note}>
      {words} <Place at={at} source={source} send={send} />
    </li>
  );
  return (
    <>
      <h3>Resilience</h3>
      <ul class="resilience">
        {timeout && line('timeout', `waits ${durationWords(timeout.milliseconds)}${timeout.usual ? ', by default' : ''}`, timeout)}
        {total && line('total', `all tries within ${durationWords(total.milliseconds)}`, total)}
        {retries.map((at, i) => line(`retry ${i}`, at.more === 1 ? 'tries again once' : `tries again ${at.more} times`, at))}
        {breaks && line('breaks', 'stops calling what keeps failing', breaks)}
        {worst && (
          <li class="warning">
            ▲ one request can call {byId.get(worst.node)?.name ?? worst.node} {worst.calls} times
          </li>
        )}
      </ul>
    </>
  );
}
