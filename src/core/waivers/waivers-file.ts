export const WAIVERS_FILE = '.faultline/waivers.yaml';
