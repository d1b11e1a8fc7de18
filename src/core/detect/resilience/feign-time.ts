import { folderOf, isUnder } from '../../model/paths.ts';
import type { FilePath } from '../../model/source.ts';
import type { System } from '../system.ts';

/**
 * Until Spring Cloud 2020 (Spring Boot 2.4) Ribbon stood below Feign and Hystrix around it, with times of their own, so what Feign does by
 * itself counts only where the build names a later version.
 */
export function countsByItself(system: System, file: FilePath): boolean {
  return system
    .all('package')
    .filter(({ file: manifest }) => folderOf(manifest) === '' || isUnder(file, folderOf(manifest)))
    .some(({ dependencies }) =>
      dependencies.some(({ name, version }) => /^(?:[\w.]+:)?spring-boot-(?:starter-parent|dependencies)$/.test(name) && isLater(version)),
    );
}

function isLater(version: string | undefined): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 4);
}
