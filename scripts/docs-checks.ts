// Writes docs/checks: a page for each check, from the check itself. A test says when they are behind.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPage, checksPage } from '../src/core/detect/check-page.ts';
import { checks } from '../src/core/detect/checks.ts';

const folder = join(import.meta.dirname, '..', 'docs', 'checks');
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (name.endsWith('.md')) rmSync(join(folder, name));
for (const check of checks) writeFileSync(join(folder, `${check.id}.md`), checkPage(check));
writeFileSync(join(folder, 'README.md'), checksPage(checks));
