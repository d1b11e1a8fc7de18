import type { ReportedChange, ReportedPlaceNow } from '../../../protocol/impact.ts';
import { Place, type Send } from './place.tsx';

interface Props {
  readonly changes: readonly ReportedChange[];
  readonly places: readonly (ReportedPlaceNow | null)[];
  readonly send: Send;
}

const MOST = 100;

/** What changed, the breaking first; each leads to where it is to be seen now. */
export function Changes({ changes, places, send }: Props) {
  const all = changes.map((change, at) => ({ change, now: places[at] ?? null }));
  const sorted = all.toSorted((a, b) => Number(b.change.breaking) - Number(a.change.breaking));
  return (
    <section aria-label="What changed">
      <h2>What changed</h2>
      <ul class="changes">
        {sorted.slice(0, MOST).map(({ change, now }) => (
          <li key={`${change.element} ${change.rule} ${change.message}`}>
            <span class={change.breaking ? 'broken' : 'dim'}>{change.breaking ? 'breaking' : change.level}</span>
            <span class="message">{change.message}</span>
            <Place place={change} send={send} {...(now && { line: now.line + 1 })} />
            {change.rule !== undefined && <Rule rule={change.rule} send={send} />}
          </li>
        ))}
      </ul>
      {sorted.length > MOST && <p class="dim">{sorted.length - MOST} more are in the Problems view and in the command line's report.</p>}
    </section>
  );
}

/** Rules of buf have a page each. */
function Rule({ rule, send }: { readonly rule: string; readonly send: Send }) {
  if (!/^[A-Z][A-Z0-9_]+$/.test(rule)) return <span class="rule">{rule}</span>;
  return (
    <button type="button" class="rule link" aria-label={`Read about ${rule}`} onClick={() => send({ kind: 'open-rule', rule })}>
      {rule}
    </button>
  );
}
