/** The name that a package of Go has where it is imported: `github.com/shop/orders/v2` is `orders`. */
export const packageName = (specifier: string): string => specifier.split('/').findLast(part => !/^v\d+$/.test(part)) ?? specifier;
