import { simple } from '../link/grpc-edges.ts';
import type { Service } from '../link/services.ts';
import type { World } from '../link/world.ts';
import { isTest } from '../model/paths.ts';
import type { Location } from '../model/source.ts';
import { plainMethod } from './occurrence.ts';
import { ownedFacts, type OwnedFact } from './owned-facts.ts';

/** An rpc with an HTTP face, as a service answers it. */
interface Transcoded {
  readonly service: Service;
  readonly method: string;
  readonly path: string;
  /** The method that answers. */
  readonly at: Location;
  /** Where the contract gives it its path. */
  readonly declaredAt: Location;
}

/** `option (google.api.http) = { get: "/v1/orders" }`: whoever serves the rpc is asked there, itself or through a gateway. */
export function transcodedRoutes(world: World): Transcoded[] {
  const faces = world.view
    .all('contract')
    .filter(({ format, operations, file }) => format === 'protobuf' && operations.length > 0 && !isTest(file));
  if (faces.length === 0) return [];
  const servers = Map.groupBy(ownedFacts(world, 'grpc-server'), ({ fact }) => simple(fact.service));
  const answers = answersByName(world);
  return faces.flatMap(({ file, operations }) =>
    operations.flatMap(({ id = '', method, path, at }) => {
      const [holder = '', rpc = ''] = id.split('/');
      const serving = new Set(servers.get(simple(holder))?.map(({ service }) => service));
      return [...serving].flatMap(service =>
        (answers.get(answerName(service, rpc)) ?? []).map(answer => ({
          service,
          method,
          path,
          at: { file: answer.file, span: answer.fact.at },
          declaredAt: { file, span: at },
        })),
      );
    }),
  );
}

const answersByName = (world: World): ReadonlyMap<string, readonly OwnedFact<'answers-call'>[]> =>
  Map.groupBy(
    [...ownedFacts(world, 'answers-call')].filter(({ fact }) => fact.over !== 'http'),
    ({ service, fact }) => answerName(service, fact.name),
  );

const answerName = (service: Service, rpc: string): string => `${service.id} ${plainMethod(rpc)}`;
