// node scripts/vscode/words.mjs: writes every sentence that the extension says into l10n/bundle.l10n.json, for whoever translates them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { top } from '../project.mjs';

const folder = join(top, 'src/extension');
const files = readdirSync(folder, { recursive: true }).filter(file => file.endsWith('.ts'));
const said = files.flatMap(file => [...readFileSync(join(folder, file), 'utf8').matchAll(/\b(?:l10n\.)?t\(\s*'((?:[^'\\]|\\.)*)'/g)]);
const sentences = [...new Set(said.map(match => match[1].replaceAll("\\'", "'")))].sort();
writeFileSync(join(top, 'l10n/bundle.l10n.json'), `${JSON.stringify(Object.fromEntries(sentences.map(one => [one, one])), null, 2)}\n`);
