#!/usr/bin/env node
// Stands in for the `code` executable where no desktop VS Code can be downloaded: @vscode/test-electron starts it as it would start that one.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { newerNode } from '../../../scripts/project.mjs';

const host = join(import.meta.dirname, 'extension-host.ts');
const { status } = spawnSync(newerNode(), [host, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
