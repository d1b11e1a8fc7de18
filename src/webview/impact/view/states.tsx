import type { ImpactPhase } from '../../../protocol/panels/impact.ts';
import type { Send } from './place.tsx';

/** What is done now, and how to stop it. */
export function Asking({ step, send }: { readonly step: string | null; readonly send: Send }) {
  return (
    <section class="asking" role="status">
      <span>{step === null ? 'Asking what changed…' : `${step}…`}</span>
      <progress aria-label="Analysing" />
      <button type="button" class="second" onClick={() => send({ kind: 'cancel' })}>
        Cancel
      </button>
    </section>
  );
}

type None = Extract<ImpactPhase, { kind: 'none' }>;

const TITLES: Readonly<Record<None['reason'], string>> = {
  'no-version': 'There is nothing to compare with.',
  'no-element': 'Nothing to take away here.',
  withdrawn: 'Stopped.',
  failed: 'This was not analysed.',
};

/** Why there is no answer, in one sentence, and what helps. */
export function Refused({ reason, why, send }: { readonly reason: None['reason']; readonly why: string; readonly send: Send }) {
  return (
    <section class="refused" role="alert">
      <h1>{TITLES[reason]}</h1>
      {why !== '' && <p>{why}</p>}
      <p class="ways">
        <button type="button" class="main" onClick={() => send({ kind: reason === 'no-element' ? 'analyze-element' : 'again' })}>
          {reason === 'no-element' ? 'Choose an element…' : 'Try again'}
        </button>
        {reason !== 'no-element' && (
          <button type="button" class="second" onClick={() => send({ kind: 'analyze-element' })}>
            Ask what would break without an element…
          </button>
        )}
        {reason === 'failed' && (
          <button type="button" class="second" onClick={() => send({ kind: 'show-log' })}>
            Show log
          </button>
        )}
      </p>
    </section>
  );
}

/** Nothing changed: what else can be asked. */
export function Nothing({ send }: { readonly send: Send }) {
  return (
    <section class="empty">
      <p>
        Faultline compares contracts, routes, topics, variables, addresses, tables and shared types with who uses them. Edit one of them,
        compare with a branch, or ask what would break without an element.
      </p>
      <p class="ways">
        <button type="button" class="main" onClick={() => send({ kind: 'analyze-branch' })}>
          Compare with a branch…
        </button>
        <button type="button" class="second" onClick={() => send({ kind: 'analyze-element' })}>
          Choose an element…
        </button>
      </p>
    </section>
  );
}
