export type Product = {
  readonly sku: string;
  readonly title: string;
  readonly priceCents: number;
  readonly available: number;
};
