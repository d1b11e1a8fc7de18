import { counted } from '../../../core/model/counted.ts';
import type { MapIntent, MapNode, MapRunning, MapSetting, MapSource } from '../../../protocol/panels/map.ts';
import { Place } from './source.tsx';

interface Props {
  readonly node: MapNode;
  readonly environment: string | null;
  readonly source: MapSource;
  readonly send: (intent: MapIntent) => void;
}

/** How a node runs: open where one environment is chosen or it runs in only one, else one line each to open. */
export function Running({ node, environment, source, send }: Props) {
  const all = (node.running ?? []).filter(one => environment === null || one.environment === environment);
  if (all.length === 0) return null;
  return (
    <>
      <h3>Runs in</h3>
      {all.map(one => (
        <details key={`${node.id} ${one.environment} ${one.name}`} class="running" open={all.length === 1}>
          <summary>
            <b>{one.environment}</b> <span class="dim">{one.image ?? one.name}</span>
          </summary>
          <Settings running={one} source={source} send={send} />
        </details>
      ))}
    </>
  );
}

function Settings({ running, source, send }: { running: MapRunning } & Pick<Props, 'source' | 'send'>) {
  const { ports, probes, resources, variables } = running;
  const row = (setting: MapSetting) => <Row key={setting.name} setting={setting} source={source} send={send} />;
  return (
    <>
      {ports.length > 0 && (
        <p>
          {counted(ports.length, 'port')}:{' '}
          {ports.map(({ target, published }) => (published === undefined ? target : `${published} → ${target}`)).join(', ')}
        </p>
      )}
      <dl>
        {probes.map(({ kind, asks, evidence }) => row({ name: kind, value: asks, evidence }))}
        {resources.map(row)}
        {variables.map(row)}
      </dl>
    </>
  );
}

function Row({ setting, source, send }: { setting: MapSetting } & Pick<Props, 'source' | 'send'>) {
  const { name, value, why, evidence } = setting;
  return (
    <div class="setting">
      <dt>{name}</dt>
      <dd class={value === undefined ? 'unknown' : undefined}>
        <code>{value ?? `not known: ${why ?? 'nothing here says it'}`}</code>
        <span class="places">
          {evidence.map((at, i) => (
            <Place key={i} at={at} source={source} send={send} />
          ))}
        </span>
      </dd>
    </div>
  );
}
