import type { ImpactDocument, ServiceDocument } from '../../core/impact/document.ts';
import { counted } from '../../core/model/counted.ts';
import type { FilePath } from '../../core/model/source.ts';
import type { Graph } from '../../core/model/graph.ts';
import { escaped, list, table } from '../features/hover-words.ts';
import type { Indexer } from '../indexer.ts';
import { linkTo } from './place-link.ts';

interface Asked {
  readonly root: string;
  readonly graph: Graph;
  readonly file: FilePath;
  readonly offset: number;
  /** Where the part begins: the same wherever the cursor stands on it. */
  readonly start: number;
  /** An answer that is not known yet may be waited for. */
  readonly waits: boolean;
}

/** A hover waits so long for an answer that is not known yet; later ones find it. */
const PATIENCE = 200;

/** What taking a part of a contract away would break, kept for as long as the graph holds. One question at a time: the newest wins. */
export class RemovedParts {
  private readonly known = new WeakMap<Graph, Map<string, Promise<ImpactDocument | undefined>>>();
  private pending: number | undefined;

  constructor(private readonly indexer: Pick<Indexer, 'impact' | 'tell'>) {}

  async of(asked: Asked): Promise<ImpactDocument | undefined> {
    const answers = this.known.get(asked.graph) ?? new Map<string, Promise<ImpactDocument | undefined>>();
    this.known.set(asked.graph, answers);
    const key = `${asked.file} ${asked.start}`;
    const answer = answers.get(key) ?? this.ask(asked);
    answers.set(key, answer);
    // What was withdrawn is asked again.
    void answer.then(found => found ?? answers.delete(key));
    const { promise: late, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(resolve, asked.waits ? PATIENCE : 0, undefined);
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  }

  private async ask({ root, file, offset }: Asked): Promise<ImpactDocument | undefined> {
    if (this.pending !== undefined) this.indexer.tell({ kind: 'withdraw', id: this.pending });
    let own: number | undefined;
    const answer = await this.indexer.impact(
      root,
      { kind: 'symbol', at: { file, offset } },
      {
        asked: id => void (own = this.pending = id),
        step: () => undefined,
      },
    );
    if (this.pending === own) this.pending = undefined;
    return answer.kind === 'impact' ? answer.document : undefined;
  }
}

/** Whom it breaks if a part of a contract goes: one sentence, then who, how and where; and by which rule. Pure. */
export function removal({ services, changes }: ImpactDocument, uriOf: (file: FilePath) => string): Removal {
  const [change] = changes;
  const hit = services.filter(({ effect }) => effect !== 'untouched');
  const direct = hit.filter(({ through }) => through === undefined);
  const [broken, wary] = (['broken', 'at-risk'] as const).map(wanted => direct.filter(({ effect }) => effect === wanted));
  if (!change || direct.length === 0) return { lines: [] };
  const verdicts = [broken!.length > 0 && `breaks ${broken!.length}`, wary!.length > 0 && `puts ${wary!.length} at risk`].filter(Boolean);
  const others = hit.filter(({ through }) => through !== undefined).map(({ name }) => escaped(name));
  return {
    lines: [
      verdicts.length === 0
        ? 'Removing it **breaks nobody** here.'
        : `Removing it **${verdicts.join('** and **')}** of ${counted(direct.length, 'consumer')}.`,
      ...table(
        ['service', 'how', 'where'],
        [...broken!, ...wary!].map(service => [escaped(service.name), how(service, change.element), where(service, uriOf)]),
      ),
      ...(others.length > 0 ? [`Through others at risk: ${list(others)}.`] : []),
    ],
    ...(change.rule !== undefined && { rule: change.rule }),
  };
}

export interface Removal {
  readonly lines: readonly string[];
  readonly rule?: string;
}

/** `sets it`, as its reason says; of who is only at risk that it is so. */
function how({ name, effect, why }: ServiceDocument, element: string): string {
  const said = why
    .replace(new RegExp(`^${escapedPattern(name)} `), '')
    .replaceAll(element, 'it')
    .replace(/(?:;|\.(?:\s|$)).*$/s, '');
  return effect === 'broken' ? escaped(said) : `at risk: ${escaped(said.replace(/^It /, ''))}`;
}

const escapedPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const where = ({ evidence }: ServiceDocument, uriOf: (file: FilePath) => string): string =>
  list(
    evidence.filter(({ side }) => side === undefined).map(place => linkTo(place, uriOf)),
    2,
  );
