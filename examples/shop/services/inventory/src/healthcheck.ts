import { connect } from 'node:net';

const port = Number(process.env.GRPC_PORT ?? 50051);
const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
socket.once('connect', () => process.exit(0));
socket.once('timeout', () => process.exit(1));
socket.once('error', () => process.exit(1));
