import type { FilePath } from '../../model/source.ts';
import { isTest } from '../../model/test-path.ts';
import { lineOf, nearest, type Command, type Place } from './place.ts';

/** Where pytest is configured or asked for, and how that shows. */
const SIGNS: readonly (readonly [string, RegExp])[] = [
  ['pytest.ini', /^\[pytest\]/m],
  ['pyproject.toml', /^\[tool\.pytest\b.*|^.*\bpytest\b.*$/m],
  ['setup.cfg', /^\[tool:pytest\]/m],
  ['tox.ini', /^\[pytest\]/m],
  ['requirements-dev.txt', /^pytest\b.*/m],
  ['requirements-test.txt', /^pytest\b.*/m],
  ['dev-requirements.txt', /^pytest\b.*/m],
  ['requirements.txt', /^pytest\b.*/m],
  ['Pipfile', /^pytest\b.*/m],
];

/** pytest where something asks for it, Django's own runner where there is one, else what Python brings along. */
export function pythonCommand(place: Place): readonly Command[] {
  const { folder, files } = place;
  const test = files.find(file => file.endsWith('.py') && isTest(file));
  if (test === undefined) return [];
  const pytest = SIGNS.flatMap(([name, sign]) => signIn(place, name, sign)).slice(0, 1);
  if (pytest.length > 0) return pytest.map(({ at }) => ({ command: `${runner(place)}pytest`, folder, at }));
  const django = files.find(file => file === (folder === '' ? 'manage.py' : `${folder}/manage.py`));
  if (django !== undefined) return [{ command: 'python manage.py test', folder, at: { file: django, span: [0, 0] } }];
  return [{ command: 'python -m unittest discover', folder, at: { file: test, span: [0, 0] } }];
}

function signIn(place: Place, name: string, sign: RegExp): readonly Pick<Command, 'at'>[] {
  const file: FilePath | undefined = nearest(place, name);
  const text = file === undefined ? undefined : place.texts.read(file);
  return file !== undefined && text !== undefined && sign.test(text) ? [{ at: lineOf(file, text, sign) }] : [];
}

/** The environment that the project's lock file belongs to. */
function runner(place: Place): string {
  if (nearest(place, 'uv.lock') !== undefined) return 'uv run ';
  return nearest(place, 'poetry.lock') === undefined ? 'python -m ' : 'poetry run ';
}
