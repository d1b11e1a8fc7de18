// A service that answers at once: node service.mjs http1|grpc
import { createServer } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';

const BODY = JSON.stringify({ id: 'charge-1', amount: 1200, currency: 'EUR' });

function http1() {
  return createServer((request, response) => {
    request.resume().once('end', () => {
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': BODY.length });
      response.end(BODY);
    });
  });
}

function grpc() {
  return createHttp2().on('stream', stream => {
    stream.resume().once('end', () => {
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(Buffer.from([0, 0, 0, 0, 3, 1, 2, 3]));
    });
  });
}

const server = { http1, grpc }[process.argv[2]]();
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
