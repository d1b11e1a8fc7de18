/** `OrderItem` is kept in `order_item`. */
export const tableName = (name: string): string => name.toLowerCase().replaceAll('_', '');
