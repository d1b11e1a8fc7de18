import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

const COMPOSE = `services:
  web:
    build: web
    environment:
      STOCK_ADDRESS: stock:50051
  stock:
    build: stock
`;

const PROTO = `syntax = "proto3";
package shop;
service Stock {
  rpc Reserve(ReserveRequest) returns (Reservation);
  rpc GetLevel(LevelRequest) returns (Level);
}
`;

const GO_CLIENT = `package main

import (
	"context"
	"os"

	"google.golang.org/grpc"
	pb "shop/genproto"
)

type web struct{ stock pb.StockClient }

func main() {
	conn, _ := grpc.Dial(os.Getenv("STOCK_ADDRESS"))
	w := web{stock: pb.NewStockClient(conn)}
	w.order(context.Background())
}

func (w *web) order(ctx context.Context) {
	w.stock.Reserve(ctx, &pb.ReserveRequest{})
}
`;

const JAVA_SERVER = `package shop;
import io.grpc.stub.StreamObserver;
public class StockServer {
  private static class StockImpl extends StockGrpc.StockImplBase {
    @Override
    public void reserve(ReserveRequest request, StreamObserver<Reservation> observer) {
      observer.onCompleted();
    }
    @Override
    public void getLevel(LevelRequest request, StreamObserver<Level> observer) {
      observer.onCompleted();
    }
  }
}
`;

const system = (client: Texts, server: Texts): Texts => ({ 'compose.yaml': COMPOSE, 'protos/stock.proto': PROTO, ...client, ...server });

const marked = (text: string, at: string): string => text.replace(at, `${at[0]}¦${at.slice(1)}`);

const GO = { 'web/main.go': marked(GO_CLIENT, 'Reserve(ctx'), 'web/go.mod': 'module shop/web\n' };
const JAVA = {
  'stock/src/main/java/shop/StockServer.java': JAVA_SERVER,
  'stock/pom.xml': '<project><artifactId>stock</artifactId></project>',
};

const SERVERS: readonly { readonly language: string; readonly files: Texts; readonly leads: string }[] = [
  {
    language: 'Java',
    files: JAVA,
    leads: 'stock/src/main/java/shop/StockServer.java: public void reserve(ReserveRequest request, StreamObserver<Reservation> observer) {',
  },
  {
    language: 'Go, where another file registers the server,',
    files: {
      'stock/go.mod': 'module shop/stock\n',
      'stock/main.go':
        'package main\n\nimport (\n\t"google.golang.org/grpc"\n\tpb "shop/genproto"\n)\n\nfunc main() {\n\ts := grpc.NewServer()\n\tpb.RegisterStockServer(s, &server{})\n}\n',
      'stock/server.go':
        'package main\n\nimport (\n\t"context"\n\t"google.golang.org/grpc/codes"\n\tpb "shop/genproto"\n)\n\nfunc (s *server) Reserve(ctx context.Context, r *pb.ReserveRequest) (*pb.Reservation, error) {\n\treturn nil, nil\n}\n',
    },
    leads: 'stock/server.go: func (s *server) Reserve(ctx context.Context, r *pb.ReserveRequest) (*pb.Reservation, error) {',
  },
  {
    language: 'C#',
    files: {
      'stock/Stock.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
      'stock/StockService.cs':
        'using Grpc.Core;\nnamespace Shop;\npublic class StockService : Stock.StockBase\n{\n    public override Task<Reservation> Reserve(ReserveRequest request, ServerCallContext context)\n    {\n        return null;\n    }\n}\n',
    },
    leads: 'stock/StockService.cs: public override Task<Reservation> Reserve(ReserveRequest request, ServerCallContext context)',
  },
  {
    language: 'Python',
    files: {
      'stock/requirements.txt': 'grpcio\n',
      'stock/server.py':
        'import grpc\nimport stock_pb2_grpc\n\nclass Stock(stock_pb2_grpc.StockServicer):\n    def Reserve(self, request, context):\n        return None\n\nserver = grpc.server(None)\nstock_pb2_grpc.add_StockServicer_to_server(Stock(), server)\n',
    },
    leads: 'stock/server.py: def Reserve(self, request, context):',
  },
  {
    language: 'Python, below a base of the same file,',
    files: {
      'stock/requirements.txt': 'grpcio\n',
      'stock/server.py':
        'import grpc\nimport stock_pb2_grpc\n\nclass Base(stock_pb2_grpc.StockServicer):\n    pass\n\nclass Shelf(Base):\n    def Reserve(self, request, context):\n        return None\n\nserver = grpc.server(None)\nstock_pb2_grpc.add_StockServicer_to_server(Shelf(), server)\n',
    },
    leads: 'stock/server.py: def Reserve(self, request, context):',
  },
  {
    language: 'JavaScript',
    files: {
      'stock/package.json': '{ "name": "stock", "scripts": { "start": "node server.js" } }',
      'stock/server.js':
        "const grpc = require('@grpc/grpc-js');\nconst shop = load();\nconst server = new grpc.Server();\nserver.addService(shop.Stock.service, {\n  getLevel: level,\n  reserve: (call, done) => done(null, {}),\n});\n",
    },
    leads: 'stock/server.js: reserve: (call, done) => done(null, {}),',
  },
  {
    language: 'Nest',
    files: {
      'stock/package.json': '{ "name": "stock", "scripts": { "start": "nest start" } }',
      'stock/src/stock.controller.ts':
        "import { Controller } from '@nestjs/common';\nimport { GrpcMethod } from '@nestjs/microservices';\n\n@Controller()\nexport class StockController {\n  @GrpcMethod('Stock', 'Reserve')\n  async reserve(request: Request) {\n    return {};\n  }\n}\n",
    },
    leads: "stock/src/stock.controller.ts: @GrpcMethod('Stock', 'Reserve')",
  },
  {
    language: 'Rust',
    files: {
      'stock/Cargo.toml': '[package]\nname = "stock"\n[dependencies]\ntonic = "0.12"\n',
      'stock/src/main.rs':
        'use tonic::{Request, Response, Status};\nuse shop::stock_server::{Stock, StockServer};\n\n#[tonic::async_trait]\nimpl Stock for Shelf {\n    async fn reserve(&self, request: Request<R>) -> Result<Response<A>, Status> {\n        todo!()\n    }\n}\n\nfn main() { Server::builder().add_service(StockServer::new(Shelf {})); }\n',
    },
    leads: 'stock/src/main.rs: async fn reserve(&self, request: Request<R>) -> Result<Response<A>, Status> {',
  },
  {
    language: 'C++',
    files: {
      'stock/Dockerfile': 'FROM gcc\nCOPY . .\n',
      'stock/server.cpp':
        '#include <grpcpp/grpcpp.h>\nclass StockService final : public shop::Stock::Service\n{\n  Status Reserve(ServerContext* context, const ReserveRequest* request, Reservation* response) override {\n    return Status::OK;\n  }\n};\n',
    },
    leads: 'stock/server.cpp: Status Reserve(ServerContext* context, const ReserveRequest* request, Reservation* response) override {',
  },
];

for (const { language, files, leads } of SERVERS)
  test(`a call of a stub leads to the method that answers it in ${language} of the other service`, () => {
    expect(jumps(system(GO, files))).toEqual([leads]);
  });

const CLIENTS: readonly { readonly language: string; readonly files: Texts }[] = [
  {
    language: 'Python',
    files: {
      'web/requirements.txt': 'grpcio\n',
      'web/app.py':
        "import os\nimport grpc\nimport stock_pb2_grpc\nchannel = grpc.insecure_channel(os.environ['STOCK_ADDRESS'])\nshelf = stock_pb2_grpc.StockStub(channel)\nshelf.Reser¦ve(request)\n",
    },
  },
  {
    language: 'JavaScript',
    files: {
      'web/package.json': '{ "name": "web", "scripts": { "start": "node ." } }',
      'web/index.js':
        "const grpc = require('@grpc/grpc-js');\nconst shop = load();\nconst client = new shop.Stock(process.env.STOCK_ADDRESS, grpc.credentials.createInsecure());\nclient.reser¦ve({}, done);\n",
    },
  },
  {
    language: 'Nest',
    files: {
      'web/package.json': '{ "name": "web", "scripts": { "start": "nest start" } }',
      'web/src/stock.service.ts':
        "import { ClientGrpc } from '@nestjs/microservices';\nexport class Shelf {\n  private stock: StockClient;\n  constructor(private readonly client: ClientGrpc) {}\n  onModuleInit() {\n    this.stock = this.client.getService<StockClient>('Stock');\n  }\n  take(id: string) {\n    return this.stock.reser¦ve({ id });\n  }\n}\n",
    },
  },
  {
    language: 'Java',
    files: {
      'web/pom.xml': '<project><artifactId>web</artifactId></project>',
      'web/src/main/java/Web.java':
        'import io.grpc.*;\npublic class Web {\n  private final StockGrpc.StockBlockingStub shelf;\n  Web() {\n    ManagedChannel channel = ManagedChannelBuilder.forTarget(System.getenv("STOCK_ADDRESS")).build();\n    shelf = StockGrpc.newBlockingStub(channel);\n  }\n  void take() {\n    shelf.withDeadlineAfter(1, SECONDS).reser¦ve(request);\n  }\n  public static void main(String[] a) {}\n}\n',
    },
  },
  {
    language: 'Kotlin',
    files: {
      'web/build.gradle.kts': 'plugins { application }\n',
      'web/src/main/kotlin/Web.kt':
        'import io.grpc.ManagedChannelBuilder\n\nclass Web {\n  private val channel = ManagedChannelBuilder.forTarget(System.getenv("STOCK_ADDRESS")).build()\n  private val stub = StockGrpcKt.StockCoroutineStub(channel)\n  suspend fun take() {\n    stub.reser¦ve(request)\n  }\n}\n\nfun main() {}\n',
    },
  },
  {
    language: 'C#',
    files: {
      'web/Web.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
      'web/Program.cs':
        'using Grpc.Net.Client;\nvar channel = GrpcChannel.ForAddress(Environment.GetEnvironmentVariable("STOCK_ADDRESS"));\nvar shelf = new Stock.StockClient(channel);\nawait shelf.Reser¦veAsync(new ReserveRequest());\n',
    },
  },
  {
    language: 'Ruby',
    files: {
      'web/Gemfile': "gem 'grpc'\n",
      'web/app.rb':
        "require 'grpc'\nstub = Shop::Stock::Stub.new(ENV['STOCK_ADDRESS'], :this_channel_is_insecure)\nstub.reser¦ve(request)\n",
    },
  },
  {
    language: 'PHP',
    files: {
      'web/composer.json': '{ "name": "shop/web" }',
      'web/index.php': "<?php\n$client = new \\Shop\\StockClient(getenv('STOCK_ADDRESS'), []);\n$client->Reser¦ve($request)->wait();\n",
    },
  },
  {
    language: 'Rust',
    files: {
      'web/Cargo.toml': '[package]\nname = "web"\n[dependencies]\ntonic = "0.12"\n',
      'web/src/main.rs':
        'use shop::stock_client::StockClient;\n\n#[tokio::main]\nasync fn main() {\n    let mut client = StockClient::connect(std::env::var("STOCK_ADDRESS").unwrap()).await.unwrap();\n    client.reser¦ve(request).await;\n}\n',
    },
  },
  {
    language: 'C++',
    files: {
      'web/Dockerfile': 'FROM gcc\nCOPY . .\n',
      'web/main.cpp':
        '#include <grpcpp/grpcpp.h>\nint main() {\n  auto shelf_stub = Stock::NewStub(channel);\n  shelf_stub->Reser¦ve(&context, request, &answer);\n}\n',
    },
  },
];

for (const { language, files } of CLIENTS)
  test(`a call of a stub in ${language} leads to the method that answers it in another language`, () => {
    expect(jumps(system(files, JAVA))).toEqual([SERVERS[0]!.leads]);
  });

test('the callers of an rpc are found from the method that answers it', () => {
  const files = system(
    { ...GO, 'web/main.go': GO_CLIENT },
    { 'stock/src/main/java/shop/StockServer.java': marked(JAVA_SERVER, 'reserve(') },
  );
  expect(jumps(files, 'references')).toEqual(['web/main.go: w.stock.Reserve(ctx, &pb.ReserveRequest{})']);
});

test('callers and answers are found from the contract', () => {
  const files = { ...system({ ...GO, 'web/main.go': GO_CLIENT }, JAVA), 'protos/stock.proto': marked(PROTO, 'Reserve(') };
  expect(jumps(files, 'references')).toEqual(['web/main.go: w.stock.Reserve(ctx, &pb.ReserveRequest{})', SERVERS[0]!.leads]);
});

test('the field of an answer that is called like an rpc is no call of it', () => {
  const client = GO_CLIENT.replace(
    'w.stock.Reserve(ctx, &pb.ReserveRequest{})',
    'level, _ := w.stock.GetLevel(ctx, nil)\n\tlevel.Re¦serve()',
  );
  expect(jumps(system({ ...GO, 'web/main.go': client }, JAVA))).toEqual([]);
});

test('a stub of another service with a method of the same name leads elsewhere', () => {
  const client = GO_CLIENT.replaceAll('Stock', 'Parcel').replace('Reserve(ctx', 'Re¦serve(ctx');
  expect(jumps(system({ ...GO, 'web/main.go': client }, JAVA))).toEqual([]);
});
