// In the place of ssh2, which dockerode asks for at its start and which has native parts: engines behind SSH are refused before it would be used.
exports.Client = function Client() {
  throw new Error('A Docker engine behind SSH cannot be used; use a local one.');
};
