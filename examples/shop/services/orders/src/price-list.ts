export const priceList = [
  { sku: 'tea', title: 'Green tea, 100 g', priceCents: 850 },
  { sku: 'pot', title: 'Cast-iron teapot', priceCents: 6_400 },
  { sku: 'cup', title: 'Two cups', priceCents: 2_200 },
];
