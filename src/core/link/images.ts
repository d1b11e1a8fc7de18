/** `registry/team/rs-cart:1.2@sha256:…` is `rs-cart`. */
export const imageName = (image: string): string => image.replace(/@.*$/, '').split('/').at(-1)!.replace(/:.*$/, '').toLowerCase();
