import type { VerifyContract } from '../../protocol/panels/verify.ts';

/** Operations of what changed, tried with requests made from their contracts: those that are as they were in one line. */
export function Contracts({ contracts }: { readonly contracts: readonly VerifyContract[] }) {
  const kept = contracts.filter(({ after }) => after === 'kept').length;
  const others = contracts.filter(({ after, verdict }) => after !== 'kept' || verdict === 'fixed');
  return (
    <section aria-label="Contracts">
      <h2>By their contracts</h2>
      <p>
        {kept} of {contracts.length} operations answer as their contract says.
      </p>
      <ul>
        {others.map(({ operation, service, isForOldClients, before, after, verdict, why, counterexample }) => (
          <li key={`${service} ${operation} ${isForOldClients}`}>
            <b class={`verdict ${verdict}`}>{after === 'not-tested' ? 'not tested' : verdict}</b> {operation} of {service}
            {isForOldClients && ' for clients of before'} <span class="dim">({before ?? 'not run'} before)</span>: {why}
            {counterexample !== null && <code>{counterexample}</code>}
          </li>
        ))}
      </ul>
    </section>
  );
}
