import { inFolder } from '../../model/paths.ts';
import type { FilePath } from '../../model/source.ts';
import { lineOf, nearest, type Command, type Place } from './place.ts';

const textOf = ({ texts }: Place, path: FilePath | undefined): string => (path === undefined ? '' : (texts.read(path) ?? ''));

export function goCommand(place: Place): readonly Command[] {
  if (!place.files.some(file => file.endsWith('_test.go'))) return [];
  const module = nearest(place, 'go.mod');
  return module === undefined
    ? []
    : [{ command: 'go test ./...', folder: place.folder, at: lineOf(module, textOf(place, module), /^module .*/m) }];
}

export function cargoCommand(place: Place): readonly Command[] {
  const manifest = place.files.find(file => file === inFolder(place.folder, 'Cargo.toml'));
  if (manifest === undefined) return [];
  return [{ command: 'cargo test', folder: place.folder, at: lineOf(manifest, textOf(place, manifest), /^\[package\]/m) }];
}

export function rubyCommand(place: Place): readonly Command[] {
  const gems = nearest(place, 'Gemfile');
  if (gems === undefined) return [];
  if (place.files.some(file => file.endsWith('_spec.rb')))
    return [{ command: 'bundle exec rspec', folder: place.folder, at: lineOf(gems, textOf(place, gems), /^.*rspec.*$/m) }];
  const rails = place.files.find(file => file === inFolder(place.folder, 'bin/rails'));
  const hasTests = place.files.some(file => file.endsWith('_test.rb'));
  return rails !== undefined && hasTests ? [{ command: 'bin/rails test', folder: place.folder, at: { file: rails, span: [0, 0] } }] : [];
}

export function phpCommand(place: Place): readonly Command[] {
  const settings = ['phpunit.xml', 'phpunit.xml.dist']
    .map(name => inFolder(place.folder, name))
    .find(path => place.texts.read(path) !== undefined);
  if (settings === undefined) return [];
  return [{ command: 'vendor/bin/phpunit', folder: place.folder, at: lineOf(settings, textOf(place, settings), /<phpunit\b/) }];
}

/** A Makefile of the service's own with the target `test`. */
export function makeCommand(place: Place): readonly Command[] {
  const file = inFolder(place.folder, 'Makefile');
  const text = textOf(place, file);
  return /^test\s*:(?!=)/m.test(text) ? [{ command: 'make test', folder: place.folder, at: lineOf(file, text, /^test\s*:.*/m) }] : [];
}
