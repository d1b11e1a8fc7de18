/**
 * The spellings under which frameworks look for a key. Spring's relaxed binding: `spring.data.host` is `SPRING_DATA_HOST`;
 * .NET: `ConnectionStrings:Orders` is `ConnectionStrings__Orders`.
 */
export function spellings(name: string): string[] {
  if (/^[A-Z0-9_]+$/.test(name)) return [name];
  const upper = name
    .replace(/[.:-]/g, '_')
    .replace(/\[(\d+)\]/g, '_$1')
    .toUpperCase();
  return [
    ...new Set([
      name,
      name.replaceAll(':', '__'),
      name.replaceAll('.', '__'),
      upper,
      name.replace(/[-]/g, '').replace(/[.]/g, '_').toUpperCase(),
      camel(name),
    ]),
  ];
}

const camel = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
