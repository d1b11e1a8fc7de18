/** Keys and tokens as those who hand them out write them. A contract that shows one as its example is not copied into other repositories. */
const SECRET =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bxox[abprs]-[\w-]{20,}|\b[sr]k_live_[A-Za-z0-9]{16,}|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}|\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'{}<>$]+:[^\s/@"'{}<>$]+@/;

export const holdsSecret = (text: string): boolean => SECRET.test(text);
