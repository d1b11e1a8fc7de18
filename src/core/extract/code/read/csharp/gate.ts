export const csharpGate: any = (t: string) => true;
