import type { FilePath } from '../model/source.ts';
import type { System } from './system.ts';

/** Ids of the services whose image a Dockerfile makes. */
export const builtBy = (dockerfile: FilePath, { services }: Pick<System, 'services'>): readonly string[] =>
  services.filter(({ dockerfiles }) => dockerfiles.some(({ file }) => file === dockerfile)).map(({ id }) => id);
