import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { top } from './code-server.ts';

/** A copy of examples/shop with a commit of its own, which may be edited. */
export function shopRepository(): string {
  const folder = join(realpathSync(mkdtempSync(join(tmpdir(), 'faultline-impact-'))), 'shop');
  cpSync(join(top, 'examples/shop'), folder, { recursive: true, filter: path => !path.endsWith('node_modules') });
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=shop', '-c', 'user.email=shop@shop.example', ...args], { cwd: folder });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=Shop');
  return folder;
}
