import type { VerifyIntent, VerifyPanelState, VerifyService } from '../../protocol/panels/verify.ts';
import { Contracts } from './contracts.tsx';
import { Offer } from './offer.tsx';
import { Scenarios } from './scenarios.tsx';

interface Props {
  readonly state: VerifyPanelState;
  readonly send: (intent: VerifyIntent) => void;
}

/** The verdict or what is happening first; then scenarios with before and after side by side; then what ran and what is left. */
export function VerifyView({ state, send }: Props) {
  if (state.phase === 'none') return <Nothing send={send} />;
  if (state.offer) return <Offer state={state} offer={state.offer} send={send} />;
  return (
    <main class="verify">
      <Answer state={state} send={send} />
      {state.rows.length > 0 && <Scenarios rows={state.rows} send={send} />}
      {state.contracts.length > 0 && <Contracts contracts={state.contracts} />}
      {state.phase === 'running' && state.services.length > 0 && <Services {...state} />}
      <Beside state={state} />
      <footer>
        {state.kept && (
          <nav aria-label="This run">
            <button type="button" class="link" onClick={() => send({ kind: 'open-receipt' })}>
              Open receipt
            </button>
            <button type="button" class="link" onClick={() => send({ kind: 'open-logs' })}>
              Logs
            </button>
            <button type="button" class="link" onClick={() => send({ kind: 'open-scenarios', scenario: null })}>
              Scenarios
            </button>
          </nav>
        )}
        <span class="dim">{state.footer}</span>
      </footer>
    </main>
  );
}

const Nothing = ({ send }: Pick<Props, 'send'>) => (
  <main class="verify empty">
    <h1>Nothing has been verified yet.</h1>
    <p class="dim">
      Faultline starts this system twice, without and with what you have changed, lets go wrong what the scenarios in .faultline/verify.yaml
      say, and compares.
    </p>
    <p>
      <button type="button" class="main" onClick={() => send({ kind: 'run', scenario: null })}>
        Verify in Sandbox
      </button>{' '}
      <button type="button" class="second" onClick={() => send({ kind: 'open-scenarios', scenario: null })}>
        Open scenarios
      </button>
    </p>
  </main>
);

function Answer({ state, send }: Props) {
  const { phase, verdict, sentence, again } = state;
  return (
    <header>
      <div role="status">
        <h1>
          {verdict !== null && <b class={`verdict ${verdict}`}>{capital(verdict)}.</b>} {sentence}
        </h1>
      </div>
      {phase === 'running' || phase === 'pricing' ? (
        <Going state={state} send={send} />
      ) : (
        <p class="ways">
          <button type="button" class="main" onClick={() => send({ kind: 'again' })}>
            {phase === 'failed' ? 'Try again' : 'Run again'}
          </button>
          {again !== null && <span class="dim">{again}</span>}
        </p>
      )}
    </header>
  );
}

function Going({ state: { phase, rows, done }, send }: Props) {
  const scenarios = rows.filter(({ isControl }) => !isControl).length;
  return (
    <p class="running">
      <progress aria-label={phase === 'running' ? 'Scenarios' : 'Looking up'} {...(scenarios > 0 && { max: scenarios, value: done })} />
      {phase === 'running' && (
        <span class="dim">
          {done} of {scenarios} scenarios
        </span>
      )}
      <button type="button" class="second" onClick={() => send({ kind: 'cancel' })}>
        Cancel
      </button>
    </p>
  );
}

const capital = (word: string): string => `${word[0]!.toUpperCase()}${word.slice(1)}`;

function Services({ services }: { readonly services: readonly VerifyService[] }) {
  return (
    <section aria-label="Services">
      <h2>Services</h2>
      <ul class="services">
        {services.map(({ name, before, after }) => (
          <li key={name}>
            {name}{' '}
            <span class="dim">{[before && `before: ${before}`, after && `after: ${after}`].filter(Boolean).join(' · ') || 'waits'}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Beside({ state: { mocks, notes } }: Pick<Props, 'state'>) {
  if (mocks.length + notes.length === 0) return null;
  return (
    <section aria-label="Notes">
      <h2>To know</h2>
      <ul>
        {mocks.map(({ service, contract }) => (
          <li key={service}>
            {service} is a mock, made from {contract}.
          </li>
        ))}
        {notes.map(note => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}
