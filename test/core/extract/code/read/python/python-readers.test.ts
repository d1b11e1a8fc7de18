import { expect, test } from 'vitest';
import { pythonModule } from '../../../../../../src/core/extract/code/parse/python.ts';
import { pythonReaders } from '../../../../../../src/core/extract/code/read/python/python-readers.ts';
import { sayings } from '../said.ts';

const said = sayings(pythonModule, pythonReaders);

test.each([
  [
    'a request with a variable and a fallback',
    'import requests, os\nrequests.get(os.getenv("ORDERS", "http://orders") + "/x")',
    ['uses http GET ${ORDERS|http://orders}/x'],
  ],
  ['an alias of a library is the library', 'import httpx as h\nh.post(f"http://{HOST}/x")', ['uses http POST http://<HOST>/x']],
  [
    'what a response holds is no request',
    'import requests\nr = requests.get("http://a/b")\nr.json().get("data")',
    ['uses http GET http://a/b'],
  ],
  [
    'a client puts its base before its paths',
    'import httpx\nclient = httpx.Client(base_url="http://stock")\nclient.get("/items")',
    ['uses http GET http://stock /items'],
  ],
  [
    'a session from elsewhere counts by its address',
    'import aiohttp\nasync def f(session):\n  async with session.get("http://a/b") as r: return r.get("x")',
    ['uses http GET http://a/b'],
  ],
  [
    'a local variable is looked through',
    'import requests\ndef f():\n  url = "http://a/%s" % id\n  requests.delete(url)',
    ['uses http DELETE http://a/<id>'],
  ],
  ['a dictionary is no client', 'd = {}\nd.get("http")', []],
  [
    'a stub goes where its channel goes',
    'import grpc\nimport shop_pb2_grpc\nchannel = grpc.insecure_channel("stock:50051")\nstub = shop_pb2_grpc.StockStub(channel)',
    ['uses grpc stock:50051', 'calls Stock stock:50051'],
  ],
  [
    'a servicer is served',
    'import grpc\npb.add_StockServicer_to_server(S(), server)\nserver.add_insecure_port("[::]:50051")',
    ['serves Stock', 'listens 50051'],
  ],
  [
    'a blueprint puts its prefix before each path',
    'from flask import Blueprint\nbp = Blueprint("o", __name__, url_prefix="/orders")\n@bp.route("/<int:id>", methods=["GET", "PUT"])\ndef f(id): pass',
    ['serves GET /orders/{id}', 'serves PUT /orders/{id}'],
  ],
  [
    'a router of FastAPI too',
    'from fastapi import APIRouter\nrouter = APIRouter(prefix="/orders")\n@router.post("/{id}")\nasync def f(id): pass',
    ['serves POST /orders/{id}'],
  ],
  [
    'paths of Django have no slash in front',
    'from django.urls import path, include\nurlpatterns = [path("orders/<int:id>/", view), path("api/", include("api.urls"))]',
    ['serves * /orders/{id}/'],
  ],
  [
    'Redis by host and port',
    'from redis import Redis\nr = Redis(host="cache", port=6379)\nr.rpush("jobs", x)',
    ['uses redis cache:6379', 'publishes redis jobs'],
  ],
  [
    'an engine of SQLAlchemy is what its text says',
    'from sqlalchemy import create_engine\ncreate_engine("mysql+pymysql://u@db/x")',
    ['uses mysql mysql+pymysql://u@db/x'],
  ],
  ['a keyword may hold the address', 'import psycopg2\npsycopg2.connect(host="db", dbname="x")', ['uses postgres db']],
  [
    'Kafka by its servers and topic',
    'from kafka import KafkaProducer\np = KafkaProducer(bootstrap_servers=["a:1", "b:2"])\np.send("orders", x)',
    ['uses kafka a:1', 'uses kafka b:2', 'publishes kafka orders'],
  ],
  [
    'a confluent consumer subscribes to a list',
    'from confluent_kafka import Consumer\nc = Consumer({"bootstrap.servers": "k:9092"})\nc.subscribe(["a", "b"])',
    ['uses kafka k:9092', 'subscribes kafka a', 'subscribes kafka b'],
  ],
  [
    'pika publishes to a key of an exchange',
    'import pika\nch.basic_publish(exchange="", routing_key="jobs", body=b)',
    ['publishes rabbitmq jobs'],
  ],
  [
    'a task is received by its name and sent by it',
    'from celery import Celery\napp = Celery("x", broker="redis://r:6379")\n@app.task(name="charge")\ndef f(): pass\napp.send_task("mail")',
    ['uses redis redis://r:6379', 'starts celery', 'subscribes messaging charge', 'publishes messaging mail'],
  ],
  [
    'settings are variables in capitals',
    'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n  orders_url: str = "http://o"\n  model_config = SettingsConfigDict(env_prefix="SHOP_")',
    ['reads SHOP_ORDERS_URL http://o'],
  ],
  [
    'databases of Django',
    'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "db", "PORT": 5432}}',
    ['uses postgres db:5432'],
  ],
  [
    'an AWS client names its service',
    'import boto3\nboto3.client("sqs", endpoint_url="http://local:4566")',
    ['uses sqs http://local:4566'],
  ],
  ['a program starts where its name is main', 'if __name__ == "__main__":\n  main()', ['starts script']],
  ['a server listens on the port it is run with', 'import uvicorn\nuvicorn.run(app, port=8080)', ['listens 8080']],
  [
    'Dapr names the application and the topic',
    'from dapr.clients import DaprClient\nfrom dapr.ext.grpc import App\n@app.subscribe(pubsub_name="p", topic="orders")\ndef f(e): pass\nd.invoke_method("stock", "items")\nd.publish_event(pubsub_name="p", topic_name="done")',
    ['subscribes orders', 'uses http stock', 'publishes messaging done'],
  ],
])('%s', (_rule, text, facts) => expect(said(text)).toEqual(facts));
