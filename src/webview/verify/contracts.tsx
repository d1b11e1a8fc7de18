import type { VerifyContract } from '../../protocol/panels/verify.ts';

/** What changed, tried with requests made from its contracts and with the workspace's own tests: what is as it was in one line each. */
export function Contracts({ contracts }: { readonly contracts: readonly VerifyContract[] }) {
  const operations = contracts.filter(({ tool }) => tool === null);
  const tests = contracts.filter(({ tool }) => tool !== null);
  const others = contracts.filter(({ after, verdict }) => after !== 'kept' || verdict === 'fixed');
  return (
    <section aria-label="Contracts">
      <h2>By their contracts</h2>
      {operations.length > 0 && (
        <p>
          {kept(operations)} of {operations.length} operations answer as their contract says.
        </p>
      )}
      {tests.length > 0 && (
        <p>
          {kept(tests)} of {tests.length} cases of contract tests that are there already pass.
        </p>
      )}
      <ul>
        {others.map(({ operation, service, isForOldClients, tool, before, after, verdict, why, counterexample }) => (
          <li key={`${service} ${operation} ${isForOldClients} ${tool}`}>
            <b class={`verdict ${verdict}`}>{after === 'not-tested' ? 'not tested' : verdict}</b> {operation} of {service}
            {tool !== null && ` by ${tool}`}
            {isForOldClients && ' for clients of before'} <span class="dim">({before ?? 'not run'} before)</span>: {why}
            {counterexample !== null && <code>{counterexample}</code>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const kept = (contracts: readonly VerifyContract[]): number => contracts.filter(({ after }) => after === 'kept').length;
