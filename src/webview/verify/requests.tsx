import type { VerifyRow } from '../../protocol/panels/verify.ts';

const HEIGHT = 36;
const STEP = 6;

/** Every request as a bar of its duration, both sides on one scale; one that did not pass is hollow. */
export function Requests({ row: { requests } }: { readonly row: VerifyRow }) {
  const greatest = Math.max(1, ...[...requests.before, ...requests.after].map(Math.abs));
  if (requests.before.length + requests.after.length === 0) return null;
  return (
    <div class="requests">
      <Side title="before" durations={requests.before} greatest={greatest} />
      <Side title="after" durations={requests.after} greatest={greatest} />
    </div>
  );
}

interface SideProps {
  readonly title: string;
  readonly durations: readonly number[];
  /** Milliseconds. */
  readonly greatest: number;
}

function Side({ title, durations, greatest }: SideProps) {
  if (durations.length === 0) return null;
  const failed = durations.filter(duration => duration < 0).length;
  const longest = Math.max(...durations.map(Math.abs));
  return (
    <figure>
      <svg
        width={durations.length * STEP}
        height={HEIGHT}
        role="img"
        aria-label={`Requests ${title}: ${said(durations.length, failed, longest)}`}
      >
        {durations.map((duration, at) => {
          const height = Math.max(2, ((HEIGHT - 1) * Math.abs(duration)) / greatest);
          return (
            <rect
              key={at}
              class={duration < 0 ? 'failed' : 'passed'}
              x={at * STEP + 0.5}
              y={HEIGHT - height - 0.5}
              width={STEP - 2}
              height={height}
            />
          );
        })}
      </svg>
      <figcaption class="dim">
        {title}: {said(durations.length, failed, longest)}
      </figcaption>
    </figure>
  );
}

const said = (all: number, failed: number, longest: number): string =>
  `${all} requests${failed > 0 ? `, ${failed} failed` : ''}, up to ${longest >= 1000 ? `${Math.round(longest / 100) / 10} s` : `${longest} ms`}`;
