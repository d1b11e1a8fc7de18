export const rustReaders: any = [];
