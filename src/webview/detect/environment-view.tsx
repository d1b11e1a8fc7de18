import { verdicts, type ServiceEnvironment, type VariablePlace } from '../../protocol/findings.ts';
import type { EnvironmentIntent, EnvironmentMove, EnvironmentPlace } from '../../protocol/panels/environment.ts';
import { cellWords, count, rowsOf, serviceInHand, summary, type VariableCell, type VariableRow } from './environment-rows.ts';

interface Props {
  readonly services: readonly ServiceEnvironment[];
  readonly place: EnvironmentPlace;
  readonly move: (move: EnvironmentMove) => void;
  readonly send: (intent: EnvironmentIntent) => void;
}

/** What one service reads, and what each environment sets for it. */
export function EnvironmentView(props: Props) {
  const service = serviceInHand(props.services, props.place);
  if (!service) return <Nothing />;
  const rows = rowsOf(service, props.place);
  return (
    <main class="environment">
      <header>
        <h1>{summary(service)}</h1>
        <Filters {...props} service={service} />
      </header>
      {rows.length === 0 ? <p class="none">No variable fits the filter.</p> : <Table service={service} rows={rows} send={props.send} />}
    </main>
  );
}

const Nothing = () => (
  <main class="environment">
    <header>
      <h1>No service here reads or is given variables.</h1>
      <p class="dim">
        Faultline looks at what code reads, and at what compose files, Helm charts, Kubernetes manifests, Dockerfiles and .env files set.
      </p>
    </header>
  </main>
);

function Filters({ services, place, move, service }: Props & { readonly service: ServiceEnvironment }) {
  return (
    <div class="filters">
      <label>
        Service
        <select value={service.id} onChange={({ currentTarget }) => move({ kind: 'service', service: currentTarget.value })}>
          {services.map(one => (
            <option key={one.id} value={one.id}>
              {one.service}
              {count(one, 'missing') > 0 ? ` (${count(one, 'missing')} missing)` : ''}
            </option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend class="unseen">Only variables that are</legend>
        {verdicts.map(verdict => (
          <label key={verdict} class="tick">
            <input type="checkbox" checked={place.verdicts.includes(verdict)} onChange={() => move({ kind: 'verdict', verdict })} />
            {verdict} {count(service, verdict)}
          </label>
        ))}
      </fieldset>
      <input
        type="search"
        aria-label="Search variables and values"
        placeholder="Search"
        value={place.query}
        onInput={({ currentTarget }) => move({ kind: 'query', query: currentTarget.value })}
      />
    </div>
  );
}

interface TableProps {
  readonly service: ServiceEnvironment;
  readonly rows: readonly VariableRow[];
  readonly send: Props['send'];
}

function Table({ service, rows, send }: TableProps) {
  const hasDefaults = rows.some(({ fallback }) => fallback !== undefined);
  return (
    <div class="scroll" role="region" aria-label={`Variables of ${service.service}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Variable</th>
            {service.environments.map(environment => (
              <th key={environment} scope="col">
                {environment}
              </th>
            ))}
            {hasDefaults && <th scope="col">Default</th>}
            <th scope="col">Read in</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.name}>
              <th scope="row">
                <code>{row.name}</code>
                {row.verdicts.map(verdict => (
                  <span key={verdict} class={`verdict ${verdict}`}>
                    {verdict}
                  </span>
                ))}
              </th>
              {row.cells.map((cell, at) => (
                <Cell key={at} cell={cell} name={row.name} send={send} />
              ))}
              {hasDefaults && <td>{row.fallback === undefined ? null : <code>{row.fallback === '' ? '""' : row.fallback}</code>}</td>}
              <td class="reads">
                <Reads places={row.reads} send={send} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell, name, send }: { readonly cell: VariableCell; readonly name: string; readonly send: Props['send'] }) {
  const { text, note } = cellWords(cell);
  const first = cell.places[0];
  const label = `${name} in ${cell.environment}: ${text}${note ? `, ${note}` : ''}`;
  return (
    <td class={cell.state}>
      {first ? (
        <button
          type="button"
          class="link"
          aria-label={`${label}. Open ${lineOf(first)}`}
          title={lineOf(first)}
          onClick={() => open(first, send)}
        >
          <code>{text}</code>
        </button>
      ) : (
        <span>{text}</span>
      )}
      {note !== '' && <span class="dim"> {note}</span>}
    </td>
  );
}

const MOST_READS = 3;

function Reads({ places, send }: { readonly places: readonly VariablePlace[]; readonly send: Props['send'] }) {
  if (places.length === 0) return <span class="dim">nowhere</span>;
  const more = places.length - MOST_READS;
  return (
    <>
      {places.slice(0, MOST_READS).map(place => (
        <button key={`${place.file}:${place.line}`} type="button" class="link" title={place.file} onClick={() => open(place, send)}>
          {lineOf(place)}
        </button>
      ))}
      {more > 0 && <span class="dim">and {more} more</span>}
    </>
  );
}

const open = ({ file, line }: VariablePlace, send: Props['send']): void => send({ kind: 'open-source', file, line });

const lineOf = ({ file, line }: VariablePlace): string => `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
