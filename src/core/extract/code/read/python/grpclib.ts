import type { Context } from '../../reader.ts';

/** Bases and stubs that the plugins of grpclib and betterproto make are called like many others, so the imports have to tell: `from shop_grpc import OrdersBase`. */
export const isOfGrpclib = (name: string, { imports, uses }: Context): boolean =>
  uses('grpclib') || uses('betterproto') || imports.get(name.split('.')[0]!)?.endsWith('_grpc') === true;
