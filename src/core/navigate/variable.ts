import type { Service } from '../link/services.ts';
import type { Location } from '../model/source.ts';
import type { Occurrence } from './occurrence.ts';

/** Frameworks spell a key in more than one way: `orders.base-url`, `Orders:BaseUrl`, `ORDERS_BASE_URL`. */
export const spelled = (name: string): string => name.replace(/[.:\-[\]]+|__/g, '_').toUpperCase();

const elementOf = (service: Service, name: string): string => `variable ${service.id} ${spelled(name)}`;

export const setting = (service: Service, name: string, at: Location): Occurrence => ({
  element: elementOf(service, name),
  role: 'sets',
  at,
  owner: service.id,
  word: name,
});

export const reading = (service: Service, name: string, { at, doubt }: { readonly at: Location; readonly doubt: number }): Occurrence => ({
  element: elementOf(service, name),
  role: 'reads',
  at,
  owner: service.id,
  word: name,
  ...(doubt > 0 && { doubt }),
});
