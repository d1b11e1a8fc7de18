import { CodeActionKind, commands, languages, window } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { questions } from '../protocol/lsp.ts';
import type { FaultlineApi } from './api.ts';
import { Backend } from './backend.ts';
import { registered } from './commands/commands.ts';
import { viewState } from './condition.ts';
import { Cursor } from './cursor.ts';
import { Decorations } from './decorations.ts';
import type { Desk } from './desk.ts';
import { DetectTree } from './detect/detect-tree.ts';
import { ENVIRONMENT_PANEL, EnvironmentPanel } from './detect/environment-panel.ts';
import { Findings } from './detect/findings.ts';
import { excludeActions } from './exclude-actions.ts';
import { ExplainDocuments } from './explain/explain-document.ts';
import { Graphs } from './graphs.ts';
import { ContractTests } from './impact/contract-tests.ts';
import { ImpactBadges } from './impact/impact-badges.ts';
import { IMPACT_PANEL, ImpactPanel } from './impact/impact-panel.ts';
import { Impacts } from './impact/impacts.ts';
import { ImpactTree } from './impact/impact-tree.ts';
import { Links } from './links.ts';
import { MapHost } from './map/map-host.ts';
import { MAP_PANEL, MapPanel } from './map/map-panel.ts';
import { SIDEBAR_MAP, SidebarMap } from './map/sidebar-map.ts';
import { statusBar } from './status-bar.ts';
import { SystemTree } from './tree/system-tree.ts';
import { ScenarioTests } from './verify/scenario-tests.ts';
import { Verification } from './verify/verification.ts';
import { VERIFY_PANEL, VerifyPanel } from './verify/verify-panel.ts';

/** Registers everything and starts the server; nothing here waits for it. */
export function activate(context: ExtensionContext): FaultlineApi {
  const begun = performance.now();
  const desk = deskOf(context);
  const { backend, graphs, cursor, sidebar, panel, tree, explanations, impacts, impactPanel, findings, detect, environment, log } = desk;
  const { verification, verifyPanel } = desk;
  context.subscriptions.push(
    log,
    backend,
    graphs,
    cursor,
    sidebar,
    panel,
    tree,
    explanations,
    impacts,
    impactPanel,
    findings,
    detect,
    environment,
    verification,
    verifyPanel,
    new ScenarioTests(desk),
    new ImpactTree(impacts),
    new ImpactBadges(impacts),
    statusBar(graphs),
    new Decorations(graphs),
    new Links(desk),
    languages.registerCodeActionsProvider({ scheme: 'file' }, excludeActions, { providedCodeActionKinds: [CodeActionKind.QuickFix] }),
    window.registerWebviewViewProvider(SIDEBAR_MAP, sidebar),
    window.registerWebviewPanelSerializer(MAP_PANEL, panel),
    window.registerWebviewPanelSerializer(IMPACT_PANEL, impactPanel),
    window.registerWebviewPanelSerializer(ENVIRONMENT_PANEL, environment),
    window.registerWebviewPanelSerializer(VERIFY_PANEL, verifyPanel),
    graphs.onDidChange(() => tellViews(graphs)),
    graphs.onDidRegraph(() => void cursor.look()),
    graphs.onDidRegraph(() => impacts.keep(graphs.roots.map(({ uri }) => uri))),
    ...registered(desk),
  );
  backend.start();
  const activationMilliseconds = performance.now() - begun;
  log.info(`Activated in ${Math.round(activationMilliseconds)} ms.`);
  return api(desk, activationMilliseconds);
}

function deskOf(context: ExtensionContext): Desk {
  const log = window.createOutputChannel('Faultline', { log: true });
  const backend = new Backend(context, log);
  const graphs = new Graphs(backend, sentence => log.warn(sentence));
  const cursor = new Cursor(backend);
  const led = () => cursor.settle();
  const sidebar = new SidebarMap(new MapHost('sidebar', { graphs, extension: context.extensionUri, led }), cursor);
  const panel = new MapPanel(graphs, context.extensionUri);
  const impacts = new Impacts(backend);
  const tests = new ContractTests(impacts);
  context.subscriptions.push(tests);
  const impactPanel = new ImpactPanel({ impacts, graphs, tests, extension: context.extensionUri });
  const extension = context.extensionUri;
  const findings = new Findings(backend, sentence => log.warn(sentence));
  const detect = new DetectTree(findings);
  const environment = new EnvironmentPanel({ backend, graphs, extension });
  const verification = new Verification(extension, line => log.info(line));
  const verifyPanel = new VerifyPanel(verification, extension);
  const views = {
    verification,
    verifyPanel,
    sidebar,
    panel,
    tree: new SystemTree(graphs),
    explanations: new ExplainDocuments(),
    impactPanel,
    detect,
    environment,
  };
  return { ...views, backend, graphs, cursor, impacts, findings, extension, log };
}

/** `when` clauses of views and commands read these. */
function tellViews({ condition, roots, server }: Graphs): void {
  const state = viewState(condition, server, roots);
  void commands.executeCommand('setContext', 'faultline.state', state);
  void commands.executeCommand(
    'setContext',
    'faultline.hasGraph',
    roots.some(({ graph }) => graph.nodes.length > 0),
  );
  void commands.executeCommand('setContext', 'faultline.folders', roots.length);
  void commands.executeCommand('setContext', 'faultline.reading', Boolean(server?.indexing));
  void commands.executeCommand('setContext', 'faultline.stopped', Boolean(server?.stopped));
}

function api({ graphs, sidebar, tree, backend }: Desk, activationMilliseconds: number): FaultlineApi {
  return {
    activationMilliseconds,
    services: () => graphs.roots.flatMap(({ graph }) => graph.nodes.filter(({ kind }) => kind === 'service').map(({ name }) => name)),
    focus: () => sidebar.host.session.place.focus,
    tree: () => tree.getChildren().flatMap(section => [section.label, ...tree.getChildren(section).map(({ label }) => `  ${label}`)]),
    reading: () => graphs.server?.indexing ?? null,
    roundTrip: () =>
      backend.state.kind === 'running' ? backend.ask(questions.focus, { uri: 'file:///' }) : Promise.reject(new Error('It does not run.')),
    ready: () => backend.state.kind === 'running' && graphs.condition.kind === 'ready',
  };
}
