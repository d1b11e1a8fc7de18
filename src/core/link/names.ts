/** Names are compared without case and punctuation: `Catalog.API`, `catalog-api` and `catalog_api` are one. */
export const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const SUFFIX = /(micro)?(service|svc|server|api|app|deployment|project|backend)$/;

/** `shop.v1.Inventory` and `InventoryService` by their last part, without case. */
export const simple = (service: string): string => (service.split(/[./]/).at(-1) ?? service).toLowerCase();

/** A name without the word that only says that it is a service; the name itself where nothing would be left. */
export function stem(name: string): string {
  const whole = plain(name);
  const short = whole.replace(SUFFIX, '');
  return short.length >= 3 ? short : whole;
}
