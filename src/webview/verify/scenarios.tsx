import type { VerifyIntent, VerifyRow, VerifyValue } from '../../protocol/panels/verify.ts';
import { Requests } from './requests.tsx';

interface Props {
  readonly rows: readonly VerifyRow[];
  readonly send: (intent: VerifyIntent) => void;
}

/** One body of rows a scenario: what went wrong, each objective on both sides, the verdict. */
export const Scenarios = ({ rows, send }: Props) => (
  <div class="scroll" role="region" aria-label="Scenarios" tabIndex={0}>
    <table>
      <thead>
        <tr>
          <th scope="col">Scenario and objective</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      {rows.map(row => (
        <Scenario key={row.name} row={row} send={send} />
      ))}
    </table>
  </div>
);

function Scenario({ row, send }: { readonly row: VerifyRow; readonly send: Props['send'] }) {
  return (
    <tbody>
      <tr class="first">
        <th scope="rowgroup" colSpan={3}>
          <Name row={row} send={send} />
        </th>
        <td>{row.verdict !== null && <b class={`verdict ${row.verdict}`}>{row.verdict}</b>}</td>
      </tr>
      {row.objectives.map(({ text, before, after, scale }) => (
        <tr key={text}>
          <th scope="row" class="objective">
            {text}
          </th>
          <td>
            <Value value={before} scale={scale} runs={row.now === 'before'} />
          </td>
          <td>
            <Value value={after} scale={scale} runs={row.now === 'after'} />
          </td>
          <td />
        </tr>
      ))}
      <tr class="more">
        <td colSpan={4}>
          <Requests row={row} />
          {row.why !== null && <p class="dim">{row.why}</p>}
        </td>
      </tr>
    </tbody>
  );
}

function Name({ row: { name, fault, isControl }, send }: { readonly row: VerifyRow; readonly send: Props['send'] }) {
  if (isControl) return <>Control run, with no fault</>;
  return (
    <>
      <button type="button" class="link" onClick={() => send({ kind: 'open-scenarios', scenario: name })}>
        {name}
      </button>
      {fault !== null && <span class="fault dim">{fault}</span>}
    </>
  );
}

const WIDTH = 120;

/** A number with its unit; the bar beside it only repeats it. */
function Value({ value, scale, runs }: { readonly value: VerifyValue | null; readonly scale: number | null; readonly runs: boolean }) {
  if (!value) return <span class="dim">{runs ? 'running…' : 'not run'}</span>;
  const width = value.value === null || scale === null ? 0 : Math.max(2, (WIDTH * Math.max(0, value.value)) / scale);
  return (
    <span class={`value ${value.met ? 'met' : 'missed'}`}>
      {width > 0 && (
        <svg width={WIDTH} height="10" viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true">
          <rect class="track" width={WIDTH} height="10" rx="2" />
          <rect class="bar" width={width} height="10" rx="2" />
        </svg>
      )}
      <span>
        <span class="mark" aria-hidden="true">
          {value.met ? '✓' : '✕'}
        </span>{' '}
        {value.shown}
        <span class="unseen">{value.met ? ' (met)' : ' (missed)'}</span>
      </span>
    </span>
  );
}
