import type { MapEvidence, MapIntent, MapSource } from '../../../protocol/panels/map.ts';
import { sourceHref } from '../source-href.ts';
import { fileName } from '../words.ts';

interface Props {
  readonly at: MapEvidence;
  readonly source: MapSource;
  readonly send: (intent: MapIntent) => void;
}

export function Place({ at, source, send }: Props) {
  const text = `${fileName(at.file)}:${at.line}`;
  const full = `${at.file}:${at.line}`;
  switch (source.kind) {
    case 'text':
      return <span title={full}>{text}</span>;
    case 'link':
      return (
        <a href={sourceHref(source.base, at)} title={full}>
          {text}
        </a>
      );
    case 'open': {
      const column = at.column === undefined ? {} : { column: at.column };
      return (
        <button
          type="button"
          class="link"
          title={full}
          onClick={() => send({ kind: 'open-source', file: at.file, line: at.line, ...column })}
        >
          {text}
        </button>
      );
    }
  }
}

export function Sources({ list, source, send }: { list: readonly MapEvidence[]; source: MapSource; send: Props['send'] }) {
  return (
    <ol class="sources">
      {list.map((at, i) => (
        <li key={i}>
          <Place at={at} source={source} send={send} />
          <span class="folder">{at.file.slice(0, Math.max(0, at.file.lastIndexOf('/')))}</span>
          {at.text && <code>{at.text}</code>}
        </li>
      ))}
    </ol>
  );
}
