import type { MapIntent, MapSource } from '../../../protocol/panels/map.ts';
import type { MapFindings } from '../../../protocol/panels/map-marks.ts';
import { findingsWords, toneOf } from '../words.ts';
import type { Tone } from '../words.ts';

interface Props {
  readonly findings: MapFindings | undefined;
  readonly source: MapSource;
  readonly send: (intent: MapIntent) => void;
}

const SIGNS: Readonly<Record<Tone, string>> = {
  bad: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0',
  warn: 'M0 -5L5 4H-5Z',
  calm: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0',
};

/** The shape says how loud a finding is; the colour only repeats it. */
function Sign({ tone }: { tone: Tone }) {
  return (
    <svg class={`sign ${tone}`} width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true">
      <path d={SIGNS[tone]} />
    </svg>
  );
}

/** How many findings concern a node; in an editor the way to their list. */
export function Findings({ findings, source, send }: Props) {
  if (!findings) return null;
  const tone = toneOf(findings);
  const words = findingsWords(findings);
  return (
    <p>
      <Sign tone={tone} />{' '}
      {source.kind === 'open' ? (
        <button type="button" class="link" onClick={() => send({ kind: 'show-findings' })}>
          {words}
        </button>
      ) : (
        words
      )}
    </p>
  );
}

/** The same in a row, where there is room for a sign only. */
export function FindingsSign({ findings }: Pick<Props, 'findings'>) {
  if (!findings) return null;
  const tone = toneOf(findings);
  const words = findingsWords(findings);
  return (
    <span class="tone" role="img" aria-label={words} title={words}>
      <Sign tone={tone} />
    </span>
  );
}

/** Their number, on the card in the middle. */
export function Pill({ findings }: Pick<Props, 'findings'>) {
  if (!findings) return null;
  const words = findingsWords(findings);
  return (
    <span class={`pill ${toneOf(findings)}`} role="img" aria-label={words} title={words}>
      {findings.count}
    </span>
  );
}
