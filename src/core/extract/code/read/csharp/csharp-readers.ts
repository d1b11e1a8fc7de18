export const csharpReaders: any = [];
