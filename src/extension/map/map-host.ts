import { commands, env, l10n, Uri, window, workspace } from 'vscode';
import type { Disposable, Webview } from 'vscode';
import { mapGroups } from '../../protocol/panels/map.ts';
import type { MapGraph, MapGroup } from '../../protocol/panels/map.ts';
import type { MapMarks } from '../../protocol/panels/map-marks.ts';
import { keptPlace, mapPageIntent } from '../../protocol/panels/map-page.ts';
import type { MapMessage, MapPageIntent } from '../../protocol/panels/map-page.ts';
import { mermaid } from '../../webview/map/mermaid.ts';
import { visible } from '../../webview/map/visible.ts';
import { deepLink } from '../deep-link.ts';
import type { Graphs } from '../graphs.ts';
import { showPage } from '../show-page.ts';
import { openSource } from '../source-file.ts';
import { answered, newSession, regraphed, restored, said, stateOf, visited } from './map-session.ts';
import type { MapSession } from './map-session.ts';

function chosenGroups(): readonly MapGroup[] {
  const chosen = workspace.getConfiguration('faultline').get<readonly unknown[]>('map.groups') ?? [];
  return mapGroups.filter(group => chosen.includes(group));
}

export type MapWhere = 'sidebar' | 'panel';

interface MapSurroundings {
  readonly graphs: Graphs;
  readonly extension: Uri;
  /** Told after the reader did something in the map. */
  readonly led: () => void;
}

/** Says which folder's map it is, where the window has several. */
type Entitle = (folder: string | undefined) => void;

/** Holds the state that a map page shows. Pages come and go; what the reader saw stays here. */
export class MapHost implements Disposable {
  session: MapSession = newSession(chosenGroups());
  private page: Webview | null = null;
  private entitle: Entitle = () => undefined;
  private given: MapGraph | null = null;
  private givenMarks: MapMarks | null = null;
  private seen = 0;
  /** Nobody has shown this map or led it anywhere: what a page kept from before a reload still counts. */
  private untouched = true;
  private readonly listening: Disposable;

  constructor(
    private readonly where: MapWhere,
    private readonly around: MapSurroundings,
  ) {
    this.listening = around.graphs.onDidChange(() => this.regraph());
    this.regraph();
  }

  attach(page: Webview, kept: unknown, entitle: Entitle): void {
    const known = keptPlace.safeParse(kept);
    if (known.success && this.untouched) this.session = restored(this.session, known.data);
    this.untouched = false;
    this.page = page;
    this.entitle = entitle;
    this.opened();
    showPage(page, this.around.extension, {
      page: { title: 'dependency map', bundle: 'map-view', root: 'map', body: this.where },
      intent: mapPageIntent,
      handle: intent => this.answer(intent),
    });
    this.regraph();
  }

  detach(page: Webview): void {
    if (this.page !== page) return;
    this.page = null;
    this.entitle = () => undefined;
  }

  /** Goes to a place that somebody named elsewhere: the cursor, a lens, a link. */
  visit(root: string, hash: string): void {
    this.untouched = false;
    this.session = visited(this.inRoot(root), hash);
    this.tell();
  }

  dispose(): void {
    this.listening.dispose();
  }

  private inRoot(uri: string): MapSession {
    const root = this.around.graphs.root(uri) ?? this.around.graphs.root();
    return root && (root.uri !== this.session.root || root.graph !== this.session.graph)
      ? regraphed(this.session, root.uri, root.graph)
      : this.session;
  }

  private regraph(): void {
    const root = this.around.graphs.root(this.session.root) ?? this.around.graphs.root();
    // An empty graph of a server that still reads says nothing, and would take the reader's place away.
    if (root && (root.graph.nodes.length > 0 || this.around.graphs.condition.kind === 'ready')) this.session = this.inRoot(root.uri);
    this.tell();
  }

  /** A page that has just opened knows nothing and has asked nothing. */
  private opened(): void {
    this.given = null;
    this.givenMarks = null;
    this.seen = 0;
  }

  private tell(): void {
    const { root, graph, place } = this.session;
    if (graph !== this.given) this.post({ kind: 'graph', root, graph });
    this.given = graph;
    const marks = this.around.graphs.marks(root);
    if (marks !== this.givenMarks) this.post({ kind: 'marks', marks });
    this.givenMarks = marks;
    const { roots, condition } = this.around.graphs;
    this.entitle(roots.length > 1 ? roots.find(({ uri }) => uri === root)?.name : undefined);
    this.post({ kind: 'place', place, condition, seen: this.seen });
  }

  private post(message: MapMessage): void {
    void this.page?.postMessage(message);
  }

  private async answer(intent: MapPageIntent): Promise<void> {
    await this.handle(intent);
    if (intent.kind !== 'opened') this.around.led();
  }

  private async handle(intent: MapPageIntent): Promise<void> {
    switch (intent.kind) {
      case 'opened':
        this.opened();
        return this.tell();
      case 'reindex':
      case 'show-log':
        this.seen++;
        return commands.executeCommand(intent.kind === 'reindex' ? 'faultline.reindex' : 'faultline.showLog');
    }
    this.seen++;
    this.session = answered(this.session, intent);
    this.tell();
    switch (intent.kind) {
      case 'open-source':
        return openSource(this.session.root, intent, this.where);
      case 'copy-mermaid':
        return this.copy(mermaid(visible(stateOf(this.session))), l10n.t('Copied as Mermaid.'));
      case 'copy-link':
        return this.copy(deepLink(env.uriScheme, this.session), l10n.t('Link copied.'));
      case 'save-svg':
        return this.save(intent.svg);
      case 'open-wide':
        return commands.executeCommand('faultline.showMap');
      case 'show-findings':
        return commands.executeCommand('faultline.detect.focus');
      case 'analyze-impact':
        return commands.executeCommand('faultline.analyzeChange');
      case 'verify':
        return commands.executeCommand('faultline.verify');
      default:
    }
  }

  private async copy(text: string, notice: string): Promise<void> {
    await env.clipboard.writeText(text);
    this.session = said(this.session, notice);
    this.tell();
  }

  private async save(svg: string): Promise<void> {
    const folder = this.session.root ? Uri.joinPath(Uri.parse(this.session.root), 'faultline-map.svg') : undefined;
    const file = await window.showSaveDialog({ ...(folder && { defaultUri: folder }), filters: { SVG: ['svg'] } });
    if (!file) return;
    await workspace.fs.writeFile(file, Buffer.from(svg));
    this.session = said(this.session, l10n.t('Saved as {0}.', file.path.slice(file.path.lastIndexOf('/') + 1)));
    this.tell();
  }
}
