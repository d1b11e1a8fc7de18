import type { ImpactReport } from '../../../protocol/impact.ts';
import { Place, type Send } from './place.tsx';

interface Props {
  readonly report: ImpactReport;
  readonly ticked: readonly number[];
  readonly trusted: boolean;
  readonly send: Send;
}

/** What to do: roll out, run, name the version. */
export function Next({ report, ticked, trusted, send }: Props) {
  return (
    <div class="next">
      <RollOut rollout={report.rollout} ticked={ticked} send={send} />
      <Tests report={report} trusted={trusted} send={send} />
      <Versions versions={report.versions} send={send} />
    </div>
  );
}

function RollOut({
  rollout,
  ticked,
  send,
}: {
  readonly rollout: ImpactReport['rollout'];
  readonly ticked: readonly number[];
  readonly send: Send;
}) {
  if (rollout.length === 0) return null;
  return (
    <section>
      <h2>Roll out</h2>
      <ol class="steps">
        {rollout.map(({ phase, what, services }, at) => (
          <li key={`${phase} ${what}`}>
            <label>
              <input type="checkbox" checked={ticked.includes(at)} onChange={() => send({ kind: 'tick', step: at })} />
              <span>
                <span class="dim">{phase}</span> {what}
                {services.length > 0 && <span class="dim"> {services.join(', ')}</span>}
              </span>
            </label>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface TestsProps {
  readonly report: ImpactReport;
  readonly trusted: boolean;
  readonly send: Send;
}

function Tests({ report, trusted, send }: TestsProps) {
  const { tests, contractTests, gaps } = report;
  if (tests.length + contractTests.length + gaps.length === 0) return null;
  const runs = [...tests, ...contractTests].some(({ command }) => command !== undefined);
  return (
    <section>
      <h2>Run</h2>
      <ul class="tests">
        {tests.map((test, at) => (
          <li key={`${test.file}:${test.line} ${test.command ?? test.element}`}>
            <Test {...{ test, at, trusted, send }} />
          </li>
        ))}
        {contractTests.map((test, at) => (
          <li key={`${test.file}:${test.line} ${test.tool}`}>
            <ContractTest {...{ test, at, trusted, send }} />
          </li>
        ))}
      </ul>
      {gaps.map(gap => (
        <p key={gap} class="at-risk">
          {gap}
        </p>
      ))}
      {!trusted && runs && <p class="dim">Tests are programs of this workspace, so they are run when you trust it.</p>}
    </section>
  );
}

type Listed<T> = Pick<TestsProps, 'trusted' | 'send'> & { readonly test: T; readonly at: number };

function Test({ test, at, trusted, send }: Listed<ImpactReport['tests'][number]>) {
  return (
    <>
      {test.service !== undefined && <span>{test.service}: </span>}
      {test.command === undefined ? (
        <span class="dim">exercises {test.element} </span>
      ) : (
        <Run command={test.command} trusted={trusted} run={() => send({ kind: 'run-test', list: 'tests', test: at })} />
      )}{' '}
      <Place place={test} send={send} />
    </>
  );
}

function ContractTest({ test, at, trusted, send }: Listed<ImpactReport['contractTests'][number]>) {
  return (
    <>
      {test.command?.includes(test.tool) ? '' : `${test.tool} `}
      <Agreed consumer={test.consumer} provider={test.provider} />{' '}
      {test.command !== undefined && (
        <Run command={test.command} trusted={trusted} run={() => send({ kind: 'run-test', list: 'contractTests', test: at })} />
      )}{' '}
      <Place place={test} send={send} />
    </>
  );
}

const Run = ({ command, trusted, run }: { readonly command: string; readonly trusted: boolean; readonly run: () => void }) => (
  <button type="button" class="link mono" disabled={!trusted} aria-label={`Run ${command}`} onClick={run}>
    {command}
  </button>
);

const Agreed = ({ consumer, provider }: { readonly consumer: string | undefined; readonly provider: string | undefined }) =>
  consumer === undefined || provider === undefined ? null : (
    <span class="dim">
      {consumer} → {provider}
    </span>
  );

function Versions({ versions, send }: { readonly versions: ImpactReport['versions']; readonly send: Send }) {
  if (versions.length === 0) return null;
  return (
    <section>
      <h2>Version</h2>
      <ul>
        {versions.map(({ artefact, file, bump, from, to }) => (
          <li key={`${artefact} ${file}`}>
            {artefact} {from === undefined ? bump : `${from} → ${to ?? bump}`} <Place place={{ file, line: 1 }} send={send} />
          </li>
        ))}
      </ul>
    </section>
  );
}
