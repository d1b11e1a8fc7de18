import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

interface Jump {
  readonly rule: string;
  readonly files: Texts;
  readonly what?: 'references';
  readonly leads: readonly string[];
}

const TWO = {
  'compose.yaml': 'services:\n  shop: { build: shop }\n  stock: { build: stock }\n',
  'shop/package.json': '{ "name": "shop" }',
};

/** What the shop asks of the stock. */
const asks = (path: string, method = 'GET'): Texts => ({
  'shop/app.js': `export const get = () => fetch('http://stock:8000${path.slice(0, 3)}¦${path.slice(3)}', { method: '${method}' });\n`,
});

const route = (rule: string, path: string, { files, leads, method }: { files: Texts; leads: string; method?: string }): Jump => ({
  rule,
  files: { ...TWO, ...asks(path, method), ...files },
  leads: [leads],
});

const JUMPS: readonly Jump[] = [
  route('fastapi include_router', '/v1/items/7', {
    files: {
      'stock/main.py':
        'from fastapi import FastAPI\nfrom routers import items\napp = FastAPI()\napp.include_router(items.router, prefix="/v1")\n',
      'stock/routers/items.py':
        'from fastapi import APIRouter\nrouter = APIRouter(prefix="/items")\n@router.get("/{item_id}")\nasync def one(item_id: int): ...\n',
    },
    leads: 'stock/routers/items.py: @router.get("/{item_id}")',
  }),
  route('flask blueprint', '/v1/items/7', {
    files: {
      'stock/main.py':
        'from flask import Flask\nfrom items import items\napp = Flask(__name__)\napp.register_blueprint(items, url_prefix="/v1")\n',
      'stock/items.py':
        'from flask import Blueprint\nitems = Blueprint("items", __name__)\n@items.route("/items/<int:item>")\ndef one(item): ...\n',
    },
    leads: 'stock/items.py: @items.route("/items/<int:item>")',
  }),
  route('restx namespace', '/items/7', {
    files: {
      'stock/main.py':
        'from flask import Flask\nfrom flask_restx import Api, Namespace, Resource\napi = Api(Flask(__name__))\nns = Namespace("items")\n@ns.route("/<int:item>")\nclass Item(Resource):\n    def get(self, item): ...\napi.add_namespace(ns)\n',
    },
    leads: 'stock/main.py: @ns.route("/<int:item>")',
  }),
  route('restx api.namespace', '/v2/items/7', {
    files: {
      'stock/main.py':
        'from flask import Flask\nfrom flask_restx import Api, Resource\napi = Api(Flask(__name__))\nns = api.namespace("items", path="/v2/items")\n@ns.route("/<int:item>")\nclass Item(Resource):\n    def get(self, item): ...\n',
    },
    leads: 'stock/main.py: @ns.route("/<int:item>")',
  }),
  route('drf router', '/api/items/7/', {
    files: {
      'stock/stock/urls.py':
        'from django.urls import include, path\nfrom rest_framework import routers\nfrom items import views\nrouter = routers.DefaultRouter()\nrouter.register(r"items", views.ItemViewSet)\nurlpatterns = [path("api/", include(router.urls))]\n',
      'stock/items/views.py': 'from rest_framework import viewsets\nclass ItemViewSet(viewsets.ModelViewSet):\n    queryset = None\n',
    },
    leads: 'stock/stock/urls.py: router.register(r"items", views.ItemViewSet)',
  }),
  route('drf router of an app', '/api/items/', {
    files: {
      'stock/stock/urls.py': 'from django.urls import include, path\nurlpatterns = [path("api/", include("items.urls"))]\n',
      'stock/items/urls.py':
        'from rest_framework.routers import SimpleRouter\nfrom . import views\nrouter = SimpleRouter()\nrouter.register("items", views.ItemViewSet, basename="item")\nurlpatterns = router.urls\n',
    },
    leads: 'stock/items/urls.py: router.register("items", views.ItemViewSet, basename="item")',
  }),
  route('patterns of Django that are made of others', '/v1/items/7/', {
    files: {
      'stock/stock/urls.py': 'from django.urls import include, path\nurlpatterns = [path("v1/", include("stock.app"))]\n',
      'stock/stock/app/__init__.py': 'from .items import urlpatterns as item_urls\nurlpatterns = [*item_urls]\n',
      'stock/stock/app/items.py': 'from django.urls import path\nurlpatterns = [path("items/<int:id>/", None)]\n',
      'stock/stock/v2.py': 'from django.urls import path\nurlpatterns = [path("v2/items/<int:id>/", None)]\n',
    },
    leads: 'stock/stock/app/items.py: urlpatterns = [path("items/<int:id>/", None)]',
  }),
  route('a client that inherits its requests', '/items/7', {
    files: {
      'shop/app.js':
        "import { APIService } from './api.service';\nexport class Items extends APIService {\n  one(id) {\n    return this.get(`/v1/ite¦ms/${id}/`);\n  }\n}\n",
      'stock/main.py': 'from flask import Flask\napp = Flask(__name__)\n@app.route("/v1/items/<int:item>/")\ndef one(item): ...\n',
    },
    leads: 'stock/main.py: @app.route("/v1/items/<int:item>/")',
  }),
  {
    rule: 'the root of a server, and back to who asks for it',
    files: {
      ...TWO,
      'shop/main.py': 'import requests\nrequests.post("http://stock/", data=b"x")\n',
      'stock/app.rb': 'require "sinatra"\npost "¦/" do\n  "stored"\nend\nget "/" do\n  "stock"\nend\n',
    },
    what: 'references',
    leads: ['shop/main.py: requests.post("http://stock/", data=b"x")'],
  },
  {
    rule: 'a location of nginx leads to the routes that begin with it',
    files: {
      'compose.yaml': 'services:\n  web: { build: web }\n  stock: { build: stock }\n',
      'web/Dockerfile': 'FROM nginx\nCOPY default.conf /etc/nginx/conf.d/default.conf\n',
      'web/default.conf': 'server {\n  listen 80;\n  location /it¦ems {\n    proxy_pass http://stock:8000;\n  }\n}\n',
      'stock/main.py': 'from flask import Flask\napp = Flask(__name__)\n@app.route("/items/all")\ndef all(): ...\n',
    },
    leads: ['stock/main.py: @app.route("/items/all")'],
  },
  route('aiohttp table', '/items/7', {
    files: {
      'stock/main.py':
        'from aiohttp import web\nasync def one(request): ...\napp = web.Application()\napp.add_routes([web.get("/items/{id}", one)])\nweb.run_app(app)\n',
    },
    leads: 'stock/main.py: app.add_routes([web.get("/items/{id}", one)])',
  }),
  route('aiohttp add_route', '/items/7', {
    files: {
      'stock/main.py':
        'from aiohttp import web\nasync def one(request): ...\napp = web.Application()\napp.router.add_route("GET", "/items/{id}", one)\nweb.run_app(app)\n',
    },
    leads: 'stock/main.py: app.router.add_route("GET", "/items/{id}", one)',
  }),
  route('aiohttp subapp', '/admin/items/7', {
    files: {
      'stock/main.py':
        'from aiohttp import web\nfrom admin import admin\napp = web.Application()\napp.add_subapp("/admin", admin)\nweb.run_app(app)\n',
      'stock/admin.py':
        'from aiohttp import web\nadmin = web.Application()\nasync def one(request): ...\nadmin.router.add_get("/items/{id}", one)\n',
    },
    leads: 'stock/admin.py: admin.router.add_get("/items/{id}", one)',
  }),
  route('starlette mount', '/api/items/7', {
    files: {
      'stock/main.py':
        'from starlette.applications import Starlette\nfrom starlette.routing import Mount, Route\nasync def one(request): ...\napp = Starlette(routes=[\n  Mount("/api", routes=[\n    Route("/items/{id:int}", one),\n  ]),\n])\n',
    },
    leads: 'stock/main.py: Route("/items/{id:int}", one),',
  }),
  route('sanic', '/api/items/7', {
    files: {
      'stock/main.py':
        'from sanic import Sanic, Blueprint\napp = Sanic("stock")\nbp = Blueprint("items", url_prefix="/api")\n@bp.get("/items/<item:int>")\nasync def one(request, item): ...\napp.blueprint(bp)\n',
    },
    leads: 'stock/main.py: @bp.get("/items/<item:int>")',
  }),
  route('sanic add_route', '/items/7', {
    files: {
      'stock/main.py':
        'from sanic import Sanic\napp = Sanic("stock")\nasync def one(request, item): ...\napp.add_route(one, "/items/<item:int>")\n',
    },
    leads: 'stock/main.py: app.add_route(one, "/items/<item:int>")',
  }),
  route('tornado', '/items/7', {
    files: {
      'stock/main.py':
        'import tornado.web\nclass ItemHandler(tornado.web.RequestHandler):\n    def get(self, item): ...\napp = tornado.web.Application([\n    (r"/items/([0-9]+)", ItemHandler),\n])\n',
    },
    leads: 'stock/main.py: (r"/items/([0-9]+)", ItemHandler),',
  }),
  route('tornado url', '/items/7', {
    files: {
      'stock/main.py':
        'import tornado.web\nfrom tornado.web import url\nclass ItemHandler(tornado.web.RequestHandler):\n    def get(self, item): ...\napp = tornado.web.Application([\n    url(r"/items/([0-9]+)", ItemHandler, name="item"),\n])\n',
    },
    leads: 'stock/main.py: url(r"/items/([0-9]+)", ItemHandler, name="item"),',
  }),
  route('litestar', '/items/7', {
    files: {
      'stock/main.py':
        'from litestar import Litestar, get\n@get("/items/{item:int}")\nasync def one(item: int) -> dict: ...\napp = Litestar([one])\n',
    },
    leads: 'stock/main.py: @get("/items/{item:int}")',
  }),
  route('litestar controller', '/items/7', {
    files: {
      'stock/main.py':
        'from litestar import Controller, Litestar, get\nclass Items(Controller):\n    path = "/items"\n\n    @get("/{item:int}")\n    async def one(self, item: int) -> dict: ...\napp = Litestar([Items])\n',
    },
    leads: 'stock/main.py: @get("/{item:int}")',
  }),
  route('bottle', '/items/7', {
    files: { 'stock/main.py': 'from bottle import get, run\n@get("/items/<item>")\ndef one(item): ...\nrun(host="0.0.0.0", port=8000)\n' },
    leads: 'stock/main.py: @get("/items/<item>")',
  }),
  route('pyramid', '/items/7', {
    files: {
      'stock/main.py':
        'from pyramid.config import Configurator\nwith Configurator() as config:\n    config.add_route("item", "/items/{id}")\n',
    },
    leads: 'stock/main.py: config.add_route("item", "/items/{id}")',
  }),
  route('ninja', '/api/items/7', {
    files: {
      'stock/stock/urls.py':
        'from django.urls import path\nfrom ninja import NinjaAPI\nfrom items.api import router\napi = NinjaAPI()\napi.add_router("/items/", router)\nurlpatterns = [path("api/", api.urls)]\n',
      'stock/items/api.py': 'from ninja import Router\nrouter = Router()\n@router.get("/{item}")\ndef one(request, item: int): ...\n',
    },
    leads: 'stock/items/api.py: @router.get("/{item}")',
  }),
  route('flask method view', '/items/7', {
    files: {
      'stock/main.py':
        'from flask import Flask\nfrom flask.views import MethodView\napp = Flask(__name__)\nclass Item(MethodView):\n    def get(self, item): ...\napp.add_url_rule("/items/<int:item>", view_func=Item.as_view("item"))\n',
    },
    leads: 'stock/main.py: app.add_url_rule("/items/<int:item>", view_func=Item.as_view("item"))',
  }),
];

test.each(JUMPS)('a request leads to where its route is declared: $rule', ({ files, what, leads }) => {
  expect(jumps(files, what)).toEqual(leads);
});
