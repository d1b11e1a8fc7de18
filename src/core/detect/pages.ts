import type { FilePath } from '../model/source.ts';
import type { SystemService } from './system.ts';

const PAGE = /\.(?:jsx|tsx|vue|svelte|html)$|(?:^|\/)(?:public|static|www|wwwroot|assets|js)\/(?:[^/]+\/)*[^/]+\.js$/;
/** These run the same files on the server too. */
const RENDERS =
  /^(?:next|nuxt|@remix-run\/.*|astro|@sveltejs\/kit|gatsby|@tanstack\/react-start|@angular\/ssr|express|fastify|koa|@nestjs\/core)$/;
const BUNDLES = /^(?:react-scripts|vite|@vue\/cli-service|@angular\/cli|parcel|webpack)$/;

/** A file of a service that only browsers run: a page of a program that renders nothing on its server, or any script of one that is only a bundle. */
export function isPage(file: FilePath, service: SystemService): boolean {
  const names = service.facts('package').flatMap(({ dependencies }) => dependencies.map(({ name }) => name));
  if (names.some(name => RENDERS.test(name))) return false;
  return PAGE.test(file) || (names.some(name => BUNDLES.test(name)) && /(?:^|\/)src\/.*\.[jt]s$/.test(file));
}
