export const rustGate: any = (t: string) => true;
