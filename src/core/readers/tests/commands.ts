import { isUnder } from '../../model/paths.ts';
import type { FilePath } from '../../model/source.ts';
import type { Texts } from '../use.ts';
import { dotnetCommands } from './dotnet.ts';
import { jvmCommand } from './jvm.ts';
import { npmCommand } from './npm.ts';
import type { Command, Place } from './place.ts';
import { cargoCommand, goCommand, makeCommand, phpCommand, rubyCommand } from './plain.ts';
import { pythonCommand } from './python.ts';

/** How the tests of a service are run. */
export interface TestCommand extends Command {
  readonly service: string;
}

/** The ways of each ecosystem, in the order in which a person would try them. */
const WAYS: readonly ((place: Place) => readonly Command[])[] = [
  npmCommand,
  goCommand,
  jvmCommand,
  dotnetCommands,
  pythonCommand,
  cargoCommand,
  rubyCommand,
  phpCommand,
];

/** Commands that the manifests of the services know; none is made up where no manifest tells. */
export function testCommands(
  texts: Texts,
  services: readonly { readonly name: string; readonly path?: FilePath }[],
): readonly TestCommand[] {
  return services.flatMap(({ name, path }) => {
    if (path === undefined) return [];
    const place: Place = { texts, folder: path, files: texts.paths.filter(file => isUnder(file, path)) };
    const found = WAYS.flatMap(way => way(place));
    return (found.length > 0 ? found : makeCommand(place)).map(command => ({ service: name, ...command }));
  });
}
