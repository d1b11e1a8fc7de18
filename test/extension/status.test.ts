import { expect, test } from 'vitest';
import { condition, viewState } from '../../src/extension/condition.ts';
import type { BackendState } from '../../src/extension/backend-state.ts';
import { statusWords } from '../../src/extension/status-words.ts';
import type { RootGraph, ServerState } from '../../src/protocol/lsp.ts';
import { emptyRoot, english, idleServer, shopRoot } from './fixtures.ts';

const running: BackendState = { kind: 'running' };
const idle: ServerState = { ...idleServer, files: 3 };
const reading = { indexing: { done: 120, total: 400 } };
const text = (backend: BackendState, server: ServerState | null, roots: readonly RootGraph[] = []) =>
  statusWords(english, condition(backend, server, roots), server).text;

test.each([
  ['before the server has said anything', text({ kind: 'starting' }, null), '$(sync~spin) Faultline'],
  ['one service is no services', text(running, { ...idle, services: 1 }, [shopRoot]), '$(type-hierarchy-sub) 1 service'],
  [
    'findings only where there are some',
    text(running, { ...idle, services: 5, findings: 2 }, [shopRoot]),
    '$(type-hierarchy-sub) 5 services · 2 findings',
  ],
  ['nothing of what is not counted yet', text(running, { ...idle, complete: false }, [emptyRoot]), '$(sync~spin) Faultline'],
  ['the same while a server that came back counts anew', text(running, { ...idle, complete: false }, [shopRoot]), '$(sync~spin) Faultline'],
  ['how far the reading is', text(running, { ...idle, ...reading }), '$(sync~spin) reading 120 of 400 files'],
  [
    'what is known stays said while files are read',
    text(running, { ...idle, ...reading, services: 5 }, [shopRoot]),
    '$(sync~spin) 5 services · reading 120 of 400 files',
  ],
  [
    'that something is missing, where reading was stopped',
    text(running, { ...idle, services: 5, complete: false, stopped: true, behindSince: 1 }, [shopRoot]),
    '$(type-hierarchy-sub) 5 services · reading stopped',
  ],
  [
    'the same before anything was found, and nothing turns',
    text(running, { ...idle, complete: false, stopped: true, behindSince: 1 }, [emptyRoot]),
    '$(type-hierarchy-sub) 0 services · reading stopped',
  ],
  ['a server that keeps dying', text({ kind: 'down', why: 'It stops.' }, { ...idle, services: 5 }, [shopRoot]), '$(warning) Faultline'],
])('the status bar says: %s', (_when, said, expected) => {
  expect(said).toBe(expected);
});

const view = (backend: BackendState, server: ServerState | null, roots: readonly RootGraph[]) =>
  viewState(condition(backend, server, roots), server, roots);

test.each([
  ['starting, before anything is known', view({ kind: 'starting' }, null, []), 'starting'],
  ['reading, while there is no graph', view(running, { ...idle, ...reading }, [emptyRoot]), 'reading'],
  ['starting, while services are counted that have not come yet', view(running, { ...idle, services: 5 }, [emptyRoot]), 'starting'],
  ['starting, while nothing is found but not everything is read', view(running, { ...idle, complete: false }, [emptyRoot]), 'starting'],
  [
    'stopped, where somebody ended the reading before anything was found',
    view(running, { ...idle, complete: false, stopped: true }, [emptyRoot]),
    'stopped',
  ],
  ['empty, once everything is read and nothing found', view(running, idle, [emptyRoot]), 'empty'],
  ['ready, as soon as one folder has a graph', view(running, { ...idle, ...reading }, [emptyRoot, shopRoot]), 'ready'],
  ['ready, while a dead server comes back', view({ kind: 'starting' }, idle, [shopRoot]), 'ready'],
])('a view is %s', (_when, state, expected) => {
  expect(state).toBe(expected);
});
