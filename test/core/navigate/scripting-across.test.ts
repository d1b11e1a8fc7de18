import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';
const CALLER = {
  'compose.yaml': 'services:\n  shop:\n    build: shop\n    environment:\n      STOCK_URL: http://stock:8000\n  stock: { build: stock }\n',
};
const STOCK = { 'stock/main.py': 'from flask import Flask\napp = Flask(__name__)\n@app.route("/items/<int:item>")\ndef one(item): ...\n' };
const SERVED = ['stock/main.py: @app.route("/items/<int:item>")'];
const JUMPS: readonly [string, Texts, string, readonly string[]][] = [
  [
    'settings of pydantic that another file makes',
    {
      ...CALLER,
      ...STOCK,
      'shop/app/config.py':
        'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    stock_url: str\nsettings = Settings()\n',
      'shop/app/main.py':
        'import httpx\nfrom app.config import settings\nasync def go(id):\n    async with httpx.AsyncClient() as client:\n        await client.get(f"{settings.stock_url}/ite¦ms/{id}")\n',
    },
    'definitions',
    SERVED,
  ],
  [
    'settings that a function gives',
    {
      ...CALLER,
      ...STOCK,
      'shop/app/config.py':
        'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    stock_url: str\ndef get_settings():\n    return Settings()\n',
      'shop/app/main.py':
        'import httpx\nfrom app.config import get_settings\nasync def go(id):\n    async with httpx.AsyncClient(base_url=get_settings().stock_url) as client:\n        await client.get(f"/ite¦ms/{id}")\n',
    },
    'definitions',
    SERVED,
  ],
  [
    'a setting of Django',
    {
      ...CALLER,
      ...STOCK,
      'shop/shop/settings.py': 'import os\nSTOCK_URL = os.environ["STOCK_URL"]\n',
      'shop/orders/views.py':
        'import requests\nfrom django.conf import settings\ndef go(id):\n    return requests.get(f"{settings.STOCK_URL}/ite¦ms/{id}")\n',
    },
    'definitions',
    SERVED,
  ],
  [
    'a key of the configuration of Flask',
    {
      ...CALLER,
      ...STOCK,
      'shop/config.py': 'import os\nclass Config:\n    STOCK_URL = os.environ["STOCK_URL"]\n',
      'shop/api.py':
        'import requests\nfrom flask import current_app\ndef go(id):\n    url = current_app.config["STOCK_URL"] + f"/ite¦ms/{id}"\n    return requests.get(url)\n',
    },
    'definitions',
    SERVED,
  ],
  [
    'a key of a configuration file of Laravel',
    {
      ...CALLER,
      ...STOCK,
      'shop/config/services.php': '<?php\nreturn [\n  "stock" => ["url" => env("STOCK_URL")],\n];\n',
      'shop/app/Stock.php':
        '<?php\nuse Illuminate\\Support\\Facades\\Http;\nclass Stock { public function one($id) { return Http::get(config("services.stock.url") . "/ite¦ms/{$id}"); } }\n',
    },
    'definitions',
    SERVED,
  ],
  [
    'an argument that the container of Symfony fills',
    {
      ...CALLER,
      ...STOCK,
      'shop/config/services.yaml':
        "parameters:\n  stock_url: '%env(STOCK_URL)%'\nservices:\n  App\\Stock:\n    arguments:\n      $url: '%env(STOCK_URL)%'\n",
      'shop/src/Stock.php':
        '<?php\nnamespace App;\nuse Symfony\\Contracts\\HttpClient\\HttpClientInterface;\nclass Stock { public function __construct(private HttpClientInterface $client, private string $url) {}\n public function one($id) { return $this->client->request("GET", $this->url . "/ite¦ms/" . $id); } }\n',
    },
    'definitions',
    SERVED,
  ],
  [
    'a constant of an initializer',
    {
      ...CALLER,
      ...STOCK,
      'shop/config/initializers/stock.rb': 'STOCK_URL = ENV.fetch("STOCK_URL")\n',
      'shop/app/services/stock.rb':
        'require "faraday"\nclass Stock\n  def one(id)\n    Faraday.get("#{STOCK_URL}/ite¦ms/#{id}")\n  end\nend\n',
    },
    'definitions',
    SERVED,
  ],
  [
    'who asks for what a router of views serves',
    {
      ...CALLER,
      'stock/stock/urls.py':
        'from django.urls import include, path\nfrom rest_framework import routers\nfrom items import views\nrouter = routers.DefaultRouter()\nrouter.register(r"ite¦ms", views.ItemViewSet)\nurlpatterns = [path("api/", include(router.urls))]\n',
      'shop/main.py': 'import os, requests\nrequests.get(os.environ["STOCK_URL"] + "/api/items/7/")\n',
    },
    'references',
    ['shop/main.py: requests.get(os.environ["STOCK_URL"] + "/api/items/7/")'],
  ],
  [
    'who asks for resources of Rails',
    {
      ...CALLER,
      'stock/config/routes.rb': 'Rails.application.routes.draw do\n  namespace :api do\n    resources :ite¦ms\n  end\nend\n',
      'stock/Gemfile': 'gem "rails"\n',
      'shop/main.py': 'import os, requests\nrequests.delete(os.environ["STOCK_URL"] + "/api/items/7")\n',
    },
    'references',
    ['shop/main.py: requests.delete(os.environ["STOCK_URL"] + "/api/items/7")'],
  ],
  [
    'who asks for a resource of Laravel',
    {
      ...CALLER,
      'stock/routes/api.php': "<?php\nuse Illuminate\\Support\\Facades\\Route;\nRoute::apiResource('ite¦ms', ItemController::class);\n",
      'stock/composer.json': '{"require":{"laravel/framework":"^11"}}',
      'shop/main.py': 'import os, requests\nrequests.put(os.environ["STOCK_URL"] + "/api/items/7")\n',
    },
    'references',
    ['shop/main.py: requests.put(os.environ["STOCK_URL"] + "/api/items/7")'],
  ],
  [
    'an rpc of grpcio',
    {
      ...CALLER,
      'proto/stock.proto': 'syntax = "proto3";\npackage stock;\nservice Stock { rpc Reserve(R) returns (R); }\nmessage R {}\n',
      'shop/main.py':
        'import grpc\nimport stock_pb2, stock_pb2_grpc\nstub = stock_pb2_grpc.StockStub(grpc.insecure_channel("stock:50051"))\nstub.Res¦erve(stock_pb2.R())\n',
      'stock/main.py':
        'import grpc\nimport stock_pb2_grpc\nclass Stock(stock_pb2_grpc.StockServicer):\n    def Reserve(self, request, context): ...\nstock_pb2_grpc.add_StockServicer_to_server(Stock(), grpc.server(None))\n',
    },
    'definitions',
    ['stock/main.py: def Reserve(self, request, context): ...'],
  ],
  [
    'an rpc of grpclib',
    {
      ...CALLER,
      'proto/stock.proto': 'syntax = "proto3";\npackage stock;\nservice Stock { rpc Reserve(R) returns (R); }\nmessage R {}\n',
      'shop/main.py':
        'from grpclib.client import Channel\nfrom stock_grpc import StockStub\nasync def go():\n    stub = StockStub(Channel("stock", 50051))\n    await stub.Res¦erve(None)\n',
      'stock/main.py':
        'from grpclib.server import Server\nfrom stock_grpc import StockBase\nclass Stock(StockBase):\n    async def Reserve(self, stream): ...\nserver = Server([Stock()])\n',
    },
    'definitions',
    ['stock/main.py: async def Reserve(self, stream): ...'],
  ],
  [
    'an rpc of betterproto',
    {
      ...CALLER,
      'proto/stock.proto': 'syntax = "proto3";\npackage stock;\nservice Stock { rpc ReserveItem(R) returns (R); }\nmessage R {}\n',
      'shop/main.py':
        'from grpclib.client import Channel\nfrom lib.stock import StockStub\nasync def go():\n    stub = StockStub(Channel("stock", 50051))\n    await stub.reserve_¦item(None)\n',
      'stock/main.py':
        'from grpclib.server import Server\nfrom lib.stock import StockBase\nclass Stock(StockBase):\n    async def reserve_item(self, r): ...\nserver = Server([Stock()])\n',
    },
    'definitions',
    ['stock/main.py: async def reserve_item(self, r): ...'],
  ],
  [
    'an action of a set of views',
    {
      ...CALLER,
      'stock/stock/urls.py':
        'from django.urls import include, path\nfrom rest_framework import routers\nfrom items import views\nrouter = routers.DefaultRouter()\nrouter.register(r"items", views.ItemViewSet)\nurlpatterns = [path("api/", include(router.urls))]\n',
      'stock/items/views.py':
        'from rest_framework import viewsets\nfrom rest_framework.decorators import action\nclass ItemViewSet(viewsets.ModelViewSet):\n    @action(detail=True, methods=["post"])\n    def reserve(self, request, pk=None): ...\n',
      'shop/main.py': 'import os, requests\nrequests.post(os.environ["STOCK_URL"] + "/api/items/7/res¦erve/")\n',
    },
    'definitions',
    ['stock/items/views.py: @action(detail=True, methods=["post"])'],
  ],
  [
    'who asks with a base address of HTTParty',
    {
      ...CALLER,
      ...STOCK,
      'stock/main.py': 'from flask import Flask\napp = Flask(__name__)\n@app.route("/ite¦ms/<int:item>")\ndef one(item): ...\n',
      'shop/app.rb':
        'require "httparty"\nclass Stock\n  include HTTParty\n  base_uri ENV["STOCK_URL"]\n  def one(id)\n    self.class.get("/items/#{id}")\n  end\nend\n',
    },
    'references',
    ['shop/app.rb: self.class.get("/items/#{id}")'],
  ],
];
test.each(JUMPS)('%s', (_n, files, what, leads) => expect(jumps(files, what as 'definitions')).toEqual(leads));
