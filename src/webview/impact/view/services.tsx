import { counted } from '../../../core/model/counted.ts';
import type { ReportedService } from '../../../protocol/impact.ts';
import { effectWords } from '../words.ts';
import { Places, type Send } from './place.tsx';

function Row({ service, send }: { readonly service: ReportedService; readonly send: Send }) {
  const { name, effect, why, confidence, evidence, owners, through } = service;
  return (
    <tr class={effect}>
      <th scope="row">
        <button type="button" class="name" title={`Show ${name} in the map`} onClick={() => send({ kind: 'reveal', service: name })}>
          {name}
        </button>
        {owners.length > 0 && <div class="dim small">{owners.join(', ')}</div>}
      </th>
      <td class="effect">{effectWords[effect]}</td>
      <td>
        <Places places={evidence} send={send} />
      </td>
      <td class="why">
        {why}
        {through && through.length > 1 && <div class="dim small">over {through.join(' → ')}</div>}
      </td>
      <td class="confidence">{confidence}</td>
    </tr>
  );
}

/** Who, where, why: the worst first. Whom nothing reaches is counted, and listed on demand. */
export function Services({ services, send }: { readonly services: readonly ReportedService[]; readonly send: Send }) {
  const reached = services.filter(({ effect }) => effect !== 'untouched');
  const untouched = services.filter(({ effect }) => effect === 'untouched');
  return (
    <section aria-label="Services">
      {reached.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">service</th>
              <th scope="col">effect</th>
              <th scope="col">where</th>
              <th scope="col">why</th>
              <th scope="col">confidence</th>
            </tr>
          </thead>
          <tbody>
            {reached.map(service => (
              <Row key={service.name} service={service} send={send} />
            ))}
          </tbody>
        </table>
      )}
      {untouched.length > 0 && (
        <details class="untouched">
          <summary>{counted(untouched.length, 'other')} untouched</summary>
          <p>{untouched.map(({ name }) => name).join(', ')}</p>
        </details>
      )}
    </section>
  );
}
